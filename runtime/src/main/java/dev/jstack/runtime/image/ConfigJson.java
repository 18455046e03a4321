package dev.jstack.runtime.image;

/** The JSON form of an image config (OCI image-spec, config.md; Docker's additions). */
final class ConfigJson {
  private ConfigJson() {}

  static ImageConfig read(byte[] json, String subject) {
    throw new UnsupportedOperationException();
  }

  static byte[] write(ImageConfig config) {
    throw new UnsupportedOperationException();
  }
}
