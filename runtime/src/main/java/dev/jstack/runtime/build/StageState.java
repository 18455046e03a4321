package dev.jstack.runtime.build;

import dev.jstack.runtime.build.request.EnvList;
import dev.jstack.runtime.build.source.GoPath;
import dev.jstack.runtime.dockerfile.ShellLexer;
import dev.jstack.runtime.dockerfile.Variables;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.History;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.RunConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A stage under way: its config so far, its layers, what ARG has set. One thread's. */
final class StageState {
  private static final String COMMENT = "buildkit.dockerfile.v0";
  private static final List<String> SHELL = List.of("/bin/sh", "-c");

  private final StageResult base;
  private final ShellLexer lexer;
  private final StepClock clock;
  private final Map<String, String> arguments;
  private final Map<String, String> declared;
  private final List<Digest> layers;
  private final List<History> history;
  private RunConfig run;
  private String author;
  private final Set<String> missing = new TreeSet<>();
  private boolean cmdSet;
  private String stage = "";
  private String ground = "";
  private final Map<String, Integer> steps = new HashMap<>();
  private boolean skipsCache;

  StageState(StageResult base, ShellLexer lexer, StepClock clock) {
    this.base = base;
    this.lexer = lexer;
    this.clock = clock;
    this.arguments = new LinkedHashMap<>(base.arguments());
    this.declared = new LinkedHashMap<>(base.arguments());
    this.layers = new ArrayList<>(base.layers());
    this.history = new ArrayList<>(base.history());
    this.run = base.config().run();
    this.author = base.config().author();
  }

  RunConfig run() {
    return run;
  }

  void run(RunConfig changed) {
    run = changed;
  }

  void author(String name) {
    author = name;
  }

  boolean cmdSet() {
    return cmdSet;
  }

  void markCmdSet() {
    cmdSet = true;
  }

  /** Whether every step runs, whatever the cache has. */
  boolean skipsCache() {
    return skipsCache;
  }

  void skipCache(boolean skip) {
    skipsCache = skip;
  }

  StepClock clock() {
    return clock;
  }

  ShellLexer lexer() {
    return lexer;
  }

  /** What ARG has named, set or not, with what it stands for now: {@code NAME=value}. */
  List<String> declarations() {
    var now = variables();
    var shown = new LinkedHashMap<String, String>();
    declared.keySet().forEach(name -> shown.put(name, now.getOrDefault(name, "")));
    return EnvList.list(shown);
  }

  /** ARG; a null value leaves what is there. */
  void declare(String name, @Nullable String value) {
    if (value != null) {
      arguments.put(name, value);
      declared.put(name, value);
    } else {
      declared.putIfAbsent(name, "");
    }
  }

  /** What instructions may name: of an ENV and an ARG of one name, the later one. */
  Map<String, String> variables() {
    var all = EnvList.map(run.env());
    all.putAll(arguments);
    return all;
  }

  /** ENV has set these; an ARG of such a name, here or in a stage before, counts no longer. */
  void env(Map<String, String> pairs) {
    var all = EnvList.map(run.env());
    all.putAll(pairs);
    run = run.withEnv(EnvList.list(all));
    arguments.keySet().removeAll(pairs.keySet());
  }

  String expand(String text) {
    return lexer.expand(text, lookup());
  }

  /** Looks up in what is set now, and remembers what isn't. */
  Variables lookup() {
    var now = variables();
    return new Variables() {
      @Override
      public @Nullable String get(String name) {
        return now.get(name);
      }

      @Override
      public void missing(String name) {
        missing.add(name);
      }
    };
  }

  /** The undefined names that were used since the last time. */
  List<String> takeMissing() {
    var names = List.copyOf(missing);
    missing.clear();
    return names;
  }

  @Nullable String expandOrNull(@Nullable String text) {
    return text == null ? null : expand(text);
  }

  List<String> expandWords(List<String> texts) {
    var variables = lookup();
    return texts.stream().flatMap(text -> lexer.expandWords(text, variables).stream()).toList();
  }

  List<String> shell() {
    var shell = run.shell();
    return shell == null ? SHELL : shell;
  }

  /** Absolute. */
  String workingDir() {
    return run.workingDir().isEmpty() ? "/" : run.workingDir();
  }

  /** Absolute and clean, relative to the working directory. */
  String absolute(String path) {
    return GoPath.absolute(workingDir(), path);
  }

  /** An instruction that changed only the config. */
  void record(String createdBy) {
    history.add(new History(clock.now(), createdBy, COMMENT, true));
  }

  /** An instruction that ran; {@code layer} is null when it changed no file. */
  void record(String createdBy, @Nullable Digest layer, Instant time) {
    clock.advance(time);
    history.add(new History(clock.now(), createdBy, COMMENT, layer == null));
    if (layer != null) {
      layers.add(layer);
    }
  }

  /** Names the stage, and what it stands on before its first step. */
  void begin(String name, String base) {
    stage = name;
    ground = base;
  }

  String stage() {
    return stage;
  }

  /** What the next step stands on, for messages: the step before it, or the base. */
  String ground() {
    return ground;
  }

  /** How many steps of this kind there were. */
  int steps(String verb) {
    return steps.getOrDefault(verb, 0);
  }

  /** A step is done, on which the next one stands. */
  void stepped(String verb, String step) {
    ground = step;
    steps.merge(verb, 1, Integer::sum);
  }

  Platform platform() {
    return base.config().platform();
  }

  boolean onHost() {
    return base.host() != null;
  }

  Digest identity() {
    return result().identity();
  }

  StageResult result() {
    var config =
        base.config()
            .withRun(run)
            .withAuthor(author)
            .withCreated(clock.now())
            .withLayers(layers, history);
    return new StageResult(
        config, layers, base.host(), base.hostKey(), base.empty(), arguments, clock.now());
  }
}
