package dev.jstack.runtime.build.graph;

import dev.jstack.runtime.Problem;
import dev.jstack.runtime.dockerfile.Dockerfile;
import dev.jstack.runtime.dockerfile.Instruction;
import dev.jstack.runtime.dockerfile.RunMount;
import dev.jstack.runtime.dockerfile.ShellLexer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Dockerfile offers, without building it.
 *
 * @param dockerfile for excerpts
 * @param warnings by line, those that are skipped left out
 * @param target the stage's name, or empty
 * @param arguments that the needed stages take, with their values; empty for none
 * @param secrets ids; true for those that must be given
 * @param ssh likewise
 */
public record BuildOutline(
    Dockerfile dockerfile,
    List<Problem> warnings,
    String target,
    Map<String, String> arguments,
    Map<String, Boolean> secrets,
    Map<String, Boolean> ssh) {
  public BuildOutline {
    warnings = List.copyOf(warnings);
  }

  /** The names of all stages, the unnamed ones but the last left out. */
  public List<String> targets() {
    var names = new ArrayList<String>();
    for (var stage : dockerfile.stages()) {
      boolean last = stage.index() == dockerfile.stages().size() - 1;
      if (stage.name() != null || last) {
        names.add(stage.name() == null ? "" : stage.name());
      }
    }
    return names;
  }

  public static BuildOutline of(
      StageGraph graph, Map<String, String> given, List<Problem> warnings, ShellLexer lexer) {
    var dockerfile = graph.dockerfile();
    var values = new LinkedHashMap<String, String>();
    var secrets = new LinkedHashMap<String, Boolean>();
    var ssh = new LinkedHashMap<String, Boolean>();
    Set<Instruction> all = new LinkedHashSet<>(dockerfile.globals());
    graph.needed().forEach(index -> all.addAll(graph.stage(index).instructions()));
    for (var instruction : all) {
      if (instruction instanceof Instruction.Arg arg) {
        arg.settings()
            .forEach(
                each -> put(values, each.name(), expanded(each.value(), values, lexer), given));
      } else if (instruction instanceof Instruction.Run run) {
        run.mounts().forEach(mount -> add(mount, secrets, ssh));
      }
    }
    var name = graph.stage(graph.target()).name();
    return new BuildOutline(dockerfile, warnings, name == null ? "" : name, values, secrets, ssh);
  }

  private static @Nullable String expanded(
      @Nullable String value, Map<String, String> values, ShellLexer lexer) {
    return value == null ? null : lexer.expand(value, values::get);
  }

  private static void put(
      Map<String, String> values, String name, @Nullable String value, Map<String, String> given) {
    if (given.containsKey(name)) {
      values.put(name, given.getOrDefault(name, ""));
    } else if (value != null || !values.containsKey(name)) {
      values.put(name, value == null ? "" : value);
    }
  }

  private static void add(RunMount mount, Map<String, Boolean> secrets, Map<String, Boolean> ssh) {
    if (mount.type() == RunMount.Type.SECRET) {
      mount.option("id").ifPresent(id -> secrets.merge(id, mount.required(), Boolean::logicalOr));
    } else if (mount.type() == RunMount.Type.SSH) {
      ssh.merge(mount.option("id").orElse("default"), mount.required(), Boolean::logicalOr);
    }
  }
}
