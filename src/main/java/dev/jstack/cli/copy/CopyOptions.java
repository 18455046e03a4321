package dev.jstack.cli.copy;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What docker's and Compose's {@code cp} have in common. */
final class CopyOptions {
  @Option(
      names = {"-a", "--archive"},
      description =
          "Keep the owners of what is copied here; give what is copied there to its user.")
  boolean archive;

  @Option(
      names = {"-L", "--follow-link"},
      description = "Of a link, copy what it leads to.")
  boolean followLink;

  @Option(
      names = {"-q", "--quiet"},
      description = "Don't tell how much was copied.")
  boolean quiet;

  @Parameters(index = "0", paramLabel = "[NAME:]SOURCE|-")
  private String source = "";

  @Parameters(index = "1", paramLabel = "[NAME:]TARGET|-")
  private String target = "";

  CopyPath source() {
    return CopyPath.parse(source);
  }

  CopyPath target() {
    return CopyPath.parse(target);
  }
}
