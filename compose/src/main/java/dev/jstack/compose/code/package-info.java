/**
 * The kinds of problems a Compose file can have: stable codes, explained in {@code codes.txt}.
 * Start at {@link dev.jstack.compose.code.Code}.
 */
@NullMarked
package dev.jstack.compose.code;

import org.jspecify.annotations.NullMarked;
