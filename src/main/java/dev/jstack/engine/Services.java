package dev.jstack.engine;

import dev.jstack.engine.event.EngineEvent;
import dev.jstack.engine.remap.Remap;
import dev.jstack.networking.Network;
import dev.jstack.networking.Networks;
import dev.jstack.networking.Sandbox;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.build.BuildTools;
import dev.jstack.runtime.build.Builder;
import dev.jstack.runtime.cgroup.CgroupTree;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerRuntime;
import dev.jstack.runtime.container.Volume;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.registry.Registries;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything an engine consists of, wired. */
final class Services implements AutoCloseable {
  final Workers workers = new Workers();
  final Exits exits = new Exits();
  final Changes changes = new Changes();
  final ContainerRuntime runtime;
  final Networks networks;
  final Sandboxes sandboxes;
  final Images images;
  final Snapshots snapshots;
  final Containers containers;
  final Observer observer;
  final Conditions conditions;
  final Builds builds;
  final FileGrants files;
  final Hooks hooks;
  final Projects projects;
  final Registries registries;
  private final CgroupTree steps;
  private final Path runDir;

  Services(Engine engine, Path stateDir, Path runDir) {
    this.runDir = runDir;
    var store = ImageStore.open(stateDir, runDir);
    runtime = ContainerRuntime.open(stateDir, runDir, store::find, exits, Remap.ofThisEngine());
    networks = Networks.open(stateDir, runDir, EventListener.none());
    sandboxes = new Sandboxes(runtime, networks, workers);
    steps = CgroupTree.open(ContainerRuntime.instance(runDir) + "-build");
    var builder =
        new Builder(
            BuildTools.of(
                store,
                stateDir,
                runtime.launcher(),
                steps,
                new BuildSandboxes(networks, sandboxes)));
    registries = Registries.of(store, stateDir);
    images = new Images(store, runtime, builder.cache(), registries, changes.journal());
    snapshots = new Snapshots(store, changes);
    runtime.volumes().listen(this::tell);
    networks.listen(this::tell);
    networks.watch(this::collide);
    containers = new Containers(runtime, store, sandboxes, changes, workers);
    var inputs = new BuiltInputs(stateDir.resolve("builds"));
    observer = new Observer(containers, networks, runtime.volumes(), store, inputs);
    conditions = new Conditions(containers, new LastWords(containers));
    builds = new Builds(builder, images, inputs, sandboxes);
    files =
        new FileGrants(
            stateDir.resolve("files"),
            MemoryDirectory.of(runDir, "jstack-" + ContainerRuntime.instance(runDir)));
    hooks = new Hooks(containers);
    var ports = new PortCheck(networks, containers);
    var runs = new PlanRuns(engine, observer, new PlanExecutor(workers), ports);
    projects = new Projects(engine, observer, runs, ports, new ContentReader(builds));
  }

  /** Takes over what an earlier engine left running. */
  void adopt() {
    ContainerRuntime.leaveSession(runDir);
    List<Container> found = runtime.adopt();
    Map<String, Path> living = new HashMap<>();
    for (Container container : found) {
      if (container.state().status().isAlive()) {
        living.put(container.id(), Path.of("/proc/" + container.state().pid() + "/ns/net"));
      }
    }
    builds.sweep();
    List<Sandbox> _ = networks.adopt(living);
    exits.open(containers.supervisor());
    found.forEach(containers::adopt);
    sandboxes.dropUnusedDefault();
  }

  private void tell(String action, Volume volume) {
    var attributes = Map.of("driver", "local");
    changes.journal().add(EngineEvent.now("volume", action, volume.name(), attributes));
  }

  /** No event of docker's. */
  private void collide(Network network, String warning) {
    var attributes = Map.of("name", network.name(), "type", "bridge", "warning", warning);
    changes.journal().add(EngineEvent.now("network", "collide", network.id(), attributes));
  }

  private void tell(String action, Network network) {
    var attributes = Map.of("name", network.name(), "type", "bridge");
    changes.journal().add(EngineEvent.now("network", action, network.id(), attributes));
  }

  boolean idle() {
    return !containers.supervisor().busy()
        && containers.list().stream().noneMatch(c -> c.state().status().isAlive());
  }

  @Override
  public void close() {
    workers.close();
    registries.close();
    networks.close();
    runtime.close();
    steps.removeIfEmpty();
  }
}
