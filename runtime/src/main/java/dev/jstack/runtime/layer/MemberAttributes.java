package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.OverlayAttributes;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;

/**
 * Owner, then permissions (a change of owner drops setuid), then attributes (a change of owner
 * drops capabilities), then times.
 */
final class MemberAttributes {
  private MemberAttributes() {}

  /** Of an open regular file. */
  static void apply(Fd file, Directory parent, RawPath name, TarMember member) {
    if (member.uid() != 0 || member.gid() != 0) {
      Attributes.setOwner(file, member.uid(), member.gid());
    }
    Attributes.setPermissions(file, member.permissions());
    applyXattrs(parent, name, member);
    Attributes.setModified(file, member.modifiedSeconds(), member.modifiedNanos());
  }

  /** Of an entry that was just made, or of the directory itself; links keep their permissions. */
  static void apply(Directory parent, RawPath name, TarMember member) {
    if (member.kind() == FileKind.DIRECTORY) {
      try (var directory = parent.directory(name)) {
        Attributes.setOwner(directory.fd(), member.uid(), member.gid());
        Attributes.setPermissions(directory.fd(), member.permissions());
        applyXattrs(directory, RawPath.EMPTY, member);
      }
      return;
    }
    parent.setOwner(name, member.uid(), member.gid());
    if (member.kind() != FileKind.SYMLINK) {
      parent.setPermissions(name, member.permissions());
    }
    applyXattrs(parent, name, member);
    parent.setModified(name, member.modifiedSeconds(), member.modifiedNanos());
  }

  /** Overlayfs's own would steer it and are dropped; those the file system can't have, too. */
  private static void applyXattrs(Directory parent, RawPath name, TarMember member) {
    member
        .xattrs()
        .forEach((key, value) -> {
          if (!OverlayAttributes.is(key)) {
            set(parent, name, key, value);
          }
        });
  }

  private static void set(Directory parent, RawPath name, String key, byte[] value) {
    try {
      Xattrs.set(parent, name, key, value);
    } catch (LinuxException e) {
      if (!e.is(Errno.EOPNOTSUPP) && !e.is(Errno.EPERM)) {
        throw e;
      }
    }
  }
}
