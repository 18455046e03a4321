package dev.jstack.engine.watch;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.engine.Engine;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.watch.FileWatch;
import dev.jstack.runtime.watch.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A project's services under watch, as one state of its files describes them. Changes gather from
 * the beginning; nothing is done about them before {@link #start}.
 */
final class WatchedServices implements FileWatch.Listener {
  private final Engine engine;
  private final Operations operations;
  private final Project project;
  private final Display display;
  private final List<Lane<Rule>> lanes = new ArrayList<>();
  private final Map<String, ServiceSync> syncs = new TreeMap<>();
  private final FileWatch files;

  WatchedServices(
      Engine engine,
      Operations operations,
      Project project,
      WatchRules rules,
      WatchRequest request,
      CopiedPaths copied,
      Display display) {
    this.engine = engine;
    this.operations = operations;
    this.project = project;
    this.display = display;
    List<Rule> all = new ArrayList<>();
    rules
        .byService()
        .forEach((name, own) -> {
          all.addAll(own);
          Service service = project.service(name);
          addSync(name, own, copied);
          addRebuild(service, own, request.prune());
        });
    Scope scope =
        new Scope(
            all.stream().map(Rule::root).toList(),
            directory -> all.stream().anyMatch(rule -> rule.filter().enters(directory)));
    files = FileWatch.open(scope, this);
  }

  private void addSync(String name, List<Rule> rules, CopiedPaths copied) {
    List<Rule> own = rules.stream().filter(rule -> rule.action() != Action.REBUILD).toList();
    if (!own.isEmpty()) {
      var sync = new ServiceSync(engine, operations, project, name, own, copied.of(name), display);
      syncs.put(name, sync);
      lanes.add(new Lane<>(name, own, Debounce.Pace.QUICK, sync, System::nanoTime));
    }
  }

  private void addRebuild(Service service, List<Rule> rules, boolean prune) {
    List<Rule> own = rules.stream().filter(rule -> rule.action() == Action.REBUILD).toList();
    if (!own.isEmpty()) {
      var rebuild = new ServiceRebuild(engine, operations, project, service, prune, display);
      String name = service.name() + "-rebuild";
      lanes.add(new Lane<>(name, own, Debounce.Pace.CALM, rebuild, System::nanoTime));
    }
  }

  void start() {
    lanes.forEach(Lane::start);
  }

  @Override
  public void changed(Set<RawPath> paths) {
    report(paths);
  }

  /** Likewise for paths that an earlier state had no time for. */
  void report(Collection<RawPath> paths) {
    lanes.forEach(lane -> lane.changed(paths));
  }

  @Override
  public void failed(JstackException failure) {
    display.failed(failure);
  }

  /** A container was made and is about to start. */
  void made(Container container) {
    syncs.forEach((service, sync) -> {
      if (ServiceLabels.isOf(container, project.name(), service)) {
        sync.catchUp(container);
      }
    });
  }

  /** Ends what runs, builds at once; returns the paths that were left. */
  List<RawPath> close() {
    files.close();
    List<RawPath> left = new ArrayList<>();
    lanes.forEach(lane -> left.addAll(lane.close()));
    return left;
  }
}
