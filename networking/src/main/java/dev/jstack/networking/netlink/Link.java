package dev.jstack.networking.netlink;

/**
 * A network interface as the kernel lists it.
 *
 * @param alias what its maker says about it; empty for nothing
 */
public record Link(int index, String name, int group, int mtu, int master, String alias) {}
