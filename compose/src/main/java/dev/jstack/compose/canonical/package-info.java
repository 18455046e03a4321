/**
 * Short forms to long ones, relative paths to absolute ones, so that one file can be merged over
 * another by simple rules. Start at {@link dev.jstack.compose.canonical.Canonical}.
 */
@NullMarked
package dev.jstack.compose.canonical;

import org.jspecify.annotations.NullMarked;
