package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.launch.Identity;
import dev.jstack.runtime.linux.OwnUser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds who {@code name|uid[:group|gid]} is. A name is looked up before it is taken as a number; a
 * number that no account has gets group 0 and the home {@code /}; with a group given, that is the
 * only one (Docker's rules).
 */
public final class UserText {
  private static final long LAST_ID = 0xffff_fffeL;

  private UserText() {}

  /** A user found: numbers for the kernel, and the home directory. */
  public record User(Identity identity, String home) {}

  /** {@code text} may be empty for root; {@code groupAdd} are names or numbers. */
  public static User find(String text, List<String> groupAdd, AccountFiles files) {
    int colon = text.indexOf(':');
    var userText = colon < 0 ? text : text.substring(0, colon);
    var groupText = colon < 0 ? "" : text.substring(colon + 1);
    var account = account(userText.isEmpty() ? "0" : userText, files);
    long gid = groupText.isEmpty() ? account.gid() : group(groupText, files);
    OwnUser.require(account.uid(), gid);
    Set<Long> groups = new LinkedHashSet<>();
    groups.add(gid);
    if (groupText.isEmpty()) {
      files.groups().stream()
          .filter(group -> group.members().contains(account.name()))
          .forEach(group -> groups.add(group.gid()));
    }
    groupAdd.forEach(added -> groups.add(group(added, files)));
    return new User(new Identity(account.uid(), gid, new ArrayList<>(groups)), account.home());
  }

  private static AccountFiles.Account account(String text, AccountFiles files) {
    for (var account : files.accounts()) {
      if (account.name().equals(text)) {
        return home(account);
      }
    }
    if (!isId(text)) {
      throw new JstackException(
          "unable to find user \"" + text + "\": no such name in the image's /etc/passwd");
    }
    long uid = id(text);
    return files.accounts().stream()
        .filter(account -> account.uid() == uid)
        .findFirst()
        .map(UserText::home)
        .orElse(new AccountFiles.Account("", uid, 0, "/"));
  }

  private static AccountFiles.Account home(AccountFiles.Account account) {
    return account.home().isEmpty()
        ? new AccountFiles.Account(account.name(), account.uid(), account.gid(), "/")
        : account;
  }

  private static long group(String text, AccountFiles files) {
    for (var group : files.groups()) {
      if (group.name().equals(text)) {
        return group.gid();
      }
    }
    if (!isId(text)) {
      throw new JstackException(
          "unable to find group \"" + text + "\": no such name in the image's /etc/group");
    }
    return id(text);
  }

  static boolean isId(String text) {
    return text.matches("\\d{1,10}") && Long.parseLong(text) <= LAST_ID;
  }

  static long id(String text) {
    return Long.parseLong(text);
  }
}
