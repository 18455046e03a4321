/** Commands about volumes. */
@NullMarked
package dev.jstack.cli.volume;

import org.jspecify.annotations.NullMarked;
