package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names that go into files and kernel calls: anything odd in them is refused (hostname(7)). */
final class HostNames {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_]([a-zA-Z0-9_.-]*)");
  private static final int LONGEST = 64;

  private HostNames() {}

  static void check(ContainerSpec spec) {
    check("hostname", spec.isolation().hostname());
    check("domainname", spec.isolation().domainname());
  }

  private static void check(String what, @Nullable String name) {
    if (name != null
        && !name.isEmpty()
        && (name.length() > LONGEST || !NAME.matcher(name).matches())) {
      throw new JstackException(
          "invalid "
              + what
              + " \""
              + name
              + "\": expected up to 64 letters, digits, \".\", \"-\" and \"_\"");
    }
  }
}
