package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.graph.StepMount;
import dev.jstack.runtime.build.source.ContentHash;
import dev.jstack.runtime.build.source.GoPath;
import dev.jstack.runtime.build.source.IgnoreRules;
import dev.jstack.runtime.build.source.KeyHash;
import dev.jstack.runtime.build.source.SourceContents;
import dev.jstack.runtime.build.source.SourceFinder;
import dev.jstack.runtime.dockerfile.Instruction;
import dev.jstack.runtime.dockerfile.RunMount;
import java.util.ArrayList;
import java.util.List;

/** The mounts of one RUN, looked up. */
record StepMounts(List<StepMount> list) {
  StepMounts {
    list = List.copyOf(list);
  }

  static StepMounts of(BuildSession session, StageState state, Instruction.Run run, int stage) {
    var list = new ArrayList<StepMount>();
    for (var each : run.mounts()) {
      var mount = each.map(state::expand);
      switch (mount.type()) {
        case BIND -> list.add(bind(session, state, mount, stage));
        case CACHE -> list.add(cache(session, state, mount, stage));
        case TMPFS ->
            list.add(new StepMount.Tmpfs(target(state, mount), mount.option("size").orElse("")));
        case SECRET -> list.add(secret(state, mount));
        case SSH -> list.add(ssh(state, mount, list.size()));
      }
    }
    return new StepMounts(list);
  }

  private static StepMount ssh(StageState state, RunMount mount, int number) {
    return new StepMount.Ssh(
        state.absolute(mount.option("target").orElse("/run/buildkit/ssh_agent." + number)),
        mount.option("id").orElse("default"),
        mount.required(),
        mount.number("mode", 0600),
        mount.number("uid", 0),
        mount.number("gid", 0));
  }

  private static String target(StageState state, RunMount mount) {
    return state.absolute(mount.option("target").orElse(""));
  }

  private static StepMount.Bind bind(
      BuildSession session, StageState state, RunMount mount, int stage) {
    var from = mount.option("from").map(name -> session.graph().from(name, stage)).orElse(null);
    var source = GoPath.relative(mount.option("source").orElse(""));
    try (var tree = from == null ? session.context() : session.tree(from)) {
      var picked = new SourceFinder(tree, false).find(source.isEmpty() ? "/" : source);
      var content =
          ContentHash.of(
              tree, picked, IgnoreRules.NONE, new SourceContents(session.tools().digests()));
      return new StepMount.Bind(target(state, mount), from, source, mount.readOnly(), content);
    }
  }

  private static StepMount cache(
      BuildSession session, StageState state, RunMount mount, int stage) {
    var target = target(state, mount);
    return new StepMount.Cache(
        target,
        mount.option("id").orElse(target),
        mount.readOnly(),
        !mount.option("sharing").orElse("shared").equals("shared"),
        mount.number("mode", 0755),
        mount.number("uid", 0),
        mount.number("gid", 0),
        mount.option("from").isEmpty() ? null : bind(session, state, mount, stage));
  }

  private static StepMount secret(StageState state, RunMount mount) {
    var target = mount.option("target");
    var variable = mount.option("env");
    var id =
        mount
            .option("id")
            .or(() -> target.map(GoPath::name))
            .orElseThrow(() -> new JstackException("mount type secret requires an id"));
    return new StepMount.Secret(
        state.absolute(target.orElse("/run/secrets/" + id)),
        id,
        target.isPresent() || variable.isEmpty(),
        variable.orElse(null),
        mount.required(),
        mount.number("mode", 0400),
        mount.number("uid", 0),
        mount.number("gid", 0));
  }

  private static void addTo(KeyHash hash, StepMount.Cache cache) {
    hash.add("cache").add(cache.id());
    if (cache.seed() != null) {
      hash.add(cache.seed().content());
    }
  }

  /** Definitions count, and the contents of binds; those of caches and secrets don't. */
  void addTo(KeyHash hash) {
    for (var mount : list) {
      hash.add(mount.target());
      switch (mount) {
        case StepMount.Bind bind -> hash.add("bind").add(bind.content());
        case StepMount.Cache cache -> addTo(hash, cache);
        case StepMount.Tmpfs tmpfs -> hash.add("tmpfs").add(tmpfs.size());
        case StepMount.Secret secret -> hash.add("secret").add(secret.id());
        case StepMount.Ssh ssh -> hash.add("ssh").add(ssh.id());
      }
    }
  }
}
