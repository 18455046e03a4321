/** One canonical file over another. Start at {@link dev.jstack.compose.merge.Merger}. */
@NullMarked
package dev.jstack.compose.merge;

import org.jspecify.annotations.NullMarked;
