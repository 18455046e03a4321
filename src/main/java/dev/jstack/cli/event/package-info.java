/** {@code events}: docker's and Compose's. */
@NullMarked
package dev.jstack.cli.event;

import org.jspecify.annotations.NullMarked;
