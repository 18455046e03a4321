/** Layers: tar in and out, whiteouts, canonical order. */
@NullMarked
package dev.jstack.runtime.layer;

import org.jspecify.annotations.NullMarked;
