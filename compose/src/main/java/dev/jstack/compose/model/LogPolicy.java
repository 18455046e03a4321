package dev.jstack.compose.model;

/**
 * How logs are kept.
 *
 * @param driver {@code json-file} or {@code local}
 * @param maxBytes size at which the file is rotated; 0 never rotates
 * @param maxFiles how many files are kept
 */
public record LogPolicy(String driver, long maxBytes, int maxFiles) {}
