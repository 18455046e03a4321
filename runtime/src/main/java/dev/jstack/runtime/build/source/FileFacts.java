package dev.jstack.runtime.build.source;

import dev.jstack.runtime.image.Digest;

/**
 * What is remembered of a file that doesn't change.
 *
 * @param digest of its contents
 * @param attributed it has extended attributes that belong to it
 */
public record FileFacts(Digest digest, boolean attributed) {}
