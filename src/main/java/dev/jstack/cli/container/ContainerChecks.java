package dev.jstack.cli.container;

import dev.jstack.cli.option.EnvironmentSyntax;
import dev.jstack.cli.option.PortSyntax;
import dev.jstack.cli.option.Quantities;
import dev.jstack.networking.address.MacAddress;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.HostCores;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Options of {@code run} and {@code create} that contradict each other, or mean nothing. */
final class ContainerChecks {
  private static final Set<String> LOG_OPTIONS =
      Set.of("max-size", "max-file", "mode", "max-buffer-size", "compress", "labels", "env", "tag");

  private final ContainerOptions options;

  ContainerChecks(ContainerOptions options) {
    this.options = options;
  }

  void check() {
    contradictions();
    new NetworkChoices(options).check();
    values();
    health();
    log();
  }

  private void contradictions() {
    if (options.gpus != null) {
      throw new JstackException(
          "--gpus: could not select a device driver with capabilities [[gpu]]: give --device for"
              + " each device, and -v for the driver's files");
    }
    if (options.remove && !options.restart.matches("|no")) {
      conflict("--restart", "--rm");
    }
    if ("host".equals(options.uts) && options.hostname != null) {
      conflict("--hostname", "--uts host");
    }
  }

  private void values() {
    options.expose.forEach(PortSyntax::exposed);
    options.labels.forEach(ContainerChecks::label);
    options.dns.forEach(ContainerChecks::address);
    String cpus = options.cpus;
    if (cpus != null && Quantities.nanoCpus(cpus) > 0) {
      HostCores.ofThisMachine().checkCount(Quantities.nanoCpus(cpus));
    }
    String mac = options.mac;
    if (mac != null) {
      var _ = MacAddress.parse(mac);
    }
  }

  private static void label(String label) {
    if (label.startsWith("=") || label.isBlank()) {
      throw new JstackException("invalid label \"" + label + "\": its name is empty");
    }
  }

  private static void address(String text) {
    if (!text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%.+)?")) {
      throw new JstackException("--dns: expected an IP address, got \"" + text + "\"");
    }
  }

  private void health() {
    boolean given =
        Stream.of(
                    options.healthCommand,
                    options.healthInterval,
                    options.healthTimeout,
                    options.healthStartPeriod,
                    options.healthStartInterval)
                .anyMatch(text -> text != null)
            || options.healthRetries != 0;
    if (options.noHealthcheck && given) {
      conflict("--no-healthcheck", "--health-*");
    }
    if (options.healthRetries < 0) {
      throw new JstackException("--health-retries cannot be negative");
    }
  }

  private void log() {
    String driver = options.logDriver == null ? "json-file" : options.logDriver;
    if (!List.of("json-file", "local", "none").contains(driver)) {
      throw new JstackException(
          "log driver \"" + driver + "\" is not supported: there are json-file, local and none");
    }
    Set<String> unknown = new TreeSet<>(EnvironmentSyntax.pairs(options.logOptions).keySet());
    unknown.removeAll(driver.equals("none") ? Set.of() : LOG_OPTIONS);
    if (!unknown.isEmpty()) {
      throw new JstackException(
          "unknown option "
              + unknown.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "))
              + " of log driver "
              + driver);
    }
  }

  private static void conflict(String... names) {
    throw new JstackException(
        "conflicting options: cannot specify both " + String.join(" and ", Arrays.asList(names)));
  }

  /** What is worth a word but stops nobody; null if nothing is. */
  @Nullable String warning() {
    return new NetworkChoices(options).mode().equals("host")
            && !(options.publish.isEmpty() && !options.publishAll)
        ? "WARNING: Published ports are discarded when using host network mode"
        : null;
  }
}
