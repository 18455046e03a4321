package dev.jstack.networking.firewall;

import dev.jstack.networking.netlink.TableNews;
import java.util.Collection;

/** A kernel without nf_tables: the engine forwards ports itself, and nothing else is forwarded. */
final class NoFirewall implements Firewall {
  @Override
  public String name() {
    return "proxy";
  }

  @Override
  public boolean forwards() {
    return false;
  }

  @Override
  public void replace(Collection<Element> elements) {}

  @Override
  public void change(Collection<Element> added, Collection<Element> removed) {}

  @Override
  public boolean isWhole() {
    return true;
  }

  @Override
  public void whenHarmed(TableNews.Look look) {}

  @Override
  public void delete() {}

  @Override
  public void close() {}
}
