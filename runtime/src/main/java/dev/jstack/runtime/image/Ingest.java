package dev.jstack.runtime.image;

import dev.jstack.runtime.layer.ArchiveException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * A blob on its way in. What has arrived stays on disk when the transfer breaks, so that a later
 * one, of another engine too, goes on where it ended. One thread appends; others may {@link
 * #follow} it meanwhile.
 */
public final class Ingest implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private enum State {
    ARRIVING,
    COMPLETE,
    BROKEN,
    REFUSED
  }

  private final Path file;
  private final Digest digest;
  private final long size;
  private final FileChannel channel;
  private final MessageDigest sha256 = Digest.sha256();
  private long arrived;
  private State state = State.ARRIVING;

  private Ingest(Path file, Digest digest, long size, FileChannel channel) {
    this.file = file;
    this.digest = digest;
    this.size = size;
    this.channel = channel;
  }

  /** Goes on with what an earlier transfer left in {@code file}. */
  static Ingest open(Path file, Digest digest, long size) throws IOException {
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var ingest = new Ingest(file, digest, size, channel);
    try {
      ingest.readAgain();
      return ingest;
    } catch (IOException | RuntimeException e) {
      ingest.close();
      throw e;
    }
  }

  private void readAgain() throws IOException {
    if (channel.size() > size) {
      channel.truncate(0);
    }
    byte[] buffer = new byte[BUFFER];
    for (int count = channel.read(ByteBuffer.wrap(buffer));
        count > 0;
        count = channel.read(ByteBuffer.wrap(buffer))) {
      sha256.update(buffer, 0, count);
      arrived += count;
    }
  }

  public Digest digest() {
    return digest;
  }

  /** Of the whole blob. */
  public long size() {
    return size;
  }

  /** How many bytes are here: where a transfer has to go on. */
  public synchronized long arrived() {
    return arrived;
  }

  /** Adds bytes; more than the blob has are refused, and then none of it is kept. */
  public void append(ByteBuffer bytes) throws IOException {
    if (refused()) {
      throw new IOException("blob " + digest + " is not wanted any more");
    }
    if (arrived() + bytes.remaining() > size) {
      discard(State.BROKEN);
      throw new ArchiveException("blob " + digest + " is longer than its " + size + " bytes");
    }
    sha256.update(bytes.duplicate());
    int count = bytes.remaining();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    synchronized (this) {
      arrived += count;
      notifyAll();
    }
  }

  /** Ends the blob; a wrong one is refused, and none of it is kept. */
  public void complete() throws IOException {
    var actual = Digest.of(sha256);
    if (arrived() != size || !actual.equals(digest)) {
      discard(State.BROKEN);
      throw new ArchiveException(
          "blob "
              + digest
              + " ("
              + size
              + " bytes) came as "
              + actual
              + " ("
              + arrived
              + " bytes)");
    }
    become(State.COMPLETE);
  }

  /** Its content is of no use; none of it is kept, and no more is taken. */
  synchronized void refuse() throws IOException {
    if (state != State.BROKEN) {
      discard(State.REFUSED);
    }
  }

  /** Whether who reads it has found that its content is of no use. */
  public synchronized boolean refused() {
    return state == State.REFUSED;
  }

  private void discard(State next) throws IOException {
    become(next);
    Files.deleteIfExists(file);
  }

  private synchronized void become(State next) {
    state = next;
    notifyAll();
  }

  /**
   * The blob from its beginning; a read waits for bytes that have not arrived yet. It ends only
   * after {@link #complete()}, and fails when the transfer breaks.
   */
  public InputStream follow() throws IOException {
    return new IngestInput(this, FileChannel.open(file, StandardOpenOption.READ));
  }

  /** Waits until there is more than {@code position}; false at the end of the verified blob. */
  synchronized boolean await(long position) throws IOException {
    try {
      while (state == State.ARRIVING && arrived <= position) {
        wait();
      }
      while (state == State.ARRIVING && position >= size) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a blob");
    }
    if (state != State.ARRIVING && state != State.COMPLETE) {
      throw new IOException("blob " + digest + " did not arrive");
    }
    return arrived > position;
  }

  /** Waits for the verified end. */
  void awaitEnd() throws IOException {
    var _ = await(size);
  }

  /** Gives the complete blob another name; followers go on reading. */
  void moveTo(Path target) throws IOException {
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Keeps what has arrived; followers of an incomplete blob fail. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (state == State.ARRIVING) {
        become(State.BROKEN);
      }
    }
    channel.close();
  }
}
