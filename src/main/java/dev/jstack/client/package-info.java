/** The terminal: JDK classes only. */
@NullMarked
package dev.jstack.client;

import org.jspecify.annotations.NullMarked;
