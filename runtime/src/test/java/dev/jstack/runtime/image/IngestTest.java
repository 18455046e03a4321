package dev.jstack.runtime.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.jstack.runtime.layer.ArchiveException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
  private static final byte[] BLOB = "a blob of some length".getBytes(UTF_8);
  private static final Digest DIGEST = Digest.of(BLOB);

  @TempDir private Path directory;

  private Ingest open() throws IOException {
    return Ingest.open(directory.resolve("blob"), DIGEST, BLOB.length);
  }

  private static ByteBuffer bytes(int from, int to) {
    return ByteBuffer.wrap(BLOB, from, to - from);
  }

  @Test
  void aBrokenTransferGoesOnWhereItEnded() throws IOException {
    try (var first = open()) {
      first.append(bytes(0, 6));
    }
    try (var second = open()) {
      assertThat(second.arrived()).isEqualTo(6);
      second.append(bytes(6, BLOB.length));
      second.complete();
      assertThat(second.follow().readAllBytes()).isEqualTo(BLOB);
    }
  }

  @Test
  void aFollowerReadsWhatHasArrivedAndWaitsForTheRest() throws Exception {
    try (var ingest = open();
        var threads = Executors.newSingleThreadExecutor()) {
      ingest.append(bytes(0, 6));
      var follower = ingest.follow();
      assertThat(follower.readNBytes(6)).isEqualTo("a blob".getBytes(UTF_8));
      var rest = threads.submit(follower::readAllBytes);
      ingest.append(bytes(6, BLOB.length));
      assertThat(rest).isNotDone();
      ingest.complete();
      assertThat(rest.get()).isEqualTo(" of some length".getBytes(UTF_8));
    }
  }

  @Test
  void aFollowerOfABrokenTransferFails() throws Exception {
    try (var threads = Executors.newSingleThreadExecutor()) {
      var ingest = open();
      ingest.append(bytes(0, 6));
      var follower = ingest.follow();
      var reading = threads.submit(follower::readAllBytes);
      ingest.close();
      await().until(reading::isDone);
      assertThatThrownBy(reading::get).hasMessageContaining("blob " + DIGEST + " did not arrive");
    }
  }

  @Test
  void moreBytesThanTheBlobHasAreRefusedAndNothingIsKept() throws IOException {
    try (var ingest = open()) {
      ingest.append(bytes(0, BLOB.length));
      assertThatThrownBy(() -> ingest.append(bytes(0, 1)))
          .isInstanceOf(ArchiveException.class)
          .hasMessage("blob " + DIGEST + " is longer than its 21 bytes");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void otherBytesAreRefusedAndNothingIsKept() throws IOException {
    try (var ingest = open()) {
      ingest.append(ByteBuffer.wrap(new byte[BLOB.length]));
      assertThatThrownBy(ingest::complete)
          .isInstanceOf(ArchiveException.class)
          .hasMessageContaining(DIGEST + " (21 bytes) came as sha256:");
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aShortBlobIsRefused() throws IOException {
    try (var ingest = open()) {
      ingest.append(bytes(0, 6));
      assertThatThrownBy(ingest::complete).hasMessageContaining("(6 bytes)");
    }
  }

  @Test
  void aLeftoverLongerThanTheBlobIsOfNoUse() throws IOException {
    Files.write(directory.resolve("blob"), new byte[BLOB.length + 1]);
    try (var ingest = open()) {
      assertThat(ingest.arrived()).isZero();
    }
  }
}
