/** Starting a process as data: launch lists and the player that plays them. */
@NullMarked
package dev.jstack.runtime.launch;

import org.jspecify.annotations.NullMarked;
