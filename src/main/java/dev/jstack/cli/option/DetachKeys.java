package dev.jstack.cli.option;

import dev.jstack.runtime.JstackException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The keys that leave a program running and its terminal alone: {@code ctrl-p,ctrl-q}. */
public final class DetachKeys {
  /** What docker takes unless told. */
  public static final String USUAL = "ctrl-p,ctrl-q";

  private static final String CONTROLS = "@abcdefghijklmnopqrstuvwxyz[\\]^_";
  private static final String CONTROL = "ctrl-";

  private final byte[] bytes;

  private DetachKeys(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Comma-separated: single characters, or {@code ctrl-} and one of {@code a-z@[\]^_}. */
  public static DetachKeys parse(String text) {
    var bytes = new ByteArrayOutputStream();
    for (String key : text.split(",", -1)) {
      bytes.write(key(key, text));
    }
    return new DetachKeys(bytes.toByteArray());
  }

  private static int key(String key, String text) {
    if (key.length() == 1 && key.charAt(0) < 0x80) {
      return key.charAt(0);
    }
    int control =
        key.startsWith(CONTROL) && key.length() == CONTROL.length() + 1
            ? CONTROLS.indexOf(key.charAt(CONTROL.length()))
            : -1;
    if (control < 0) {
      throw new JstackException(
          "invalid detach keys (%s) provided: unknown key \"%s\"".formatted(text, key),
          "write single characters or ctrl-a to ctrl-z, separated by commas",
          null);
    }
    return control;
  }

  int length() {
    return bytes.length;
  }

  byte at(int index) {
    return bytes[index];
  }

  byte[] first(int count) {
    return Arrays.copyOf(bytes, count);
  }

  /** Reads the option. */
  public static final class Converter implements ITypeConverter<DetachKeys> {
    @Override
    public DetachKeys convert(String text) {
      try {
        return parse(text);
      } catch (JstackException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
