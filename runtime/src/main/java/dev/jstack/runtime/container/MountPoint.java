package dev.jstack.runtime.container;

/**
 * A mount of a container as resolved at its creation.
 *
 * @param type {@code volume}, {@code bind} or {@code tmpfs}
 * @param name the volume's name, or empty
 * @param source path on the host, or empty for tmpfs
 * @param target path inside
 * @param writable whether the container may write to it
 */
public record MountPoint(
    String type, String name, String source, String target, boolean writable) {}
