package dev.jstack.runtime.registry;

import dev.jstack.runtime.image.Digest;

/**
 * What a push has done.
 *
 * @param digest of the manifest that the name now leads to
 * @param size of the manifest in bytes
 */
public record Pushed(Digest digest, long size) {}
