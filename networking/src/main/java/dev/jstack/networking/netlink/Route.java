package dev.jstack.networking.netlink;

import dev.jstack.networking.address.Subnet;

/**
 * An entry of a routing table.
 *
 * @param device a link's index, 0 for none
 * @param indirect whether it leads over another machine
 */
public record Route(Subnet destination, int device, int table, boolean indirect) {}
