/**
 * Images to and from registries, by the OCI distribution specification over HTTP. Start with {@link
 * dev.jstack.runtime.registry.Registries}; a {@code Transport} answers challenges, follows
 * redirects and tries again, a {@code Repository} knows the calls, a {@code Pull} and a {@code
 * Push} put them together.
 */
@NullMarked
package dev.jstack.runtime.registry;

import org.jspecify.annotations.NullMarked;
