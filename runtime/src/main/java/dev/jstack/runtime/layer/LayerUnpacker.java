package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileOutput;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.OwnUser;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks one layer's tar below an empty directory as an overlay's lower directory: whiteouts
 * become character devices 0:0, opaque markers an attribute. Nothing outside the directory is ever
 * touched; an entry that would is refused, or taken inside as if the directory were the root.
 */
public final class LayerUnpacker implements AutoCloseable {
  private static final int BUFFER = 1 << 18;
  private static final long MOST_ENTRIES = 4_000_000;

  private final Directory root;
  private final TarReader reader;
  private final @Nullable TarRecording recording;
  private final Parents parents;
  private final DirectoryTimes directoryTimes = new DirectoryTimes();
  private final byte[] buffer = new byte[BUFFER];
  private long bytes;
  private long entries;

  private LayerUnpacker(Directory root, InputStream tar, @Nullable TarRecording recording) {
    this.root = root;
    this.reader = new TarReader(tar);
    this.recording = recording;
    this.parents = new Parents(root);
  }

  /**
   * Reads {@code tar}, uncompressed, to its end. {@code recording} gets what is needed to write it
   * again, and then no name may come twice; without one the last wins. Returns the bytes of the
   * regular files.
   */
  public static long unpack(Directory root, InputStream tar, @Nullable TarRecording recording)
      throws IOException {
    try (var unpacker = new LayerUnpacker(root, tar, recording)) {
      return unpacker.run();
    }
  }

  @Override
  public void close() {
    parents.close();
  }

  private long run() throws IOException {
    for (var member = reader.next(); member != null; member = reader.next()) {
      if (++entries > MOST_ENTRIES) {
        throw new ArchiveException("archive has more than " + MOST_ENTRIES + " entries");
      }
      recordHeaders();
      unpack(member);
    }
    recordHeaders();
    record(reader.rest());
    if (recording != null) {
      recording.end();
    }
    directoryTimes.apply(root);
    return bytes;
  }

  private void unpack(TarMember member) throws IOException {
    try {
      if (member.path().isEmpty()) {
        unpackRoot(member);
        return;
      }
      checkNoMarkerOnTheWay(member.path());
      var parent = parents.open(member.path().parent());
      if (member.path().name().bytes().startsWith(Whiteout.PREFIX)) {
        Deletions.apply(parent, member);
        skipContents(member);
      } else {
        create(parent, member);
      }
    } catch (LinuxException e) {
      throw e.is(Errno.ENOSPC) ? full(member) : refused(member, e);
    }
  }

  private static LinuxException full(TarMember member) {
    return new LinuxException("unpack \"" + member.path() + "\"", Errno.ENOSPC);
  }

  private static ArchiveException refused(TarMember member, LinuxException e) {
    if (e.is(Errno.EEXIST)) {
      return new ArchiveException("duplicate entry \"" + member.path() + "\"", e);
    }
    return new ArchiveException("entry \"" + member.path() + "\": " + e.getMessage(), e);
  }

  private void unpackRoot(TarMember member) throws IOException {
    if (member.kind() != FileKind.DIRECTORY) {
      throw new ArchiveException("invalid entry: the root is not a directory");
    }
    MemberAttributes.apply(root, RawPath.EMPTY, member);
    directoryTimes.add(member);
  }

  private void create(Directory parent, TarMember member) throws IOException {
    try {
      make(parent, member, false);
    } catch (LinuxException e) {
      if (!e.is(Errno.EEXIST)) {
        throw e;
      }
      make(parent, member, makeRoom(parent, member.path().name(), e));
    }
  }

  /** Says whether a whiteout of the same layer was in the way. */
  private boolean makeRoom(Directory parent, RawPath name, LinuxException taken) {
    boolean whiteout = parent.stat(name).filter(FileStat::isWhiteout).isPresent();
    if (whiteout) {
      parent.remove(name);
    } else if (recording == null) {
      parent.removeTree(name);
    } else {
      throw taken;
    }
    return whiteout;
  }

