/**
 * Layers as tar: unpacked below a directory by descriptor, written in canonical form, and written
 * again byte for byte. Start with {@link dev.jstack.runtime.layer.LayerUnpacker} and {@link
 * dev.jstack.runtime.layer.CanonicalTar}.
 */
@NullMarked
package dev.jstack.runtime.layer;

import org.jspecify.annotations.NullMarked;
