/** Links, addresses and routes of the kernel, as typed rtnetlink messages. */
@NullMarked
package dev.jstack.networking.netlink;

import org.jspecify.annotations.NullMarked;
