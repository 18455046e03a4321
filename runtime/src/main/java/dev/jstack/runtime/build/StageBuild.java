package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.build.cache.StepInputs;
import dev.jstack.runtime.build.graph.StageGraph;
import dev.jstack.runtime.build.graph.StageGraph.Origin;
import dev.jstack.runtime.build.graph.StepNames;
import dev.jstack.runtime.build.source.KeyHash;
import dev.jstack.runtime.dockerfile.Dockerfile;
import dev.jstack.runtime.dockerfile.Instruction;
import dev.jstack.runtime.dockerfile.LintRule;
import dev.jstack.runtime.dockerfile.ShellLexer;
import dev.jstack.runtime.dockerfile.Stage;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.Platform;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out one stage, instruction by instruction. */
final class StageBuild {
  private final BuildSession session;
  private final Stage stage;
  private final StepNames names;

  StageBuild(BuildSession session, int index) {
    this.session = session;
    this.stage = session.graph().stage(index);
    this.names = new StepNames(session.graph(), index);
  }

  StageResult run() {
    // What it copies from can be made while its own first steps run.
    for (int needed : session.graph().needs(stage.index())) {
      var _ = session.start(needed);
    }
    var base = base();
    var lexer = new ShellLexer(session.graph().dockerfile().escape());
    var state = new StageState(base, lexer, new StepClock(base.now(), epoch()));
    state.skipCache(skipsCache());
    state.begin(session.graph().label(stage.index()) + stage.index(), ground());
    var config = new ConfigSteps(state, session.arguments());
    if (origin() instanceof Origin.Context context && !isImage(context)) {
      var step = CopyStep.all(context);
      new CopyExecution(session, state, step).run(names.next(stage.from().source().text()));
    }
    triggers(state, config);
    for (var instruction : stage.instructions()) {
      guarded(instruction, () -> apply(instruction, "", state, config));
      state.takeMissing().forEach(name -> undefined(instruction, name, state));
    }
    return state.result();
  }

  private String ground() {
    return switch (origin()) {
      case Origin.OfStage(int index) -> "stage " + session.graph().label(index).strip();
      case Origin.Scratch() -> "nothing";
      case Origin.Context(var name) -> "context " + name;
      case Origin.Image(var name) -> "image " + name;
    };
  }

  private boolean skipsCache() {
    var options = session.options();
    var name = stage.name();
    return options.noCache()
        || options.noCacheStages().stream().anyMatch(each -> each.equalsIgnoreCase(name));
  }

  private Origin origin() {
    return session.graph().base(stage.index());
  }

  private boolean isImage(Origin.Context context) {
    return session.contexts().isImage(context.name());
  }

  private StageResult base() {
    var from = stage.from();
    try {
      var origin = session.graph().base(stage.index());
      if (!(origin instanceof Origin.Image(var image))) {
        return session.files(origin);
      }
      var step = session.progress().start(names.next(from.source().text()));
      var wanted = platform();
      var base = session.image(image, wanted);
      if (wanted != null) {
        checkPlatform(base, wanted);
      }
      step.done();
      return base;
    } catch (BuildException | SourceException e) {
      throw e;
    } catch (JstackException e) {
      throw Failures.at(session.graph().dockerfile(), from.source(), names.last(), e);
    }
  }

  /** What FROM says, or else the whole build; null leaves it to what there is. */
  private @Nullable Platform platform() {
    var asked = stage.from().platform();
    if (asked == null) {
      return session.options().platform();
    }
    var lexer = new ShellLexer(session.graph().dockerfile().escape());
    var text = lexer.expand(asked, session.arguments().globals()::get);
    try {
      return text.isEmpty() ? session.options().platform() : Platform.parse(text);
    } catch (IllegalArgumentException e) {
      throw new JstackException(String.valueOf(e.getMessage()), e);
    }
  }

  private void checkPlatform(StageResult base, Platform wanted) {
    var found = base.config().platform();
    if (!found.suits(wanted)) {
      session.warn(
          LintRule.INVALID_BASE_IMAGE_PLATFORM.at(
              stage.from().source().start(),
              "Base image "
                  + stage.from().image()
                  + " was pulled with platform \""
                  + found
                  + "\", expected \""
                  + wanted
                  + "\" for current build"));
    }
  }

