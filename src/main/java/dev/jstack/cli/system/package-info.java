/** Commands about the engine, the machine's disk, and anything by its name. */
@NullMarked
package dev.jstack.cli.system;

import org.jspecify.annotations.NullMarked;
