/** The engine: observes, executes plans, supervises. */
@NullMarked
package dev.jstack.engine;

import org.jspecify.annotations.NullMarked;
