package dev.jstack.networking.firewall;

import java.util.Collection;

/** Rules as text for one of the two interpreters of nft's language. */
final class TextFirewall implements Firewall {
  private final String table;
  private final NftCommands nft;

  TextFirewall(String table, NftCommands nft) {
    this.table = table;
    this.nft = nft;
  }

  @Override
  public String name() {
    return nft.name();
  }

  @Override
  public boolean forwards() {
    return true;
  }

  @Override
  public void replace(Collection<Element> elements) {
    nft.run(RulesText.replace(table, elements));
  }

  @Override
  public void change(Collection<Element> added, Collection<Element> removed) {
    var text = RulesText.change(table, added, removed);
    if (!text.isEmpty()) {
      nft.run(text);
    }
  }

  @Override
  public void delete() {
    nft.run(RulesText.delete(table));
  }

  @Override
  public void close() {
    nft.close();
  }
}
