package dev.jstack.cli.option;

import dev.jstack.runtime.JstackException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What networks and volumes are both made with. */
public final class DriverOptions {
  @Option(names = "--label", paramLabel = "NAME=VALUE", description = "Label.")
  private List<String> labels = List.of();

  @Option(
      names = {"-d", "--driver"},
      paramLabel = "DRIVER",
      description = "The one that there is.")
  private @Nullable String driver;

  @Option(
      names = {"-o", "--opt"},
      paramLabel = "NAME=VALUE",
      description = "The driver's options; a volume's are type, o and device, as for mount.")
  private List<String> options = List.of();

  /** Fails unless the driver is {@code only}, or none was named. */
  public void check(String kind, String only) {
    if (driver != null && !driver.equals(only)) {
      throw new JstackException(
          kind + " driver \"" + driver + "\": only " + only + " is supported");
    }
  }

  /** Empty if none was named. */
  public String driver() {
    return driver == null ? "" : driver;
  }

  public Map<String, String> labels() {
    return EnvironmentSyntax.pairs(labels);
  }

  public Map<String, String> options() {
    return EnvironmentSyntax.pairs(options);
  }
}
