package dev.jstack.engine.watch;

import dev.jstack.compose.model.Build;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.model.WatchRule;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.container.MountSpec;
import dev.jstack.runtime.linux.RawPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a project wants watched, service by service.
 *
 * @param byService those of each service that has any
 * @param warnings rules that are left out, and why
 * @param dockerignores files whose change makes other rules
 */
record WatchRules(
    Map<String, List<Rule>> byService, List<Problem> warnings, List<RawPath> dockerignores) {

  /**
   * Of these services; none named is all. {@code auto} has services with a build and without rules
   * built again.
   *
   * @throws JstackException if a rule makes no sense, or if there is none at all
   */
  static WatchRules of(Project project, List<String> services, boolean auto) {
    WatchRules rules = found(project, services, auto);
    if (rules.byService.isEmpty()) {
      throw new JstackException(
          "none of the selected services is configured for watch, consider setting a 'develop'"
              + " section",
          "with --auto, services that have a build section are built again when their files"
              + " change",
          null);
    }
    return rules;
  }

  /** Likewise, but there may be none. */
  static WatchRules found(Project project, List<String> services, boolean auto) {
    var rules = new WatchRules(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
    for (Service service : project.services().values()) {
      if (services.isEmpty() || services.contains(service.name())) {
        rules.add(service, auto);
      }
    }
    return rules;
  }

  private void add(Service service, boolean auto) {
    List<Rule> rules = new ArrayList<>();
    @Nullable BuildFiles files = BuildFiles.of(service.image().build());
    for (WatchRule written : service.watch()) {
      check(service, written);
      if (!isMounted(service, written)) {
        rules.add(rule(service, written, files));
      }
    }
    if (files != null && auto && service.watch().isEmpty()) {
      files.sources().forEach(root -> rules.add(automatic(service, root, files)));
    }
    if (files != null) {
      dockerignores.addAll(files.ignoreFiles());
      if (rules.stream().anyMatch(rule -> rule.action() == Action.REBUILD)) {
        files.own().forEach(file -> rules.add(rebuild(service, file, PathFilter.all(file))));
      }
    }
    if (!rules.isEmpty()) {
      byService.put(service.name(), rules);
    }
  }

  private static void check(Service service, WatchRule rule) {
    Action action = Action.of(rule.action());
    @Nullable Build build = service.image().build();
    if (action == Action.REBUILD && build == null) {
      throw new JstackException(
          "%s: service %s doesn't have a build section, can't apply %s on watch"
              .formatted(service.location(), service.name(), action));
    }
    if (action == Action.SYNC_EXEC && rule.exec() == null) {
      throw new JstackException(
          "%s: can't watch with action \"%s\" on service %s without a command"
              .formatted(service.location(), action, service.name()),
          "add exec: {command: …} to the rule",
          null);
    }
  }

  /** What is mounted needs no copying. */
  private boolean isMounted(Service service, WatchRule rule) {
    Path path = Path.of(rule.path()).normalize();
    boolean mounted =
        Action.of(rule.action()).syncs()
            && service.mounts().stream()
                .anyMatch(mount ->
                    mount instanceof MountSpec.Bind bind && path.startsWith(bind.source()));
    if (mounted) {
      warnings.add(
          new Problem(
              service.location(),
              "path '%s' also declared by a bind mount volume, this path won't be monitored!"
                  .formatted(path)));
    }
    return mounted;
  }

  private static Rule rule(Service service, WatchRule written, @Nullable BuildFiles files) {
    RawPath root = RealPaths.of(Path.of(written.path()));
    PathFilter filter = new PathFilter(root, written.ignore(), written.include());
    if (files != null) {
      filter.without(files.context(), files.ignoreText());
    }
    @Nullable String target = written.target();
    return new Rule(
        service.name(),
        Action.of(written.action()),
        root,
        RawPath.of(target == null ? "" : target).clean(),
        filter,
        written.initialSync(),
        written.exec());
  }

  private static Rule automatic(Service service, RawPath root, BuildFiles files) {
    PathFilter filter = new PathFilter(root, List.of(), List.of());
    return rebuild(service, root, filter.without(files.context(), files.ignoreText()));
  }

  private static Rule rebuild(Service service, RawPath root, PathFilter filter) {
    return new Rule(service.name(), Action.REBUILD, root, RawPath.EMPTY, filter, false, null);
  }
}
