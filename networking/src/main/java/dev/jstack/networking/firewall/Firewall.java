package dev.jstack.networking.firewall;

import java.util.Collection;

/** The engine's own table of packet rules in the host's namespace. One thread at a time. */
public interface Firewall extends AutoCloseable {
  /** What carries it out: {@code libnftables}, {@code nft}, or {@code proxy} for nothing at all. */
  String name();

  /** Whether the kernel forwards packets by these rules; otherwise ports need a proxy. */
  boolean forwards();

  /** Makes the table anew in one step; connections that exist go on. */
  void replace(Collection<Element> elements);

  /** Adds and removes elements in one step. */
  void change(Collection<Element> added, Collection<Element> removed);

  /** Takes the table away. */
  void delete();

  @Override
  void close();
}
