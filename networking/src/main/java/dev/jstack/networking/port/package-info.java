/**
 * Published ports: reserved by a bound socket of the engine, forwarded by the kernel or, without
 * nftables, by the engine itself. Start with {@link dev.jstack.networking.port.PortRequest}.
 */
@NullMarked
package dev.jstack.networking.port;

import org.jspecify.annotations.NullMarked;
