package dev.jstack.cli.project;

import dev.jstack.cli.container.ContainerView;
import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectAccess.Target;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Listing;
import dev.jstack.compose.plan.Labels;
import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.port.PublishedPort;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose ps}. */
@Command(name = "ps", description = "List the project's containers.")
public final class PsCommand implements ReadOnly {
  private final Session session;

  @Option(
      names = {"-a", "--all"},
      description = "Show stopped containers, too, and those of \"run\".")
  private boolean all;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only ids.")
  private boolean quiet;

  @Option(names = "--services", description = "Only services.")
  private boolean onlyServices;

  @Option(names = "--status", paramLabel = "STATUS", description = "Only containers in this state.")
  private List<String> states = List.of();

  @Option(names = "--filter", paramLabel = "FILTER", description = "status=STATE.")
  private List<String> filters = List.of();

  @Option(names = "--format", paramLabel = "FORMAT", description = "table, json or a template.")
  private @Nullable String format;

  @Option(names = "--no-trunc", description = "Shorten nothing.")
  private boolean whole;

  @Option(
      names = "--orphans",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Show orphans (default).")
  private boolean orphans;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public PsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Target target = new ProjectAccess(session).target();
    List<ContainerView> shown = shown(target);
    if (quiet) {
      shown.forEach(view -> session.out().println(view.container().id()));
    } else if (onlyServices) {
      shown.stream()
          .map(view -> ServiceContainers.service(view.container()))
          .distinct()
          .forEach(session.out()::println);
    } else {
      Listing listing =
          Listing.of(
              "NAME=Name",
              "IMAGE=Image",
              "COMMAND=Command",
              "SERVICE=Service",
              "CREATED=RunningFor",
              "STATUS=Status",
              "PORTS=Ports");
      shown.forEach(view -> listing.add(row(view)));
      listing.print(session.out(), format);
    }
    return ExitCode.OK;
  }

  private List<ContainerView> shown(Target target) {
    var finder = new ServiceContainers(session);
    finder.checkDefined(target, services);
    List<Container> found = all ? finder.all(target, services) : finder.of(target, services);
    Instant now = Instant.now();
    List<String> wanted = states();
    return found.stream()
        .map(container -> new ContainerView(container, session.engine().containers(), now))
        .filter(view -> wanted.isEmpty() ? all || alive(view) : wanted.contains(view.state()))
        .filter(view -> orphans || !orphan(target, view))
        .toList();
  }

  private static boolean alive(ContainerView view) {
    return List.of("running", "paused", "restarting").contains(view.state());
  }

  private static boolean orphan(Target target, ContainerView view) {
    return target.project() != null
        && !target.project().services().containsKey(ServiceContainers.service(view.container()));
  }

  private List<String> states() {
    return Stream.concat(
            states.stream(),
            filters.stream()
                .map(filter -> {
                  if (!filter.startsWith("status=")) {
                    throw new JstackException(
                        "unknown filter \"" + filter + "\"", "there is status=STATE", null);
                  }
                  return filter.substring("status=".length());
                }))
        .toList();
  }

  private Map<String, Object> row(ContainerView view) {
    Container container = view.container();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Command", view.command(whole));
    row.put("CreatedAt", view.createdAt());
    row.put("ExitCode", container.state().exitCode());
    row.put("Health", view.health());
    row.put("ID", container.shortId());
    row.put("Image", container.spec().image());
    row.put("Label", view.label());
    row.put("Labels", view.labels());
    row.put("LocalVolumes", Long.toString(view.volumes()));
    row.put("Mounts", view.mounts(whole));
    row.put("Name", container.name());
    row.put("Names", container.name());
    row.put("Networks", view.networks());
    row.put("Ports", view.ports());
    row.put("Project", container.labels().getOrDefault(Labels.PROJECT, ""));
    row.put("Publishers", publishers(view));
    row.put("RunningFor", view.created());
    row.put("Service", ServiceContainers.service(container));
    row.put("Size", "0B");
    row.put("State", view.state());
    row.put("Status", view.status());
    return row;
  }

  /** Exposed ports are listed, too, as published at 0. */
  private static List<Map<String, Object>> publishers(ContainerView view) {
    List<Map<String, Object>> publishers = new ArrayList<>();
    if (view.container().state().status().isAlive()) {
      view.published().forEach(port -> publishers.add(publisher(port)));
      for (String port : view.onlyExposed()) {
        String[] parts = port.split("/", 2);
        publishers.add(publisher("", Integer.parseInt(parts[0]), 0, parts[1]));
      }
    }
    return publishers;
  }

  private static Map<String, Object> publisher(PublishedPort port) {
    boolean anySix = port.hostIp().isAnyLocalAddress() && port.hostIp().getAddress().length == 16;
    return publisher(
        anySix ? "::" : AddressText.of(port.hostIp()),
        port.containerPort(),
        port.hostPort(),
        port.protocol().toString());
  }

  private static Map<String, Object> publisher(
      String address, int inside, int outside, String protocol) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("URL", address);
    map.put("TargetPort", inside);
    map.put("PublishedPort", outside);
    map.put("Protocol", protocol);
    return map;
  }
}
