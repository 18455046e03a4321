/**
 * What the keys of Compose files mean, for {@code jstack explain}. Start at {@link
 * dev.jstack.compose.explain.KeyPage}; the texts are in {@code keys.txt}.
 */
@NullMarked
package dev.jstack.compose.explain;

import org.jspecify.annotations.NullMarked;
