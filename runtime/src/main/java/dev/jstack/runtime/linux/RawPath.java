package dev.jstack.runtime.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A path as the kernel has it: bytes, not text. Kept as a string of one char per byte, so that
 * equality, hashing and the order of bytes are the string's own. Names from images, contexts and
 * volumes travel in this form; {@link #toString()} is for messages only.
 */
public record RawPath(String bytes) implements Comparable<RawPath> {
  /** The directory itself. */
  public static final RawPath EMPTY = new RawPath("");

  /** A path that is text: its UTF-8 bytes. */
  public static RawPath of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public static RawPath of(byte[] bytes) {
    return new RawPath(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  public static RawPath of(byte[] bytes, int offset, int length) {
    return new RawPath(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
  }

  public byte[] toBytes() {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }

  public boolean isEmpty() {
    return bytes.isEmpty();
  }

  /** The last component. */
  public RawPath name() {
    return new RawPath(bytes.substring(bytes.lastIndexOf('/') + 1));
  }

  /** All but the last component; empty for a single name. */
  public RawPath parent() {
    int slash = bytes.lastIndexOf('/');
    return slash < 0 ? EMPTY : new RawPath(bytes.substring(0, slash));
  }

  /** Whether this is one name, so that no directory on the way can be a link. */
  public boolean isName() {
    return bytes.indexOf('/') < 0;
  }

  public RawPath resolve(RawPath below) {
    if (bytes.isEmpty()) {
      return below;
    }
    return below.isEmpty() ? this : new RawPath(bytes + '/' + below.bytes);
  }

  public RawPath resolve(String text) {
    return resolve(of(text));
  }

  /**
   * Without empty components, {@code .} and leading or trailing slashes; {@code ..} stays and is
   * the caller's to judge.
   */
  public RawPath clean() {
    return new RawPath(String.join("/", components()));
  }

  /** The components that are neither empty nor {@code .}. */
  public List<String> components() {
    var parts = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i <= bytes.length(); i++) {
      if (i == bytes.length() || bytes.charAt(i) == '/') {
        String part = bytes.substring(start, i);
        if (!part.isEmpty() && !part.equals(".")) {
          parts.add(part);
        }
        start = i + 1;
      }
    }
    return parts;
  }

  @Override
  public int compareTo(RawPath other) {
    return bytes.compareTo(other.bytes);
  }

  /** The bytes read as UTF-8, for messages. */
  @Override
  public String toString() {
    return new String(toBytes(), StandardCharsets.UTF_8);
  }
}
