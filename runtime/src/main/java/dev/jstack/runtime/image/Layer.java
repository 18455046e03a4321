package dev.jstack.runtime.image;

import java.nio.file.Path;

/**
 * An unpacked layer of the store, complete and never changed again.
 *
 * @param diffId the digest of its uncompressed tar
 * @param directory the overlay lower directory
 * @param alias a short symbolic link to it
 * @param size the bytes of its files, those with several names once; with those of its symbolic
 *     links if it was unpacked, as Docker counts
 * @param tarSize the bytes of its uncompressed tar
 */
public record Layer(Digest diffId, Path directory, Path alias, long size, long tarSize) {}
