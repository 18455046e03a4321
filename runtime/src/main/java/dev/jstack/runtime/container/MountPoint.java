package dev.jstack.runtime.container;

/**
 * A mount of a container as resolved at its creation.
 *
 * @param type {@code volume}, {@code bind}, {@code image} or {@code tmpfs}
 * @param name the volume's or image's name, or empty
 * @param source path on the host, or empty for tmpfs and images
 * @param target path inside
 * @param writable whether the container may write to it
 */
public record MountPoint(
    String type, String name, String source, String target, boolean writable) {}
