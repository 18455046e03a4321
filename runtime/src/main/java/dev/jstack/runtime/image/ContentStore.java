package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Durable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Content by digest: {@code content/blobs/sha256/<hex>}. A blob has its name only when it is
 * complete, verified and on disk; reading it checks it again.
 */
final class ContentStore {
  private static final Duration RESUMABLE = Duration.ofDays(7);
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private final Path blobs;
  private final Path ingest;

  private ContentStore(Path blobs, Path ingest) {
    this.blobs = blobs;
    this.ingest = ingest;
  }

  /** What a crash left of writes is removed, but for what a later pull can use. */
  static ContentStore open(Path content) throws IOException {
    var store =
        new ContentStore(
            Files.createDirectories(content.resolve("blobs/sha256")),
            Files.createDirectories(content.resolve("ingest")));
    store.removeOldIngests();
    return store;
  }

  /** What may still be gone on with stays for a week. */
  private void removeOldIngests() throws IOException {
    var oldest = FileTime.from(Instant.now().minus(RESUMABLE));
    for (Path file : Directories.children(ingest)) {
      boolean resumable = HEX.matcher(file.getFileName().toString()).matches();
      if (!resumable || Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
        Directories.remove(file);
      }
    }
  }

  /** A blob on its way in; at most one at a time of the same digest. */
  Ingest ingest(Digest digest, long size) throws IOException {
    return Ingest.open(ingest.resolve(digest.hex()), digest, size);
  }

  /** For files on their way in; the store removes them when it is opened. */
  Path ingest() {
    return ingest;
  }

  /** Idempotent. */
  Digest write(byte[] content) {
    var digest = Digest.of(content);
    var file = path(digest);
    if (!Files.exists(file)) {
      Durable.write(file, content);
    }
    return digest;
  }

  /** Notes that somebody has just made sure of the blob. */
  void touch(Digest digest) {
    try {
      Files.setLastModifiedTime(path(digest), FileTime.from(Instant.now()));
    } catch (IOException e) {
      throw new JstackException("cannot touch blob " + digest + ": " + e.getMessage(), e);
    }
  }

  /** When the blob was written or touched. */
  Optional<Instant> touched(Digest digest) {
    try {
      return Optional.of(Files.getLastModifiedTime(path(digest)).toInstant());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The whole blob, checked against its name. */
  Optional<byte[]> read(Digest digest) {
    try {
      byte[] content = Files.readAllBytes(path(digest));
      if (!Digest.of(content).equals(digest)) {
        throw new JstackException("blob " + digest + " of the image store is damaged");
      }
      return Optional.of(content);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new JstackException("cannot read blob " + digest + ": " + e.getMessage(), e);
    }
  }

  /** Removes all but these; returns what is gone. */
  Set<Digest> sweep(Set<Digest> kept) {
    var removed = new HashSet<Digest>();
    for (Path file : Directories.children(blobs)) {
      var digest = Digest.ofName(file);
      if (digest.isEmpty() || !kept.contains(digest.get())) {
        Directories.remove(file);
        digest.ifPresent(removed::add);
      }
    }
    return removed;
  }

  /** The blobs whose content isn't what they are called. */
  List<Path> damaged() {
    var damaged = new ArrayList<Path>();
    for (Path file : Directories.children(blobs)) {
      if (!Digest.ofName(file).equals(digest(file)) && !Durable.isLeftover(file)) {
        damaged.add(file);
      }
    }
    return damaged;
  }

  /** Of the file's content, unless it can't be read. */
  static Optional<Digest> digest(Path file) {
    var sha256 = Digest.sha256();
    try (var input = Files.newInputStream(file);
        var hashed = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
      input.transferTo(hashed);
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.of(Digest.of(sha256));
  }

  private Path path(Digest digest) {
    return blobs.resolve(digest.hex());
  }
}
