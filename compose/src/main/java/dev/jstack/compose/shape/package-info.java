/**
 * Which keys a Compose file may have, and of which shape their values are: a table, and the check
 * of nodes against it. Start at {@link dev.jstack.compose.shape.ShapeChecker}.
 */
@NullMarked
package dev.jstack.compose.shape;

import org.jspecify.annotations.NullMarked;
