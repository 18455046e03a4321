package dev.jstack.cli.option;

import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.JstackException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a list is shown. */
public final class ListingOptions {
  @Option(
      names = {"-q", "--quiet"},
      description = "Only ids.")
  private boolean quiet;

  @Option(names = "--no-trunc", description = "Shorten nothing.")
  public boolean whole;

  @Option(names = "--format", paramLabel = "FORMAT", description = "table, json or a template.")
  private @Nullable String format;

  /** Whether the format names a field that takes time to find out. */
  public boolean shows(String field) {
    return format != null && format.contains("." + field);
  }

  /** Fails if the list is wanted in a form that {@code option} excludes. */
  public void refuse(String option) {
    if (quiet || whole || format != null) {
      String other = quiet ? "--quiet" : whole ? "--no-trunc" : "--format";
      throw new JstackException(other + " can't be used with " + option);
    }
  }

  /** Prints it, or only the field {@code key} of each row. */
  public void print(Listing listing, String key, Session session) {
    boolean plain = format == null || format.isEmpty() || format.equals("table");
    if (quiet && plain) {
      listing.rows().forEach(row -> session.out().println(row.get(key)));
    } else {
      listing.print(session.out(), format);
    }
  }

  /** The id, or the beginning of it that is enough. */
  public String id(String id) {
    int start = id.indexOf(':') + 1;
    return whole ? id : id.substring(start, Math.min(id.length(), start + 12));
  }
}
