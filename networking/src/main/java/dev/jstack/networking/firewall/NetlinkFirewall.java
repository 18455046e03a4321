package dev.jstack.networking.firewall;

import dev.jstack.networking.netlink.Nfnetlink;
import dev.jstack.networking.netlink.TableNews;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** By the kernel's own messages: nothing needs to be installed, a change takes microseconds. */
final class NetlinkFirewall implements Firewall {
  static final String NAME = "nf_tables";

  private final String name;
  private final int group;
  private final Nfnetlink kernel = Nfnetlink.open();
  private Optional<TableNews> news = Optional.empty();

  NetlinkFirewall(String table, int group) {
    name = table;
    this.group = group;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean forwards() {
    return true;
  }

  /** Fails where the kernel can't do what the rules need; leaves nothing. */
  void attempt() {
    var attempt = new Table(name + "_try", Nfnetlink.INET).create();
    RuleSet.write(attempt, group);
    attempt.delete();
    kernel.run("try nf_tables", attempt.changes());
  }

  @Override
  public void replace(Collection<Element> elements) {
    var table = new Table(name, Nfnetlink.INET).delete().create();
    RuleSet.write(table, group);
    kernel.run("make table " + name, table.add(entries(elements)).changes());
  }

  @Override
  public void change(Collection<Element> added, Collection<Element> removed) {
    var table = new Table(name, Nfnetlink.INET).remove(entries(removed)).add(entries(added));
    kernel.run("change table " + name, table.changes());
  }

  @Override
  public boolean isWhole() {
    var wanted = new Table(name, Nfnetlink.INET);
    RuleSet.write(wanted, group);
    return kernel.rules(Nfnetlink.INET, name) == wanted.rules();
  }

  @Override
  public void whenHarmed(TableNews.Look look) {
    news = Optional.of(TableNews.listen(name, kernel.port(), look));
  }

  @Override
  public void delete() {
    kernel.run("delete table " + name, new Table(name, Nfnetlink.INET).delete().changes());
  }

  @Override
  public void close() {
    news.ifPresent(TableNews::close);
    kernel.close();
  }

  private static List<SetEntry> entries(Collection<Element> elements) {
    return elements.stream().flatMap(element -> element.entries().stream()).toList();
  }
}
