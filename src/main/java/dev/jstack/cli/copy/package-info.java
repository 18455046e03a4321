/** {@code cp}: files between this machine and containers. */
@NullMarked
package dev.jstack.cli.copy;

import org.jspecify.annotations.NullMarked;
