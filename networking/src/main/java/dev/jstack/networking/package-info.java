/**
 * The networks of this host's containers: bridges, addresses, names, published ports. {@link
 * dev.jstack.networking.Networks} is the door; a container's own network namespace is a {@link
 * dev.jstack.networking.Sandbox}.
 */
@NullMarked
package dev.jstack.networking;

import org.jspecify.annotations.NullMarked;
