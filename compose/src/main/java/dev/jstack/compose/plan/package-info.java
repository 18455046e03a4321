/**
 * From what is wanted and what is there to what has to be done: a graph of operations with causes.
 * Pure. Start at {@link dev.jstack.compose.plan.Reconciler}.
 */
@NullMarked
package dev.jstack.compose.plan;

import org.jspecify.annotations.NullMarked;
