/**
 * What every module may use: errors that a user can act on, places in source files, progress
 * events.
 */
@NullMarked
package dev.jstack.runtime;

import org.jspecify.annotations.NullMarked;
