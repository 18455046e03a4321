package dev.jstack.networking;

import dev.jstack.networking.firewall.Element;
import dev.jstack.networking.firewall.Firewall;
import dev.jstack.runtime.JstackException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** The elements that the firewall should have, and the firewall that should have them. */
final class Rules {
  private final Firewall firewall;
  private final Set<Element> elements = new LinkedHashSet<>();

  Rules(Firewall firewall) {
    this.firewall = firewall;
    firewall.whenHarmed(this::restore);
  }

  /** Somebody may have deleted rules, as a firewall's reload does: then they come back. */
  private synchronized void restore(boolean certain) {
    if (!elements.isEmpty() && (certain || !firewall.isWhole())) {
      firewall.replace(elements);
    }
  }

  /**
   * Adds and removes. If the table is not as we left it (a flush by somebody else), it is made
   * anew.
   */
  synchronized void change(Collection<Element> added, Collection<Element> removed) {
    var gone = removed.stream().filter(elements::remove).toList();
    var fresh = added.stream().filter(elements::add).toList();
    try {
      firewall.change(fresh, gone);
    } catch (JstackException e) {
      firewall.replace(elements);
    }
  }

  /** Makes the table anew with exactly these. */
  synchronized void replace(Collection<Element> all) {
    elements.clear();
    elements.addAll(all);
    firewall.replace(elements);
  }

  /** Takes the table away. */
  synchronized void clear() {
    elements.clear();
    firewall.delete();
  }
}
