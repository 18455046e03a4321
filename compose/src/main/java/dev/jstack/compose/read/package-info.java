/**
 * A merged, checked model to records. Nothing can go wrong here: what isn't right was reported
 * before. Start at {@link dev.jstack.compose.read.ProjectReader}.
 */
@NullMarked
package dev.jstack.compose.read;

import org.jspecify.annotations.NullMarked;
