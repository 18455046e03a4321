package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileSystemType;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.MountMap;
import dev.jstack.runtime.linux.Mounts;
import dev.jstack.runtime.linux.OwnUser;
import dev.jstack.runtime.linux.RawPath;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * This machine's own root file system as a read-only tree, without its private directories: what
 * {@code image: host} and {@code FROM host} stand on. It is an overlay of {@code /} below a mask;
 * other file systems mounted below {@code /} are not in it.
 */
public final class HostRootfs {
  private static final List<String> NEEDED = List.of("usr", "etc", "bin", "lib");

  private final List<Path> own;
  private final Path runDir;
  private @Nullable Fd tree;
  private @Nullable HostDirectories directories;
  private @Nullable Fd whole;

  /** {@code own} are jstack's directories, which are hidden as well; one of them is {@code run}. */
  HostRootfs(List<Path> own, Path run) {
    this.own = List.copyOf(own);
    this.runDir = run;
  }

  /**
   * The tree as a detached mount, to be the lowest lower layer ({@code /proc/self/fd/N}). Mounted
   * on first use and kept; the caller doesn't close it. Refused where {@code /} can't be a layer.
   */
  synchronized Fd tree() {
    if (tree == null || !tree.isOpen()) {
      tree = mount();
    }
    return tree;
  }

  /**
   * What an overlay on {@link #tree} still needs to show the host: nothing, unless this process is
   * root of a user namespace only. Takes the overlay over, of which {@code above} is the rest.
   */
  Fd complete(Fd overlay, Above above) {
    var skeleton = tree();
    var missing = directories;
    if (missing == null) {
      return overlay;
    }
    var place = HostDirectories.place(runDir);
    try {
      return missing.mountOn(overlay, above, skeleton, place);
    } finally {
      HostDirectories.remove(place);
    }
  }

  /** Takes away what the overlay needed of its upper directory, once that is a layer. */
  void tidy(Path upper) {
    var made = directories;
    if (made != null) {
      made.tidy(upper);
    }
  }

  /** The host with nothing over it; like {@link #tree} it isn't closed by the caller. */
  synchronized Fd whole() {
    var base = tree();
    if (directories == null) {
      return base;
    }
    if (whole == null || !whole.isOpen()) {
      whole = complete(Mounts.tree(base), Above.readOnly(List.of()));
    }
    return whole;
  }

  /**
   * The mask and what is below it, as the users of a map see them: an overlay itself can't be
   * mapped. The caller closes them.
   */
  List<Fd> remapped(MountMap map) {
    checkRoot();
    var mount = mask();
    try (var mask = mount.directory(RawPath.EMPTY)) {
      HostMask.fill(mask, own);
      map.apply(mount.fd(), "the mask of image \"host\"");
      return List.of(mount.fd(), Mounts.remapped(Path.of("/"), map));
    } catch (RuntimeException e) {
      mount.close();
      throw e instanceof LinuxException
          ? new JstackException("image \"host\": " + e.getMessage(), e)
          : e;
    }
  }

  private static Directory mask() {
    var options = List.of(new Mounts.Option("size", "4m"), new Mounts.Option("mode", "0755"));
    return Directory.of(Mounts.create("tmpfs", options, 0));
  }

  /** Changes with the machine's packages and files: the build cache's key of {@code FROM host}. */
  public Digest key() {
    return HostKey.current(own);
  }

  private Fd mount() {
    if (!OwnUser.isConfined()) {
      checkRoot();
    }
    try (var mount = mask();
        var mask = mount.directory(RawPath.EMPTY)) {
      if (OwnUser.isConfined()) {
        directories = HostDirectories.fill(mask, own);
        return mount.fd().duplicate();
      }
      HostMask.fill(mask, own);
      var lower = List.of("/proc/self/fd/" + mask.fd().number(), "/");
      return Mounts.overlay(lower, null, null);
    } catch (LinuxException e) {
      throw new JstackException("image \"host\": " + e.getMessage(), e);
    }
  }

  /** An overlay may lie on an overlay once, and this one has a container's on it already. */
  private static void checkRoot() {
    try (var root = Directory.open(Path.of("/"))) {
      if (FileSystemType.of(root) == FileSystemType.OVERLAY) {
        throw new JstackException(
            "image \"host\": this machine's root file system is an overlay itself",
            "jstack runs in a container here; use another image",
            null);
      }
      long device = root.stat().device();
      for (String name : NEEDED) {
        var stat = root.stat(RawPath.of(name));
        if (stat.isPresent() && stat.get().isDirectory() && stat.get().device() != device) {
          throw new JstackException(
              "image \"host\": /" + name + " is a file system of its own, which it can't show");
        }
      }
    }
  }

  /** Its command is a shell, its search path the usual one. */
  static ImageConfig config() {
    var run =
        RunConfig.EMPTY
            .withEnv(List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"))
            .withCmd(List.of("sh"));
    return new ImageConfig(Platform.current(), null, "", run, List.of(), List.of(), true);
  }
}
