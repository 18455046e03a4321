package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.request.BuildArguments;
import dev.jstack.runtime.dockerfile.Command;
import dev.jstack.runtime.dockerfile.Instruction;
import dev.jstack.runtime.dockerfile.Setting;
import dev.jstack.runtime.image.Healthcheck;
import dev.jstack.runtime.linux.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The instructions that change only the config. */
final class ConfigSteps {
  private final StageState state;
  private final BuildArguments arguments;

  ConfigSteps(StageState state, BuildArguments arguments) {
    this.state = state;
    this.arguments = arguments;
  }

  /** An instruction that touches no file. */
  void apply(Instruction instruction) {
    switch (instruction) {
      case Instruction.Env env -> env(env);
      case Instruction.Arg arg -> arg(arg);
      case Instruction.Label label -> label(label);
      case Instruction.User user -> user(user);
      case Instruction.Expose expose -> expose(expose);
      case Instruction.Volume volume -> volume(volume);
      case Instruction.Cmd cmd -> cmd(cmd);
      case Instruction.Entrypoint entrypoint -> entrypoint(entrypoint);
      case Instruction.Shell shell -> shell(shell);
      case Instruction.StopSignal stop -> stopSignal(stop);
      case Instruction.Healthcheck check -> healthcheck(check);
      case Instruction.OnBuild trigger -> onBuild(trigger);
      case Instruction.Maintainer maintainer -> maintainer(maintainer);
      case Instruction.From _,
          Instruction.Run _,
          Instruction.Copy _,
          Instruction.Add _,
          Instruction.Workdir _ ->
          throw new IllegalStateException("not a setting: " + instruction);
    }
  }

  private void env(Instruction.Env env) {
    var pairs = expanded(env.settings());
    state.env(pairs);
    state.record("ENV" + texts(pairs));
  }

  private void label(Instruction.Label label) {
    var pairs = expanded(label.settings());
    var all = new LinkedHashMap<>(state.run().labels());
    all.putAll(pairs);
    state.run(state.run().withLabels(all));
    state.record("LABEL" + texts(pairs));
  }

  /** All on one line see what was there before it. */
  private Map<String, String> expanded(List<Setting> settings) {
    var variables = state.lookup();
    Function<String, String> expand = text -> state.lexer().expand(text, variables);
    var result = new LinkedHashMap<String, String>();
    for (var setting : settings) {
      var name = expand.apply(setting.name());
      if (name.isBlank()) {
        throw new JstackException("names can not be blank");
      }
      var value = setting.value();
      result.put(name, value == null ? "" : expand.apply(value));
    }
    return result;
  }

  private static String texts(Map<String, String> pairs) {
    var text = new StringBuilder();
    pairs.forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
    return text.toString();
  }

  /** Later ones on the line see earlier ones. */
  private void arg(Instruction.Arg arg) {
    var text = new StringBuilder("ARG");
    for (var setting : arg.settings()) {
      var name = setting.name();
      var value = arguments.declared(name, setting.value(), state.lexer(), state.variables());
      state.declare(name, value);
      text.append(' ').append(name).append(value == null ? "" : "=" + value);
    }
    state.record(text.toString());
  }

  private void user(Instruction.User user) {
    var name = state.expand(user.user());
    state.run(state.run().withUser(name));
    state.record("USER " + name);
  }

  private void expose(Instruction.Expose expose) {
    var ports = new ArrayList<String>();
    state.expandWords(expose.ports()).forEach(text -> ports.addAll(ExposedPort.parse(text)));
    var all = new LinkedHashSet<>(state.run().exposedPorts());
    all.addAll(ports);
    state.run(state.run().withExposedPorts(List.copyOf(all)));
    state.record("EXPOSE [" + String.join(" ", new TreeSet<>(ports)) + "]");
  }

  private void volume(Instruction.Volume volume) {
    var paths = volume.paths().stream().map(state::expand).toList();
    if (paths.stream().anyMatch(String::isBlank)) {
      throw new JstackException("VOLUME specified can not be an empty string");
    }
    var all = new LinkedHashSet<>(state.run().volumes());
    all.addAll(paths);
    state.run(state.run().withVolumes(List.copyOf(all)));
    state.record("VOLUME [" + String.join(" ", paths) + "]");
  }

  private void cmd(Instruction.Cmd cmd) {
    var argv = cmd.command().argv(state.shell());
    state.run(state.run().withCmd(argv.isEmpty() ? null : argv));
    state.markCmdSet();
    state.record("CMD " + quoted(argv));
  }

  /** Resets a command that came from the base, not one of this stage. */
  private void entrypoint(Instruction.Entrypoint entrypoint) {
    var argv = entrypoint.command().argv(state.shell());
    state.run(state.run().withEntrypoint(argv.isEmpty() ? null : argv));
    if (!state.cmdSet()) {
      state.run(state.run().withCmd(null));
    }
    state.record("ENTRYPOINT " + quoted(argv));
  }

  private void shell(Instruction.Shell shell) {
    state.run(state.run().withShell(shell.shell()));
    state.record("SHELL [" + String.join(" ", shell.shell()) + "]");
  }

  private void stopSignal(Instruction.StopSignal stop) {
    var signal = state.expand(stop.signal());
    Signal.parse(signal);
    state.run(state.run().withStopSignal(signal));
    state.record("STOPSIGNAL " + signal);
  }

  private void maintainer(Instruction.Maintainer maintainer) {
    state.author(maintainer.name());
    state.record("MAINTAINER " + maintainer.name());
  }

  private void onBuild(Instruction.OnBuild trigger) {
    var all = new ArrayList<>(state.run().onBuild());
    all.add(trigger.text());
    state.run(state.run().withOnBuild(all));
  }

  private void healthcheck(Instruction.Healthcheck check) {
    var health =
        new Healthcheck(
            test(check.command()),
            nanos(check.interval()),
            nanos(check.timeout()),
            nanos(check.startPeriod()),
            nanos(check.startInterval()),
            check.retries());
    state.run(state.run().withHealthcheck(health));
    state.record(
        "HEALTHCHECK &{"
            + quoted(health.test())
            + String.format(
                " \"%s\" \"%s\" \"%s\" \"%s\" '\\x%02x'}",
                GoText.duration(health.intervalNanos()),
                GoText.duration(health.timeoutNanos()),
                GoText.duration(health.startPeriodNanos()),
                GoText.duration(health.startIntervalNanos()),
                health.retries()));
  }

  /** A line is left to the shell of the container, as Docker has it. */
  private static List<String> test(@Nullable Command command) {
    var test = new ArrayList<String>();
    switch (command) {
      case null -> test.add("NONE");
      case Command.Line(var text) -> {
        test.add("CMD-SHELL");
        test.add(text);
      }
      case Command.Arguments(var list) -> {
        test.add("CMD");
        test.addAll(list);
      }
    }
    return test;
  }

  private static long nanos(@Nullable Duration duration) {
    return duration == null ? 0 : duration.toNanos();
  }

  private static String quoted(List<String> words) {
    return GoText.quoted(words);
  }
}
