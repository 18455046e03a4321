package dev.jstack.runtime.container;

import java.time.Instant;

/**
 * One line of a container's output.
 *
 * @param time when it was read from the container
 * @param partial the line goes on with the next one of this stream
 * @param text its bytes without the newline
 */
public record LogLine(Instant time, StdStream stream, boolean partial, byte[] text) {}
