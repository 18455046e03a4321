package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.RawPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The PAX records of one entry as bytes (pax(1)): names that are not UTF-8 and binary attributes
 * survive. Keys and values are kept one char per byte.
 */
record PaxRecords(Map<String, String> values) {
  static final String XATTR = "SCHILY.xattr.";
  private static final int BLOCK = 512;
  private static final int LARGEST = 1 << 20;

  PaxRecords {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Finds them in the raw headers of an entry, the first of which starts at {@code offset}. */
  static PaxRecords inHeaders(byte[] raw, int offset) {
    var values = new LinkedHashMap<String, String>();
    int at = offset;
    boolean gnuName = false;
    while (at + BLOCK <= raw.length && isExtension(raw[at + 156])) {
      int size = size(raw, at);
      if (raw[at + 156] == 'x') {
        parse(raw, at + BLOCK, size, values);
      }
      gnuName |= raw[at + 156] == 'L';
      at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
    }
    if (gnuName && values.containsKey("path")) {
      throw new ArchiveException("archive has an entry with two long names");
    }
    return new PaxRecords(values);
  }

  /** The entry's name, if the header's own is replaced. */
  Optional<RawPath> path() {
    String name = values.getOrDefault("GNU.sparse.name", values.get("path"));
    return Optional.ofNullable(name).map(RawPath::new);
  }

  Optional<RawPath> linkPath() {
    return Optional.ofNullable(values.get("linkpath")).map(RawPath::new);
  }

  SortedMap<String, byte[]> xattrs() {
    var xattrs = new TreeMap<String, byte[]>();
    values.forEach((key, value) -> {
      if (key.startsWith(XATTR)) {
        xattrs.put(
            new RawPath(key.substring(XATTR.length())).toString(), new RawPath(value).toBytes());
      }
    });
    return xattrs;
  }

  private static boolean isExtension(byte type) {
    return type == 'x' || type == 'g' || type == 'L' || type == 'K' || type == 'X';
  }

  /** Octal, as every writer has it for headers; the reader has checked that they were read. */
  private static int size(byte[] raw, int header) {
    int size = 0;
    for (int i = header + 124; i < header + 136 && raw[i] != 0; i++) {
      if (raw[i] >= '0' && raw[i] <= '7') {
        size = size * 8 + raw[i] - '0';
      } else if (raw[i] != ' ') {
        throw new ArchiveException("archive has an extension header of an invalid size");
      }
      if (size > LARGEST) {
        throw new ArchiveException("archive has an extension header of more than 1 MiB");
      }
      if (size > raw.length) {
        throw new ArchiveException("archive has an extension header that is cut off");
      }
    }
    return size;
  }

  /** Each record: its own length in decimal, a space, key=value, a newline. */
  private static void parse(byte[] raw, int start, int size, Map<String, String> values) {
    int at = start;
    int end = Math.min(raw.length, start + size);
    while (at < end) {
      int space = at;
      int length = 0;
      while (space < end && raw[space] >= '0' && raw[space] <= '9' && length < size) {
        length = length * 10 + raw[space++] - '0';
      }
      int next = at + length;
      if (space == at || next > end || space >= next - 1 || raw[next - 1] != '\n') {
        throw new ArchiveException("archive has a malformed PAX record");
      }
      String record = RawPath.of(raw, space + 1, next - space - 2).bytes();
      int equals = record.indexOf('=');
      if (equals < 0) {
        throw new ArchiveException("archive has a malformed PAX record");
      }
      values.put(record.substring(0, equals), record.substring(equals + 1));
      at = next;
    }
  }
}
