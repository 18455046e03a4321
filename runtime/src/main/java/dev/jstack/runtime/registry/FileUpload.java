package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Descriptor;
import dev.jstack.runtime.image.Digest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Sends a blob that is in a file: all at once, or in pieces where the registry wants these. After a
 * cut it asks what has come, and goes on there.
 */
final class FileUpload {
  private static final long CHUNK = 16 << 20;

  private final PushRepository repository;
  private final Path file;
  private final Descriptor blob;
  private final LongConsumer sent;

  FileUpload(PushRepository repository, Path file, Descriptor blob, LongConsumer sent) {
    this.repository = repository;
    this.file = file;
    this.blob = blob;
    this.sent = sent;
  }

  void run() throws IOException {
    var backoff = repository.transport().backoff();
    for (int failures = 1; ; failures++) {
      try (var session = repository.begin()) {
        send(session, failures > 1);
        return;
      } catch (RegistryException e) {
        check();
        if (failures >= backoff.tries() || !e.mayPass()) {
          throw e;
        }
        Backoff.pause(backoff.after(failures));
      }
    }
  }

  /** Some registries cut what takes long: then in pieces. */
  private void send(UploadSession session, boolean pieces) throws IOException {
    if (session.chunk() == 0 && !pieces) {
      try (var body = FileBody.open(file, 0, blob.size(), sent)) {
        session.finish(blob.digest(), body.publisher());
      }
      return;
    }
    long chunk = Math.max(CHUNK, session.chunk());
    for (long done = 0; done < blob.size(); ) {
      done = append(session, done, Math.min(chunk, blob.size() - done));
    }
    session.finish(blob.digest());
  }

  /** Returns how much the registry has. */
  private long append(UploadSession session, long done, long length) throws IOException {
    try (var body = FileBody.open(file, done, length, sent)) {
      return session.append(done, length, body.publisher()) ? done + length : behind(session, done);
    }
  }

  private static long behind(UploadSession session, long done) {
    long arrived = session.arrived();
    if (arrived == done) {
      throw new RegistryException(
          416, "upload: the registry refuses the bytes from " + done + " on, and has no others");
    }
    return arrived;
  }

  /** What was altered on disk is refused by the registry, too, but not as clearly. */
  private void check() throws IOException {
    var sha256 = Digest.sha256();
    try (var channel = Files.newByteChannel(file)) {
      var buffer = ByteBuffer.allocate(1 << 18);
      while (channel.read(buffer) >= 0) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted while sending");
        }
        sha256.update(buffer.flip());
        buffer.clear();
      }
    }
    if (!Digest.of(sha256).equals(blob.digest())) {
      throw new JstackException("blob " + blob.digest() + " of the image store was altered");
    }
  }
}
