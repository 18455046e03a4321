package dev.jstack.networking.address;

import dev.jstack.runtime.JstackException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** A hardware address, written {@code 02:42:0a:40:03:02}. */
public record MacAddress(String text) {
  private static final Pattern FORM = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");

  public MacAddress {
    if (!FORM.matcher(text).matches()) {
      throw new JstackException("invalid MAC address \"" + text + "\": expected 02:42:0a:40:03:02");
    }
  }

  /** Reads what a user wrote: any case, {@code -} for {@code :}. */
  public static MacAddress parse(String text) {
    return new MacAddress(text.toLowerCase(Locale.ROOT).replace('-', ':'));
  }

  /** Six bytes, made locally administered and unicast. */
  public static MacAddress local(byte[] bytes) {
    byte[] own = bytes.clone();
    own[0] = (byte) ((own[0] & 0xfe) | 0x02);
    return new MacAddress(HexFormat.ofDelimiter(":").formatHex(own));
  }

  public byte[] bytes() {
    return HexFormat.ofDelimiter(":").parseHex(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
