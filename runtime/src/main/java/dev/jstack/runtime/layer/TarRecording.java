package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import io.airlift.compress.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A tar without its files' contents, from which the very same tar is written again beside the
 * unpacked files. A sequence of bytes to copy and files to insert, compressed with zstd.
 */
public final class TarRecording implements AutoCloseable {
  private static final int BYTES = 'B';
  private static final int FILE = 'F';
  private static final int END = 'E';
  private static final int BUFFER = 1 << 18;

  private final DataOutputStream out;

  public TarRecording(OutputStream target) throws IOException {
    out = new DataOutputStream(new ZstdOutputStream(target));
  }

  void bytes(byte[] bytes) throws IOException {
    if (bytes.length > 0) {
      out.writeByte(BYTES);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  void file(RawPath path, long size) throws IOException {
    byte[] name = path.toBytes();
    out.writeByte(FILE);
    out.writeInt(name.length);
    out.write(name);
    out.writeLong(size);
  }

  void end() throws IOException {
    out.writeByte(END);
  }

  /** Writes what is still buffered; nothing can be recorded after that. */
  public void finish() throws IOException {
    out.close();
  }

  @Override
  public void close() throws IOException {
    finish();
  }

  /** Writes the recorded tar with the contents of {@code files}. */
  public static void replay(InputStream recording, Directory files, OutputStream tar)
      throws IOException {
    var in = new DataInputStream(new ZstdInputStream(recording));
    byte[] buffer = new byte[BUFFER];
    while (true) {
      int kind = in.readByte();
      if (kind == END) {
        return;
      }
      byte[] bytes = in.readNBytes(in.readInt());
      if (kind == FILE) {
        insert(files, RawPath.of(bytes), in.readLong(), buffer, tar);
      } else {
        tar.write(bytes);
      }
    }
  }

  private static void insert(
      Directory files, RawPath path, long size, byte[] buffer, OutputStream tar)
      throws IOException {
    int flags = Fd.O_RDONLY | Fd.O_NOFOLLOW;
    try (var input = new FileInput(files.open(path, flags, 0, Resolve.IN_ROOT))) {
      long left = size;
      while (left > 0) {
        int count = input.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw new EOFException("\"" + path + "\" has become shorter");
        }
        tar.write(buffer, 0, count);
        left -= count;
      }
      if (input.read(buffer, 0, 1) > 0) {
        throw new IOException("\"" + path + "\" has become longer");
      }
    }
  }
}
