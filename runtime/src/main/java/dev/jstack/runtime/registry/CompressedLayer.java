package dev.jstack.runtime.registry;

import dev.jstack.runtime.image.Descriptor;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.LayerStore;
import dev.jstack.runtime.layer.ParallelGzip;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

/**
 * A layer as registries keep it: its tar, compressed. The same layer always gives the same blob.
 */
final class CompressedLayer {
  static final String GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";
  private static final long PACE = 1 << 20;

  private final LayerStore layers;
  private final Layer layer;
  private final LongConsumer read;

  /** {@code read} is told how much of the tar has been read. */
  CompressedLayer(LayerStore layers, Layer layer, LongConsumer read) {
    this.layers = layers;
    this.layer = layer;
    this.read = read;
  }

  /** Writes it and says what it is called. */
  Descriptor write(OutputStream target) throws IOException {
    var blob = new Hashed(target);
    try (var gzip = new ParallelGzip(blob)) {
      layers.writeTar(layer, new Counted(gzip, read));
      gzip.finish();
    }
    return new Descriptor(GZIP, Digest.of(blob.sha256), blob.count);
  }

  private static final class Hashed extends OutputStream {
    private final OutputStream target;
    private final MessageDigest sha256 = Digest.sha256();
    private long count;

    Hashed(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      sha256.update(source, offset, length);
      count += length;
      target.write(source, offset, length);
    }
  }

  private static final class Counted extends FilterOutputStream {
    private final LongConsumer listener;
    private long count;
    private long told;

    Counted(OutputStream target, LongConsumer listener) {
      super(target);
      this.listener = listener;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      out.write(source, offset, length);
      count += length;
      if (count - told >= PACE) {
        told = count;
        listener.accept(count);
      }
    }
  }
}
