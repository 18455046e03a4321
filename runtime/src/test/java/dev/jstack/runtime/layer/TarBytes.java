package dev.jstack.runtime.layer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Tars for tests, hostile ones included: any name, any type, nothing is checked. */
public final class TarBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public TarBytes file(String name, String content) {
    return entry('0', name, "", 0644, content);
  }

  public TarBytes directory(String name) {
    return entry('5', name, "", 0755, "");
  }

  public TarBytes symlink(String name, String target) {
    return entry('2', name, target, 0777, "");
  }

  public TarBytes hardLink(String name, String target) {
    return entry('1', name, target, 0644, "");
  }

  /** PAX records for the next entry: keys and values in turns, one char per byte. */
  public TarBytes pax(String... keysAndValues) {
    var records = new StringBuilder();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      records.append(record(keysAndValues[i], keysAndValues[i + 1]));
    }
    return entry('x', "pax", "", 0644, records.toString());
  }

  private static String record(String key, String value) {
    int payload = key.length() + value.length() + 3;
    int length = payload + Integer.toString(payload).length();
    if (Integer.toString(length).length() > Integer.toString(payload).length()) {
      length++;
    }
    return length + " " + key + "=" + value + "\n";
  }

  /** A device of this number. */
  public TarBytes device(char type, String name, int major, int minor) {
    byte[] header = header(type, name, "", 0666, 0);
    octal(header, 329, 8, major);
    octal(header, 337, 8, minor);
    out.writeBytes(summed(header));
    return this;
  }

  public TarBytes entry(char type, String name, String link, int mode, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    out.writeBytes(summed(header(type, name, link, mode, bytes.length)));
    out.writeBytes(bytes);
    out.writeBytes(new byte[-bytes.length & 511]);
    return this;
  }

  /** A header alone, whose size is written as eight binary bytes and may be anything. */
  public TarBytes claiming(char type, String name, long size) {
    byte[] header = header(type, name, "", 0644, 0);
    header[124] = (byte) (size < 0 ? 0xff : 0x80);
    for (int i = 0; i < 11; i++) {
      header[135 - i] = (byte) (i < 8 ? size >> 8 * i : size < 0 ? 0xff : 0);
    }
    out.writeBytes(summed(header));
    return this;
  }

  /** An empty file with a name as GNU tar writes it when it is long. */
  public TarBytes longName(String name) {
    return entry('L', "././@LongLink", "", 0644, name + "\0").file("short", "");
  }

  /** An empty file of this owner. */
  public TarBytes owned(String name, String uid) {
    return pax("uid", uid).file(name, "");
  }

  public byte[] toBytes() {
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(out.toByteArray());
    whole.writeBytes(new byte[1024]);
    return whole.toByteArray();
  }

  public InputStream stream() {
    return new ByteArrayInputStream(toBytes());
  }

  private static byte[] header(char type, String name, String link, int mode, int size) {
    byte[] header = new byte[512];
    text(header, 0, name);
    octal(header, 100, 8, mode);
    octal(header, 108, 8, 0);
    octal(header, 116, 8, 0);
    octal(header, 124, 12, size);
    octal(header, 136, 12, 1_000_000_000);
    header[156] = (byte) type;
    text(header, 157, link);
    text(header, 257, "ustar\0" + "00");
    return header;
  }

  private static byte[] summed(byte[] header) {
    text(header, 148, "        ");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    octal(header, 148, 8, sum);
    return header;
  }

  private static void text(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static void octal(byte[] header, int at, int length, long value) {
    text(header, at, String.format("%0" + (length - 1) + "o", value));
  }
}
