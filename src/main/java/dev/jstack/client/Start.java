package dev.jstack.client;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The first frame: who asks for what. Arguments and environment travel as the bytes that the kernel
 * gave to the client, because a JVM in a C locale can't name them all.
 *
 * @param build of the client, see {@link Build}
 * @param pid of the client, whose directory, umask and terminal the engine finds in /proc
 * @param arguments each followed by a NUL
 * @param environment likewise, {@code NAME=value}
 * @param place likewise: directory, mount namespace, umask, and what each standard stream is a
 *     device of; empty from a client that the engine can look at itself
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
public record Start(String build, int pid, byte[] arguments, byte[] environment, byte[] place) {

  /** The frame, with its header. */
  public ByteBuffer frame() {
    byte[] name = build.getBytes(StandardCharsets.UTF_8);
    int length =
        5 * Integer.BYTES + name.length + arguments.length + environment.length + place.length;
    ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER_BYTES + length);
    frame.put(Frame.START).putInt(length).putInt(pid);
    put(frame, name);
    put(frame, arguments);
    put(frame, environment);
    put(frame, place);
    return frame.flip();
  }

  /** Reads a frame's payload. */
  public static Start parse(ByteBuffer payload) {
    try {
      int pid = payload.getInt();
      var build = new String(take(payload), StandardCharsets.UTF_8);
      byte[] arguments = take(payload);
      byte[] environment = take(payload);
      byte[] place = payload.hasRemaining() ? take(payload) : new byte[0];
      return new Start(build, pid, arguments, environment, place);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("start frame: too short", e);
    }
  }

  /** The arguments as text. */
  public List<String> argumentList() {
    return split(arguments);
  }

  /** The environment's lines as text. */
  public List<String> environmentList() {
    return split(environment);
  }

  /** The place's lines as text. */
  public List<String> placeList() {
    return split(place);
  }

  private static void put(ByteBuffer frame, byte[] bytes) {
    frame.putInt(bytes.length).put(bytes);
  }

  private static byte[] take(ByteBuffer payload) {
    int length = payload.getInt();
    if (length < 0 || length > payload.remaining()) {
      throw new IllegalArgumentException("start frame: invalid length " + length);
    }
    byte[] bytes = new byte[length];
    payload.get(bytes);
    return bytes;
  }

  private static List<String> split(byte[] bytes) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        parts.add(new String(bytes, from, i - from, StandardCharsets.UTF_8));
        from = i + 1;
      }
    }
    return parts;
  }
}
