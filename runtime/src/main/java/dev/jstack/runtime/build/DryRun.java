package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.build.graph.StageGraph;
import dev.jstack.runtime.build.graph.StageGraph.Origin;
import dev.jstack.runtime.build.remote.RemoteSource;
import dev.jstack.runtime.build.request.BuildArguments;
import dev.jstack.runtime.build.request.BuildSource;
import dev.jstack.runtime.build.request.EnvList;
import dev.jstack.runtime.build.source.GoPath;
import dev.jstack.runtime.build.source.IgnoreRules;
import dev.jstack.runtime.build.source.PathPattern;
import dev.jstack.runtime.dockerfile.FileSet;
import dev.jstack.runtime.dockerfile.Instruction;
import dev.jstack.runtime.dockerfile.LintRule;
import dev.jstack.runtime.dockerfile.ShellLexer;
import dev.jstack.runtime.image.ImageConfig;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.StoredImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Goes through the needed stages without running or copying anything, for the warnings. */
final class DryRun {
  private final BuildSource source;
  private final StageGraph graph;
  private final BuildArguments arguments;
  private final ImageStore images;
  private final Map<Integer, StageState> finished = new HashMap<>();
  private final List<Problem> warnings = new ArrayList<>();

  DryRun(BuildSource source, StageGraph graph, BuildArguments arguments, ImageStore images) {
    this.source = source;
    this.graph = graph;
    this.arguments = arguments;
    this.images = images;
  }

  List<Problem> warnings() {
    for (int index : graph.needed()) {
      stage(index);
    }
    return warnings;
  }

  private void stage(int index) {
    var base = base(graph.base(index));
    boolean known = base != null;
    var lexer = new ShellLexer(graph.dockerfile().escape());
    var state =
        new StageState(base == null ? nothing() : base, lexer, new StepClock(Instant.EPOCH, null));
    var config = new ConfigSteps(state, arguments);
    for (var instruction : graph.stage(index).instructions()) {
      try {
        apply(instruction, state, config);
      } catch (SourceException e) {
        throw e;
      } catch (JstackException e) {
        throw Failures.at(graph.dockerfile(), instruction.source(), "", e);
      }
      var missing = state.takeMissing();
      if (known) {
        missing.forEach(name -> undefined(instruction, name, state));
      }
    }
    finished.put(index, state);
  }

  private void undefined(Instruction instruction, String name, StageState state) {
    var near = LintRule.suggestion(name, state.variables().keySet());
    warnings.add(
        LintRule.UNDEFINED_VAR.at(
            instruction.source().start(), "Usage of undefined variable '$" + name + "'" + near));
  }

  /** Null for an image whose variables nobody knows here. */
  private @Nullable StageResult base(Origin origin) {
    return switch (origin) {
      case Origin.OfStage(int index) -> finished(index);
      case Origin.Scratch _ -> nothing();
      case Origin.Image(var name) -> images.find(name).map(DryRun::result).orElse(null);
      case Origin.Context _ -> null;
    };
  }

  private StageResult finished(int index) {
    var state = finished.get(index);
    return state == null ? nothing() : state.result();
  }

  private StageResult nothing() {
    return result(images.scratch());
  }

  private static StageResult result(StoredImage image) {
    var config = ImageConfig.scratch(Platform.current()).withRun(image.config().run());
    var env = EnvList.map(config.run().env());
    env.putIfAbsent("PATH", EnvList.DEFAULT_PATH);
    return new StageResult(
        config.withRun(config.run().withEnv(EnvList.list(env))),
        List.of(),
        null,
        null,
        image.empty(),
        Map.of(),
        null);
  }

  private void apply(Instruction instruction, StageState state, ConfigSteps config) {
    switch (instruction) {
      case Instruction.Copy copy -> files(copy, copy.files(), copy.from() == null, state);
      case Instruction.Add add -> files(add, add.files(), true, state);
      case Instruction.Run run -> run.mounts().forEach(mount -> mount.map(state::expand));
      case Instruction.Workdir workdir ->
          state.run(state.run().withWorkingDir(state.absolute(state.expand(workdir.path()))));
      default -> config.apply(instruction);
    }
  }

  private void files(Instruction instruction, FileSet files, boolean own, StageState state) {
    state.expand(files.target());
    state.expandOrNull(files.chown());
    state.expandOrNull(files.chmod());
    files.excludes().forEach(state::expand);
    var rules = IgnoreRules.file(source.ignoreText());
    for (var each : files.sources()) {
      var path = state.expand(each);
      boolean plain = own && !RemoteSource.isRemote(path) && !PathPattern.isWild(path);
      if (plain && !GoPath.relative(path).isEmpty() && rules.ignores(GoPath.relative(path))) {
        warnings.add(
            LintRule.COPY_IGNORED_FILE.at(
                instruction.source().start(),
                "Attempting to "
                    + (instruction instanceof Instruction.Add ? "Add" : "Copy")
                    + " file \""
                    + path
                    + "\" that is excluded by .dockerignore"));
      }
    }
  }
}
