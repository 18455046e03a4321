/** The name server that every container finds at 127.0.0.11. */
@NullMarked
package dev.jstack.networking.dns;

import org.jspecify.annotations.NullMarked;
