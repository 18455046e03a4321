/**
 * Compose files to a {@link dev.jstack.compose.model.Project}, in named phases: find, parse,
 * interpolate, check, canonicalise, extend, merge, include, normalise, verify, read. Start at
 * {@link dev.jstack.compose.load.ProjectLoader}.
 */
@NullMarked
package dev.jstack.compose.load;

import org.jspecify.annotations.NullMarked;
