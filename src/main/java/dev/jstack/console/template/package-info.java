/**
 * The subset of Go's text/template that {@code --format} needs, over maps, lists and plain values.
 * Start at {@link dev.jstack.console.template.Template}.
 */
@NullMarked
package dev.jstack.console.template;

import org.jspecify.annotations.NullMarked;
