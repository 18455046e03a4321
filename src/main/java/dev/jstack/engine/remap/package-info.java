/**
 * Whose ids the containers of root's engine have: {@link dev.jstack.engine.remap.Remap} reads the
 * engine's option and the administrator's ranges.
 */
@NullMarked
package dev.jstack.engine.remap;

import org.jspecify.annotations.NullMarked;
