package dev.jstack.networking;

import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.JstackException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/** What networks may be called, and the ids they are given. */
final class NetworkNames {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
  private static final Set<String> PREDEFINED = Set.of("host", "none", "default");

  private final SecureRandom random = new SecureRandom();

  /** A name that is taken is a {@link ConflictException}. */
  void check(String name, Collection<Network> others) {
    if (PREDEFINED.contains(name)) {
      throw new JstackException("operation is not permitted on predefined " + name + " network");
    }
    if (name.isBlank()) {
      throw new JstackException("invalid name: name is empty");
    }
    if (!NAME.matcher(name).matches() || name.equals("container")) {
      throw new JstackException("invalid network name \"" + name + "\"");
    }
    if (others.stream().anyMatch(network -> network.name().equals(name))) {
      throw new ConflictException("network with name " + name + " already exists");
    }
  }

  String newId() {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
