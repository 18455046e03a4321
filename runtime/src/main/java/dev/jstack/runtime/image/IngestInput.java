package dev.jstack.runtime.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** Reads a blob while it arrives. */
final class IngestInput extends InputStream {
  private final Ingest ingest;
  private final FileChannel channel;
  private long position;

  IngestInput(Ingest ingest, FileChannel channel) {
    this.ingest = ingest;
    this.channel = channel;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!ingest.await(position)) {
      return -1;
    }
    int count = (int) Math.min(length, ingest.arrived() - position);
    int read = channel.read(ByteBuffer.wrap(target, offset, count));
    if (read < 0) {
      throw new IOException("blob " + ingest.digest() + " lost its end on disk");
    }
    position += read;
    return read;
  }

  /** Waits too: a gzip stream ends where nothing is available, and must not end early. */
  @Override
  public int available() throws IOException {
    return ingest.await(position) ? (int) Math.min(ingest.arrived() - position, 1 << 20) : 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
