package dev.jstack.runtime.image;

import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.DirectoryEntry;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The upper of two lower layers, which hides what the machine has for itself: empty directories
 * that are opaque, and whiteouts. Of {@code /var} there are its directories, empty but for the
 * package manager's, to which a redirection leads.
 */
final class HostMask {
  private static final List<String> EMPTY =
      List.of("root", "home", "srv", "tmp", "run", "boot", "dev", "proc", "sys", "lost+found");
  private static final List<String> VAR_LIB_SHOWN = List.of("dpkg", "apt");
  private static final List<String> SECRET_FILES = List.of("shadow", "gshadow", "sudoers");
  private static final RawPath VAR = RawPath.of("var");
  private static final RawPath VAR_LIB = RawPath.of("var/lib");
  private static final RawPath ETC = RawPath.of("etc");
  private static final String OPAQUE = "trusted.overlay.opaque";
  private static final String REDIRECT = "trusted.overlay.redirect";
  private static final byte[] YES = {'y'};

  private final Directory mask;
  private final Directory root;

  private HostMask(Directory mask, Directory root) {
    this.mask = mask;
    this.root = root;
  }

  /** Fills the mask; {@code own} are jstack's directories. */
  static void fill(Directory mask, List<Path> own) {
    try (var root = Directory.open(Path.of("/"))) {
      var filling = new HostMask(mask, root);
      copyAttributes(root.stat(), mask);
      for (String name : EMPTY) {
        filling.hideTree(Path.of("/", name));
      }
      filling.hideVar();
      filling.hideSecrets();
      own.forEach(filling::hideTree);
    }
  }

  /** Shows the directory empty; through links, what they lead to. */
  private void hideTree(Path path) {
    var real = real(path);
    if (!isDirectory(real) || isHidden(real)) {
      return;
    }
    try (var directory = make(real)) {
      Xattrs.set(directory, RawPath.EMPTY, OPAQUE, YES);
    }
  }

  private void hideVar() {
    hideTree(Path.of("/var"));
    if (!isDirectory(VAR)) {
      return;
    }
    try (var var = root.directory(VAR);
        var shown = mask.directory(VAR)) {
      for (DirectoryEntry entry : var.list()) {
        var name = entry.name();
        if (entry.kind() == FileKind.DIRECTORY) {
          make(VAR.resolve(name)).close();
        } else if (entry.kind() == FileKind.SYMLINK) {
          shown.makeLink(name, var.readLink(name));
        }
      }
    }
    for (String name : VAR_LIB_SHOWN) {
      showThrough(VAR_LIB.resolve(name));
    }
  }

  /** Overlayfs looks such a directory up below at the path that the attribute has. */
  private void showThrough(RawPath path) {
    if (isDirectory(path)) {
      try (var directory = make(path)) {
        Xattrs.set(directory, RawPath.EMPTY, REDIRECT, new RawPath("/" + path.bytes()).toBytes());
      }
    }
  }

  private void hideSecrets() {
    if (!isDirectory(ETC)) {
      return;
    }
    try (var etc = root.directory(ETC);
        var shown = make(ETC)) {
      for (DirectoryEntry entry : etc.list()) {
        String name = entry.name().bytes();
        if (SECRET_FILES.stream().anyMatch(name::startsWith) || name.equals("ssh")) {
          shown.makeNode(entry.name(), FileKind.CHARACTER_DEVICE, 0, 0);
        }
      }
    }
    hideTree(Path.of("/etc/ssl/private"));
  }

  /** Makes the directory in the mask, and those above it, with the attributes that they have. */
  private Directory make(RawPath path) {
    var current = mask.directory(RawPath.EMPTY);
    var walked = RawPath.EMPTY;
    for (String component : path.components()) {
      walked = walked.resolve(new RawPath(component));
      if (mask.stat(walked).isEmpty()) {
        mask.makeDirectory(walked, 0755);
        try (var made = mask.directory(walked)) {
          copyAttributes(root.stat(walked).orElseThrow(), made);
        }
      }
      current.close();
      current = mask.directory(walked);
    }
    return current;
  }

  private static void copyAttributes(FileStat stat, Directory directory) {
    Attributes.setOwner(directory.fd(), stat.uid(), stat.gid());
    Attributes.setPermissions(directory.fd(), stat.permissions());
  }

  private boolean isDirectory(RawPath path) {
    return !path.isEmpty() && root.stat(path).filter(FileStat::isDirectory).isPresent();
  }

  /** Whether a directory above it is hidden already. */
  private boolean isHidden(RawPath path) {
    for (var above = path; !above.isEmpty(); above = above.parent()) {
      if (mask.stat(above).isPresent() && isOpaque(above)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOpaque(RawPath path) {
    try (var directory = mask.directory(path)) {
      return Xattrs.all(directory, RawPath.EMPTY).containsKey(OPAQUE);
    }
  }

  /** Relative to the root, without links; empty if there is nothing. */
  private static RawPath real(Path path) {
    try {
      return RawPath.of(path.toRealPath().toString()).clean();
    } catch (IOException e) {
      return RawPath.EMPTY;
    }
  }
}
