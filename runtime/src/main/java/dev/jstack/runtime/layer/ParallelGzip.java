package dev.jstack.runtime.layer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;

/**
 * Compresses what is written as one gzip member, blocks in parallel on all cores. The same bytes
 * always give the same result: blocks have a fixed size, the header says neither time nor system.
 * What an earlier compression has made dense already is stored as it is.
 */
public final class ParallelGzip extends OutputStream {
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};
  private static final byte[] EMPTY_LAST_BLOCK = {3, 0};
  private static final int AHEAD = 3;

  private final OutputStream target;
  private final int threads = Runtime.getRuntime().availableProcessors();
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          threads, Thread.ofPlatform().daemon().name("gzip-", 1).factory());
  private final Queue<Future<GzipBlock>> running = new ArrayDeque<>();
  private final Queue<GzipBlock> free = new ArrayDeque<>();
  private final List<GzipBlock> all = new ArrayList<>();
  private final CRC32 crc = new CRC32();
  private GzipBlock current = block();
  private long size;
  private boolean begun;

  /** {@code target} is written to by the threads that write here, and not closed. */
  public ParallelGzip(OutputStream target) {
    this.target = target;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    crc.update(source, offset, length);
    size += length;
    for (int done = 0; done < length; ) {
      done += current.fill(source, offset + done, length - done);
      if (current.isFull()) {
        submit();
      }
    }
  }

  private void submit() throws IOException {
    var block = current;
    running.add(workers.submit(block::compress));
    if (running.size() > threads + AHEAD) {
      writeOldest();
    }
    current = block();
  }

  private GzipBlock block() {
    var block = free.poll();
    if (block == null) {
      block = new GzipBlock();
      all.add(block);
    }
    return block;
  }

  private void writeOldest() throws IOException {
    begin();
    try {
      var block = running.remove().get();
      block.writeTo(target);
      free.add(block);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while compressing");
    } catch (ExecutionException e) {
      throw new IOException("cannot compress", e.getCause());
    }
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      target.write(HEADER);
    }
  }

  /** Ends the member; nothing may be written after it. */
  public void finish() throws IOException {
    if (!current.isEmpty()) {
      submit();
    }
    while (!running.isEmpty()) {
      writeOldest();
    }
    begin();
    target.write(EMPTY_LAST_BLOCK);
    var trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    target.write(trailer.putInt((int) crc.getValue()).putInt((int) size).array());
  }

  /** Ends the threads; without {@link #finish()} before, the result is incomplete. */
  @Override
  public void close() {
    workers.shutdownNow();
    workers.close();
    all.forEach(GzipBlock::close);
  }
}
