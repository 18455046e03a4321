/**
 * Values of options and the tables that {@code ls}-like commands print: sizes, times, filters,
 * ports, variables.
 */
@NullMarked
package dev.jstack.cli.option;

import org.jspecify.annotations.NullMarked;
