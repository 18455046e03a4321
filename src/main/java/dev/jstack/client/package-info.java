/**
 * The terminal: hands its command to the engine and shows what comes back. JDK classes only, and
 * few of them: no lambdas, no regular expressions, no formatting, since each costs start-up time.
 * Start with {@link dev.jstack.client.Client}.
 */
@NullMarked
package dev.jstack.client;

import org.jspecify.annotations.NullMarked;
