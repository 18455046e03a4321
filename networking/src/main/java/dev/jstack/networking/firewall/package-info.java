/**
 * The engine's own nftables table, written as the kernel's own messages and changed in
 * transactions.
 */
@NullMarked
package dev.jstack.networking.firewall;

import org.jspecify.annotations.NullMarked;
