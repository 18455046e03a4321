package dev.jstack.networking.firewall;

import dev.jstack.networking.netlink.TableNews;
import dev.jstack.runtime.linux.LinuxException;
import java.util.Collection;

/** The engine's own table of packet rules in the host's namespace. One thread at a time. */
public interface Firewall extends AutoCloseable {
  /**
   * For the calling thread's network namespace, now and later; where the kernel can't do it, one
   * that does nothing.
   *
   * @param table the engine's table
   * @param group that of the engine's links
   */
  static Firewall open(String table, int group) {
    var firewall = new NetlinkFirewall(table, group);
    try {
      firewall.attempt();
      return firewall;
    } catch (LinuxException e) {
      firewall.close();
      return none();
    }
  }

  /** Does nothing. */
  static Firewall none() {
    return new NoFirewall();
  }

  /** What carries it out: {@code nf_tables}, or {@code proxy} for nothing at all. */
  String name();

  /** Whether the kernel forwards packets by these rules; otherwise ports need a proxy. */
  boolean forwards();

  /** Makes the table anew in one step; connections that exist go on. */
  void replace(Collection<Element> elements);

  /** Adds and removes elements in one step. */
  void change(Collection<Element> added, Collection<Element> removed);

  /** Whether the table is there with all its rules; what is in its sets is not looked at. */
  boolean isWhole();

  /** Tells when somebody else has deleted the table or something in it, or may have. */
  void whenHarmed(TableNews.Look look);

  /** Takes the table away. */
  void delete();

  @Override
  void close();
}
