/**
 * The engine of an ordinary user. It is root of a user namespace, so everything else works as it
 * does for root; {@link dev.jstack.engine.rootless.Outside} is how it gets there.
 */
@NullMarked
package dev.jstack.engine.rootless;

import org.jspecify.annotations.NullMarked;
