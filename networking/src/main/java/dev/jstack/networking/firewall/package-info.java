/** The engine's own nftables table, written as text and loaded in one transaction. */
@NullMarked
package dev.jstack.networking.firewall;

import org.jspecify.annotations.NullMarked;
