/**
 * Scenarios: the built program as its users run it, each in a {@link dev.jstack.e2e.Lab} of its
 * own.
 */
@NullMarked
package dev.jstack.e2e;

import org.jspecify.annotations.NullMarked;
