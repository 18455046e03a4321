/**
 * Images: references, digests, manifests, configs, and the content-addressed store. Start with
 * {@link dev.jstack.runtime.image.ImageReference}.
 */
@NullMarked
package dev.jstack.runtime.image;

import org.jspecify.annotations.NullMarked;
