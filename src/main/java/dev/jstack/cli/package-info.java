/** One class per command. */
@NullMarked
package dev.jstack.cli;

import org.jspecify.annotations.NullMarked;
