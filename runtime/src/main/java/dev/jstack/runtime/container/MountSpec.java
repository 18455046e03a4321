package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Something mounted at {@link #target()}, an absolute, cleaned path inside the container. */
public sealed interface MountSpec {
  String target();

  boolean readOnly();

  /** {@code own} and, where it has nothing, what another container mounts but for its memory. */
  static List<MountSpec> borrowed(List<MountSpec> own, List<MountSpec> other, boolean readOnly) {
    Set<String> taken = own.stream().map(MountSpec::target).collect(Collectors.toSet());
    List<MountSpec> all = new ArrayList<>(own);
    other.stream()
        .filter(mount -> !(mount instanceof Tmpfs) && !taken.contains(mount.target()))
        .map(mount -> readOnly ? readOnly(mount) : mount)
        .forEach(all::add);
    return all;
  }

  private static MountSpec readOnly(MountSpec mount) {
    return switch (mount) {
      case Volume v -> new Volume(v.name(), v.target(), true, v.noCopy(), v.subpath());
      case Bind b ->
          new Bind(
              b.source(),
              b.target(),
              true,
              b.createHostPath(),
              b.propagation(),
              b.recursive(),
              b.granted());
      case Image image -> image;
      case Tmpfs t -> new Tmpfs(t.target(), true, t.sizeBytes(), t.mode(), t.options());
    };
  }

  /**
   * A volume kept by the engine.
   *
   * @param name the volume's full name; null for an anonymous one
   * @param noCopy an empty volume is not filled from the image
   * @param subpath a directory inside the volume, or null
   */
  record Volume(
      @Nullable String name,
      String target,
      boolean readOnly,
      boolean noCopy,
      @Nullable String subpath)
      implements MountSpec {}

  /**
   * A file or directory of the host.
   *
   * @param source absolute
   * @param createHostPath a missing source is made as a directory
   * @param propagation {@code rprivate} unless told: {@code [r]shared|slave|private}
   * @param recursive {@code enabled} or empty: with the mounts below the source, {@code disabled}:
   *     without them; of a read-only bind, {@code writable}: they stay as they are, {@code
   *     readonly}: none of them can be written, or the start fails
   * @param granted the engine's own file for this container: its owner is one of the container's
   */
  record Bind(
      String source,
      String target,
      boolean readOnly,
      boolean createHostPath,
      String propagation,
      String recursive,
      boolean granted)
      implements MountSpec {
    public Bind {
      recursive = recursive == null ? "" : recursive;
    }

    /** A secret or config. */
    public static Bind granted(String source, String target) {
      return new Bind(source, target, true, false, "rprivate", "", true);
    }

    /** What the user asked for. */
    public Bind(
        String source,
        String target,
        boolean readOnly,
        boolean createHostPath,
        String propagation,
        String recursive) {
      this(source, target, readOnly, createHostPath, propagation, recursive, false);
    }

    /** With the mounts below it. */
    public Bind(
        String source,
        String target,
        boolean readOnly,
        boolean createHostPath,
        String propagation) {
      this(source, target, readOnly, createHostPath, propagation, "");
    }
  }

  /**
   * The files of an image, read-only.
   *
   * @param image its name
   * @param subpath a file or directory in it, or null for all of it
   * @param id what the name led to when the container was made; null before
   */
  record Image(String image, String target, @Nullable String subpath, @Nullable String id)
      implements MountSpec {
    public Image {
      if (subpath != null && !subpath.matches("(?!/)(?!(.*/)?\\.\\.(/.*)?$).+")) {
        throw new JstackException(
            "mount on "
                + target
                + ": subpath \""
                + subpath
                + "\" must be relative, within the image");
      }
    }

    @Override
    public boolean readOnly() {
      return true;
    }
  }

  /**
   * A file system in memory.
   *
   * @param sizeBytes null for the kernel's default
   * @param mode permission bits; null for 1777 or those of the directory beneath
   * @param options further mount options: {@code exec}, {@code uid=1000}, …; empty for none
   */
  record Tmpfs(
      String target,
      boolean readOnly,
      @Nullable Long sizeBytes,
      @Nullable Integer mode,
      String options)
      implements MountSpec {}
}
