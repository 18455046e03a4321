package dev.jstack.runtime.registry;

import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.StoredImage;

/**
 * What a pull has done.
 *
 * @param digest of the manifest or index that the name leads to
 * @param fresh false if the name led there before
 */
public record Pulled(StoredImage image, Digest digest, boolean fresh) {}
