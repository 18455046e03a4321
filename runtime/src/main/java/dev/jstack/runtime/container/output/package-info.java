/** What containers print: read from their pipes, shown to who listens, kept in their logs. */
@NullMarked
package dev.jstack.runtime.container.output;

import org.jspecify.annotations.NullMarked;
