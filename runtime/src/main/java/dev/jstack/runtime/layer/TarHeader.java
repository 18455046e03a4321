package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes tar headers in one fixed form, because digests depend on every byte: ustar, with a PAX
 * header before it only for what ustar can't say; no names of users and groups, whole seconds.
 */
public final class TarHeader {
  static final int BLOCK = 512;
  public static final char FILE = '0';
  public static final char HARD_LINK = '1';
  public static final char SYMLINK = '2';
  public static final char CHARACTER_DEVICE = '3';
  public static final char BLOCK_DEVICE = '4';
  public static final char DIRECTORY = '5';
  public static final char FIFO = '6';
  private static final byte[] MAGIC = {'u', 's', 't', 'a', 'r', 0, '0', '0'};
  private static final RawPath PAX_NAME = RawPath.of("PaxHeaders/0");
  private static final long LARGEST_ID = 07777777;
  private static final long LARGEST_NUMBER = 077777777777L;

  private final OutputStream out;

  public TarHeader(OutputStream out) {
    this.out = out;
  }

  /** {@code link} is empty for what is not a link. */
  public void write(
      char type, RawPath name, RawPath link, FileStat stat, long size, Map<String, byte[]> xattrs)
      throws IOException {
    var pax = pax(name, link, stat, size, xattrs);
    if (!pax.isEmpty()) {
      writePax(pax);
    }
    boolean device = type == CHARACTER_DEVICE || type == BLOCK_DEVICE;
    byte[] header = new byte[BLOCK];
    text(header, 0, 100, name);
    octal(header, 100, 8, stat.permissions());
    octal(header, 108, 8, fits(id(stat.uid()), LARGEST_ID));
    octal(header, 116, 8, fits(id(stat.gid()), LARGEST_ID));
    octal(header, 124, 12, fits(size, LARGEST_NUMBER));
    octal(header, 136, 12, fits(stat.modifiedSeconds(), LARGEST_NUMBER));
    text(header, 157, 100, link);
    octal(header, 329, 8, device ? stat.nodeMajor() : 0);
    octal(header, 337, 8, device ? stat.nodeMinor() : 0);
    finish(header, type);
  }

  private static Map<String, byte[]> pax(
      RawPath name, RawPath link, FileStat stat, long size, Map<String, byte[]> xattrs) {
    var pax = new TreeMap<String, byte[]>();
    number(pax, "gid", id(stat.gid()), LARGEST_ID);
    number(pax, "mtime", stat.modifiedSeconds(), LARGEST_NUMBER);
    number(pax, "size", size, LARGEST_NUMBER);
    number(pax, "uid", id(stat.uid()), LARGEST_ID);
    name(pax, "linkpath", link);
    name(pax, "path", name);
    xattrs.forEach((key, value) -> pax.put(PaxRecords.XATTR + key, value));
    return pax;
  }

  private static void number(Map<String, byte[]> pax, String key, long value, long largest) {
    if (value < 0 || value > largest) {
      pax.put(key, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void name(Map<String, byte[]> pax, String key, RawPath name) {
    boolean ascii = name.bytes().chars().allMatch(c -> c < 0x80);
    if (!ascii || name.bytes().length() > 100) {
      pax.put(key, name.toBytes());
    }
  }

  private void writePax(Map<String, byte[]> records) throws IOException {
    var body = new ByteArrayOutputStream();
    for (var record : records.entrySet()) {
      byte[] key = RawPath.of(record.getKey()).toBytes();
      int payload = key.length + record.getValue().length + 3;
      int length = payload + digits(payload);
      if (digits(length) > digits(payload)) {
        length++;
      }
      body.write(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
      body.write(' ');
      body.write(key);
      body.write('=');
      body.write(record.getValue());
      body.write('\n');
    }
    byte[] header = new byte[BLOCK];
    text(header, 0, 100, PAX_NAME);
    octal(header, 100, 8, 0644);
    octal(header, 108, 8, 0);
    octal(header, 116, 8, 0);
    octal(header, 124, 12, body.size());
    octal(header, 136, 12, 0);
    octal(header, 329, 8, 0);
    octal(header, 337, 8, 0);
    finish(header, 'x');
    body.writeTo(out);
    pad(body.size());
  }

  /** Zeros up to the next block. */
  public void pad(long size) throws IOException {
    int rest = (int) (-size & (BLOCK - 1));
    out.write(new byte[rest]);
  }

  /** The two blocks that end an archive. */
  public void end() throws IOException {
    out.write(new byte[2 * BLOCK]);
  }

  private void finish(byte[] header, char type) throws IOException {
    header[156] = (byte) type;
    System.arraycopy(MAGIC, 0, header, 257, MAGIC.length);
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    octal(header, 148, 7, sum);
    out.write(header);
  }

  private static void text(byte[] header, int at, int length, RawPath text) {
    byte[] bytes = text.toBytes();
    System.arraycopy(bytes, 0, header, at, Math.min(length, bytes.length));
  }

  private static void octal(byte[] header, int at, int length, long value) {
    long rest = value;
    for (int i = at + length - 2; i >= at; i--) {
      header[i] = (byte) ('0' + (rest & 7));
      rest >>>= 3;
    }
    header[at + length - 1] = 0;
  }

  private static long fits(long value, long largest) {
    return value < 0 || value > largest ? 0 : value;
  }

  private static long id(int id) {
    return Integer.toUnsignedLong(id);
  }

  private static int digits(int number) {
    return Integer.toString(number).length();
  }
}
