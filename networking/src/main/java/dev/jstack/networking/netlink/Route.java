package dev.jstack.networking.netlink;

import dev.jstack.networking.address.Subnet;

/** An entry of a routing table; {@code device} is a link's index, 0 for none. */
public record Route(Subnet destination, int device, int table) {}
