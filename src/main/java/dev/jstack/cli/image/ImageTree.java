package dev.jstack.cli.image;

import dev.jstack.console.Human;
import dev.jstack.console.Table;
import dev.jstack.runtime.image.ImageEntry;
import dev.jstack.runtime.image.ImageReference;
import java.util.List;

/** Images as {@code images --tree} shows them: one entry each, its names below each other. */
final class ImageTree {
  private static final int ID_LENGTH = 12;
  private static final String NO_CONTENT = "0B";

  private final Table table = new Table("IMAGE", "ID", "DISK USAGE", "CONTENT SIZE", "EXTRA");

  /** The last of its names stands beside its figures. */
  void add(ImageEntry image, List<ImageReference> names, boolean used) {
    for (ImageReference name : names.stream().limit(Math.max(0, names.size() - 1)).toList()) {
      table.row(name.familiar(), "", "", "", "");
    }
    table.row(
        names.isEmpty() ? "<untagged>" : names.getLast().familiar(),
        image.id().hex().substring(0, ID_LENGTH),
        Human.size(image.size()),
        NO_CONTENT, // layers are stored unpacked
        used ? "U" : "");
  }

  /** With Docker's legend above. */
  @Override
  public String toString() {
    return "U: in use by a container\n\n" + table;
  }
}
