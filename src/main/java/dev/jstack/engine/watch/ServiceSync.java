package dev.jstack.engine.watch;

import dev.jstack.compose.model.Hook;
import dev.jstack.compose.model.Project;
import dev.jstack.engine.Engine;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.AccountFiles;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ExecIo;
import dev.jstack.runtime.container.ExecProcess;
import dev.jstack.runtime.container.UserText;
import dev.jstack.runtime.launch.Identity;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.watch.RootWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Copies changed files of one service into its containers, then restarts it or runs a command, as
 * its rules say. What is the same already is left alone, and nothing happens because of it.
 */
final class ServiceSync implements Lane.Work<Rule> {
  private final Engine engine;
  private final Operations operations;
  private final Project project;
  private final String service;
  private final List<Rule> rules;
  private final Display display;
  private final HostFiles host = new HostFiles();
  private final Set<RawPath> copied;
  private volatile @Nullable ExecProcess running;

  /**
   * Does what {@code rules} of the service say.
   *
   * @param copied what was copied so far; more is added
   */
  ServiceSync(
      Engine engine,
      Operations operations,
      Project project,
      String service,
      List<Rule> rules,
      Set<RawPath> copied,
      Display display) {
    this.engine = engine;
    this.operations = operations;
    this.project = project;
    this.service = service;
    this.rules = rules;
    this.copied = copied;
    this.display = display;
  }

  /** Copies what is to be copied before any change. */
  @Override
  public void begin() {
    for (Rule rule : rules) {
      if (rule.action() == Action.RESTART) {
        host.learn(host.list(rule.root(), rule.filter()));
      } else if (rule.initialSync()) {
        initial(rule);
      }
    }
  }

  private void initial(Rule rule) {
    try {
      copy(rule, host.list(rule.root(), rule.filter()));
    } catch (JstackException e) {
      display.failed(e);
    }
  }

  @Override
  public void run(Map<Rule, SortedSet<RawPath>> changes) {
    try {
      List<Rule> effective =
          changes.entrySet().stream()
              .filter(change -> apply(change.getKey(), change.getValue()))
              .map(Map.Entry::getKey)
              .toList();
      if (effective.stream().anyMatch(rule -> rule.action().restarts())) {
        restart();
      }
      effective.stream()
          .map(Rule::exec)
          .forEach(hook -> {
            if (hook != null) {
              containers().forEach(container -> exec(container, hook));
            }
          });
    } catch (JstackException e) {
      display.failed(e);
    }
  }

  @Override
  public void abandon() {
    ExecProcess process = running;
    if (process != null) {
      process.kill();
    }
  }

  @Override
  public void end() {
    host.close();
  }

  /** Brings a container that was just made, and doesn't run yet, to the state of the others. */
  void catchUp(Container container) {
    try {
      rules.stream()
          .filter(rule -> rule.action().syncs())
          .forEach(rule -> copy(container, rule, copied.stream().filter(rule::concerns).toList()));
    } catch (JstackException e) {
      display.failed(e);
    }
  }

  private boolean apply(Rule rule, SortedSet<RawPath> paths) {
    if (!rule.action().syncs()) {
      return host.differ(paths);
    }
    return copy(rule, paths);
  }

  /** Into all that run; whether anything was different. */
  private boolean copy(Rule rule, Collection<RawPath> paths) {
    copied.addAll(paths);
    int changed = 0;
    for (Container container : containers()) {
      changed = Math.max(changed, copy(container, rule, paths));
    }
    if (changed > 0) {
      display.say(
          "Syncing service \"" + service + "\" after " + changed + " changes were detected");
    }
    return changed > 0;
  }

  private int copy(Container container, Rule rule, Collection<RawPath> paths) {
    if (paths.isEmpty()) {
      return 0;
    }
    Directory root = engine.containers().insight().root(container);
    Identity user = owner(container, root);
    try (var writer = new RootWriter(root, rule.target(), user.uid(), user.gid())) {
      int changed = 0;
      for (RawPath path : paths) {
        changed += writer.sync(path, rule.targetOf(path)) ? 1 : 0;
      }
      return changed;
    } catch (JstackException e) {
      throw new JstackException(
          "cannot sync into " + container.name() + ": " + e.getMessage(), e.hint().orElse(null), e);
    }
  }

  /** Files belong to whom the container's program runs as. */
  private static Identity owner(Container container, Directory root) {
    String own = container.spec().process().user();
    try {
      return UserText.find(
              own == null ? container.image().user() : own, List.of(), AccountFiles.in(root))
          .identity();
    } catch (RuntimeException e) {
      root.close();
      throw e;
    }
  }

  private void restart() {
    operations.restart(project, service);
    display.say("service(s) [\"" + service + "\"] restarted");
  }

  private void exec(Container container, Hook hook) {
    var lines = new ExecLines(display);
    ExecIo io = ExecIo.output(lines);
    try (lines;
        ExecProcess process =
            engine.containers().exec(container, hook.process(), hook.privileged(), io)) {
      running = process;
      int code = process.waitFor();
      running = null;
      if (code != 0) {
        throw new JstackException(
            "container %s: the command of sync+exec exited with status %d"
                .formatted(container.name(), code));
      }
    }
  }

  private List<Container> containers() {
    return engine.projects().containers(project.name()).stream()
        .filter(container -> ServiceLabels.isOf(container, project.name(), service))
        .filter(container -> container.state().status().isAlive())
        .toList();
  }
}
