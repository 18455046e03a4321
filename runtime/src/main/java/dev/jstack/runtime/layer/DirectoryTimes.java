package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The times of directories, which files made in them change: they are set at the end. Kept
 * compressed, because a hostile archive has millions.
 */
public final class DirectoryTimes {
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(kept));

  void add(TarMember directory) throws IOException {
    add(directory.path(), directory.modifiedSeconds(), directory.modifiedNanos());
  }

  /** Remembers a directory by its path below the root. */
  public void add(RawPath directory, long seconds, int nanos) throws IOException {
    byte[] path = directory.toBytes();
    out.writeInt(path.length);
    out.write(path);
    out.writeLong(seconds);
    out.writeInt(nanos);
  }

  /** Once only. */
  public void apply(Directory root) throws IOException {
    out.close();
    var in =
        new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(kept.toByteArray())));
    try (in) {
      while (true) {
        var path = RawPath.of(in.readNBytes(in.readInt()));
        set(root, path, in.readLong(), in.readInt());
      }
    } catch (EOFException e) {
      // That was the last one.
    }
  }

  private static void set(Directory root, RawPath path, long seconds, int nanos) {
    try (var directory = root.directory(path, Resolve.IN_ROOT)) {
      Attributes.setModified(directory.fd(), seconds, nanos);
    } catch (LinuxException e) {
      // A later entry may have taken its place.
      if (!e.is(Errno.ENOENT) && !e.is(Errno.ENOTDIR) && !e.is(Errno.ELOOP)) {
        throw e;
      }
    }
  }
}
