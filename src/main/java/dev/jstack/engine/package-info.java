/**
 * The engine: observes what runs, executes plans, supervises. {@link dev.jstack.engine.Engine} is
 * what commands call.
 */
@NullMarked
package dev.jstack.engine;

import org.jspecify.annotations.NullMarked;
