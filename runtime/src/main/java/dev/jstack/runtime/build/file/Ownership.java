package dev.jstack.runtime.build.file;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.AccountFiles;
import dev.jstack.runtime.container.UserText;
import dev.jstack.runtime.linux.Directory;
import java.util.List;

/** A user and a group as numbers. */
public record Ownership(int uid, int gid) {
  static final Ownership ROOT = new Ownership(0, 0);

  /** Of --chown, and of a WORKDIR's USER: names are the image's; a number alone is both. */
  public static Ownership chown(String text, Directory root) {
    if (text.isBlank()) {
      return ROOT;
    }
    if (text.matches("\\d+:\\d+")) {
      int colon = text.indexOf(':');
      return new Ownership(id(text.substring(0, colon)), id(text.substring(colon + 1)));
    }
    if (text.matches("\\d+")) {
      return new Ownership(id(text), id(text));
    }
    var identity = UserText.find(text, List.of(), AccountFiles.in(root)).identity();
    return new Ownership((int) identity.uid(), (int) identity.gid());
  }

  private static int id(String digits) {
    try {
      return Integer.parseUnsignedInt(digits);
    } catch (NumberFormatException e) {
      throw new JstackException("invalid id \"" + digits + "\": too large", e);
    }
  }
}
