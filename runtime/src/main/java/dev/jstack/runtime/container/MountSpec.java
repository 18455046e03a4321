package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import org.jspecify.annotations.Nullable;

/** Something mounted at {@link #target()}, an absolute, cleaned path inside the container. */
public sealed interface MountSpec {
  String target();

  boolean readOnly();

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
