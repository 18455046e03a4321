package dev.jstack.networking.netlink;

/** A network interface as the kernel lists it. */
public record Link(int index, String name, int group, int mtu, int master) {}
