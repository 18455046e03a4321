/** Commands that remove what nobody uses. */
@NullMarked
package dev.jstack.cli.prune;

import org.jspecify.annotations.NullMarked;
