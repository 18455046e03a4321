/** Drawing events, logs and tables. */
@NullMarked
package dev.jstack.console;

import org.jspecify.annotations.NullMarked;
