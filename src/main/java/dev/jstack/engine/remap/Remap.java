package dev.jstack.engine.remap;

import dev.jstack.engine.rootless.SubordinateIds;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.IdMap;
import dev.jstack.runtime.linux.OwnUser;
import dev.jstack.runtime.linux.UserMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The engine's option {@code -Djstack.userns-remap=} with Docker's values: {@code default}, {@code
 * user}, {@code uid}, {@code user:group} or {@code uid:gid}. Containers get the ids that
 * /etc/subuid and /etc/subgid have for them, in the order of the lines, from 0 on.
 */
public final class Remap {
  private static final String OPTION = "jstack.userns-remap";

  /** Docker's name for {@code default}, so that one set of ranges is enough for both. */
  private static final String DEFAULT = "dockremap";

  private final List<String> passwd;
  private final List<String> group;
  private final List<String> subuid;
  private final List<String> subgid;

  /** Lines of the four files. */
  Remap(List<String> passwd, List<String> group, List<String> subuid, List<String> subgid) {
    this.passwd = passwd;
    this.group = group;
    this.subuid = subuid;
    this.subgid = subgid;
  }

  /** Whether this engine was told to remap. */
  public static boolean isAsked() {
    return !System.getProperty(OPTION, "").isBlank();
  }

  /** As this engine was told; null to leave containers with the host's ids. */
  public static @Nullable UserMap ofThisEngine() {
    if (!isAsked()) {
      return null;
    }
    if (OwnUser.isConfined()) {
      throw new JstackException(
          OPTION + " is for root's engine: an ordinary user's containers have ids of their own",
          "take it out of engine.options",
          null);
    }
    return new Remap(
            lines("/etc/passwd"), lines("/etc/group"), lines("/etc/subuid"), lines("/etc/subgid"))
        .map(System.getProperty(OPTION, "").strip());
  }

  private static List<String> lines(String file) {
    return SubordinateIds.lines(Path.of(file));
  }

  UserMap map(String option) {
    String[] parts = option.split(":", -1);
    if (parts.length > 2 || parts[0].isEmpty() || parts[parts.length - 1].isEmpty()) {
      throw new JstackException(
          "invalid " + OPTION + " \"" + option + "\"",
          "expected default, a user or user:group, each a name or a number",
          null);
    }
    boolean isDefault = option.equals("default");
    var user = isDefault ? DEFAULT : parts[0];
    var owner = isDefault ? DEFAULT : parts[parts.length - 1];
    return new UserMap(
        ranges(account("user", user, passwd), subuid, "/etc/subuid"),
        ranges(account("group", owner, group), subgid, "/etc/subgid"));
  }

  private record Account(String name, String id) {}

  /** By name, else by number; one without an account may have ranges all the same. */
  private static Account account(String kind, String text, List<String> file) {
    return find(text, 0, file)
        .or(() -> find(text, 2, file))
        .orElseGet(() -> {
          if (text.equals(DEFAULT)) {
            return new Account(DEFAULT, DEFAULT);
          }
          throw new JstackException(
              OPTION + ": there is no " + kind + " \"" + text + "\" on this machine");
        });
  }

  private static Optional<Account> find(String text, int field, List<String> file) {
    return file.stream()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > 2 && fields[field].equals(text))
        .findFirst()
        .map(fields -> new Account(fields[0], fields[2]));
  }

  private static IdMap ranges(Account account, List<String> file, String name) {
    var ranges = SubordinateIds.ranges(file, account.name, account.id, 0);
    if (ranges.isEmpty()) {
      throw new JstackException(
          OPTION + ": " + name + " has no ids for \"" + account.name + "\"",
          "add them, for example: echo " + account.name + ":100000:65536 >> " + name,
          null);
    }
    if (ranges.stream().anyMatch(range -> range.outside() == 0)) {
      throw new JstackException(
          OPTION + ": " + name + " gives the host's root to \"" + account.name + "\"",
          "its ranges must not begin with 0",
          null);
    }
    return new IdMap(ranges);
  }
}