  private void make(Directory parent, TarMember member, boolean overWhiteout) throws IOException {
    var name = member.path().name();
    if (member.hardLink() != null) {
      link(parent, name, member.hardLink());
      return;
    }
    switch (member.kind()) {
      case DIRECTORY -> makeDirectory(parent, name, member, overWhiteout);
      case REGULAR -> writeFile(parent, name, member);
      case SYMLINK -> {
        parent.makeLink(name, member.target());
        bytes += member.target().bytes().length();
      }
      default -> makeNode(parent, name, member);
    }
    if (member.kind() != FileKind.DIRECTORY && member.kind() != FileKind.REGULAR) {
      MemberAttributes.apply(parent, name, member);
    }
  }

  private void makeDirectory(Directory parent, RawPath name, TarMember member, boolean opaque)
      throws IOException {
    try {
      parent.makeDirectory(name, 0755);
    } catch (LinuxException e) {
      if (!e.is(Errno.EEXIST) || !parent.stat(name).orElseThrow().isDirectory()) {
        throw e;
      }
    }
    MemberAttributes.apply(parent, name, member);
    if (opaque) {
      Deletions.makeOpaque(parent, name);
    }
    directoryTimes.add(member);
  }

  private void writeFile(Directory parent, RawPath name, TarMember member) throws IOException {
    try (var output = new FileOutput(parent.create(name, 0600))) {
      if (member.sparse()) {
        SparseFile.write(output, member.size(), this::readSparse, buffer);
      } else {
        copy(output, member.size());
        recordFile(member);
      }
      MemberAttributes.apply(output.fd(), parent, name, member);
    }
    bytes += member.size();
  }

  private void copy(FileOutput output, long size) throws IOException {
    if (size == 0) {
      return;
    }
    for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
      output.write(buffer, 0, count);
    }
  }

  /** What a sparse file has in the archive is recorded as it is, its map included. */
  private int readSparse(byte[] target) throws IOException {
    int count = reader.read(target);
    record(reader.drain());
    return count;
  }

  /** A marker with contents would be lost for the recording. */
  private static void skipContents(TarMember member) {
    if (member.size() > 0) {
      throw new ArchiveException("whiteout \"" + member.path() + "\" is not empty");
    }
  }

  private void link(Directory parent, RawPath name, RawPath existing) {
    var from = parents.openOther(existing.parent());
    try (from) {
      var stat = from.stat(existing.name());
      if (stat.isEmpty() || stat.get().isWhiteout() || existing.isEmpty()) {
        throw new ArchiveException("hard link to \"" + existing + "\", which is not in the layer");
      }
      parent.makeHardLink(name, from, existing.name());
    }
  }

  private static void makeNode(Directory parent, RawPath name, TarMember member) {
    if (member.kind() == FileKind.CHARACTER_DEVICE && member.nodeDevice() == 0) {
      throw new ArchiveException("\"" + member.path() + "\" is a device 0:0");
    }
    if (OwnUser.isConfined()
        && member.kind() != FileKind.FIFO
        && member.kind() != FileKind.SOCKET) {
      // Nobody here may make device nodes, nor would they do anything.
      return;
    }
    parent.makeNode(name, member.kind(), member.permissions(), member.nodeDevice());
  }

  /** A directory called like a whiteout can't be one. */
  private static void checkNoMarkerOnTheWay(RawPath path) {
    for (String component : path.parent().components()) {
      if (component.startsWith(Whiteout.PREFIX)) {
        throw new ArchiveException("invalid entry name \"" + path + "\"");
      }
    }
  }

  private void recordHeaders() throws IOException {
    record(reader.contents());
    record(reader.headers());
  }

  private void record(byte[] raw) throws IOException {
    if (recording != null) {
      recording.bytes(raw);
    }
  }

  private void recordFile(TarMember member) throws IOException {
    if (recording != null && member.size() > 0) {
      recording.file(member.path(), member.size());
    }
  }
}