  private @Nullable Instant epoch() {
    var text = session.arguments().epoch();
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (!text.matches("\\d{1,12}")) {
      throw new JstackException("SOURCE_DATE_EPOCH: expected seconds, got \"" + text + "\"");
    }
    return Instant.ofEpochSecond(Long.parseLong(text));
  }

  /** ONBUILD of the base runs first, and isn't handed on. */
  private void triggers(StageState state, ConfigSteps config) {
    var triggers = state.run().onBuild();
    state.run(state.run().withOnBuild(List.of()));
    var instructions =
        triggers.stream().map(text -> Dockerfile.parseTrigger(text, "ONBUILD trigger")).toList();
    names.more((int) instructions.stream().filter(StageGraph::touchesFiles).count());
    for (var instruction : instructions) {
      guarded(stage.from(), () -> apply(instruction, "ONBUILD ", state, config));
    }
  }

  private void undefined(Instruction instruction, String name, StageState state) {
    var near = LintRule.suggestion(name, state.variables().keySet());
    session.warn(
        LintRule.UNDEFINED_VAR.at(
            instruction.source().start(), "Usage of undefined variable '$" + name + "'" + near));
  }

  private void guarded(Instruction instruction, Runnable action) {
    if (Thread.currentThread().isInterrupted()) {
      throw new JstackException("build cancelled");
    }
    try {
      action.run();
    } catch (BuildException | SourceException e) {
      throw e;
    } catch (JstackException e) {
      var step = StageGraph.touchesFiles(instruction) ? names.last() : "";
      throw Failures.at(session.graph().dockerfile(), instruction.source(), step, e);
    }
  }

  /** {@code by} is what made the instruction run. */
  private void apply(Instruction instruction, String by, StageState state, ConfigSteps config) {
    var name =
        StageGraph.touchesFiles(instruction)
            ? names.next(by + StepText.of(instruction, state.variables()))
            : "";
    switch (instruction) {
      case Instruction.Run run -> run(run, name, state);
      case Instruction.Copy copy -> copy(copy, name, state);
      case Instruction.Add add -> add(add, name, state);
      case Instruction.Workdir workdir -> workdir(workdir, name, state);
      default -> config.apply(instruction);
    }
  }

  private void run(Instruction.Run run, String name, StageState state) {
    for (var mount : run.mounts()) {
      mount.option("from").ifPresent(from -> await(session.graph().from(from, stage.index())));
    }
    new RunStep(session, state, run, stage.index()).run(name);
  }

  private void copy(Instruction.Copy copy, String name, StageState state) {
    var source = copy.from();
    var from = source == null ? null : session.graph().from(source, stage.index());
    if (from != null) {
      await(from);
    }
    var step = CopyStep.of(copy, from, state);
    new CopyExecution(session, state, step).run(name);
  }

  /** Another stage's failure is that stage's, not this step's. */
  private void await(Origin origin) {
    if (origin instanceof Origin.OfStage(int index)) {
      session.stage(index);
    }
  }

  private void add(Instruction.Add add, String name, StageState state) {
    var step = CopyStep.of(add, state);
    new CopyExecution(session, state, step).run(name);
  }

  /** The directory is made where it is missing, and is the USER's. */
  private void workdir(Instruction.Workdir workdir, String name, StageState state) {
    var path = state.absolute(state.expand(workdir.path()));
    state.run(state.run().withWorkingDir(path));
    new LayerStep(session, state, name, "WORKDIR " + path, false)
        .run(new WorkdirInputs(state, path), making -> WorkdirWork.make(making, path, user(state)));
  }

  private static String user(StageState state) {
    return state.run().user();
  }

  private record WorkdirInputs(StageState state, String path) implements LayerStep.Inputs {
    @Override
    public Digest key() {
      return new KeyHash("workdir").add(state.identity()).add(path).add(user(state)).digest();
    }

    @Override
    public void describe(StepInputs inputs) {
      inputs.add(StepInputs.INSTRUCTION, "WORKDIR " + path).add("user", user(state));
    }
  }
}
