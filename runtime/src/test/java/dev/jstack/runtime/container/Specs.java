package dev.jstack.runtime.container;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Container specs for tests. */
final class Specs {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private Specs() {}

  /** Runs a shell line. */
  static ContainerSpec shell(String line) {
    return of(ProcessSpec.of(List.of("sh", "-c", line)));
  }

  /** A program as another user. */
  static ProcessSpec as(String user, String... command) {
    return new ProcessSpec(
        null, List.of(command), Map.of(), user, List.of(), null, false, false, false);
  }

  /** A program in a terminal. */
  static ProcessSpec inTerminal(boolean stdinOpen, String... command) {
    return new ProcessSpec(
        null, List.of(command), Map.of(), null, List.of(), null, true, stdinOpen, false);
  }

  static ContainerSpec of(ProcessSpec process) {
    return of(process, new Isolation().spec(), ResourceLimits.none(), List.of());
  }

  static ContainerSpec shell(String line, MountSpec... mounts) {
    return of(
        ProcessSpec.of(List.of("sh", "-c", line)),
        new Isolation().spec(),
        ResourceLimits.none(),
        List.of(mounts));
  }

  static ContainerSpec shell(String line, ResourceLimits limits) {
    return of(ProcessSpec.of(List.of("sh", "-c", line)), new Isolation().spec(), limits, List.of());
  }

  static ContainerSpec shell(String line, UnaryOperator<Isolation> change) {
    return of(
        ProcessSpec.of(List.of("sh", "-c", line)),
        change.apply(new Isolation()).spec(),
        ResourceLimits.none(),
        List.of());
  }

  static ContainerSpec of(
      ProcessSpec process, IsolationSpec isolation, ResourceLimits limits, List<MountSpec> mounts) {
    return new ContainerSpec(
        "c" + NUMBERS.incrementAndGet(),
        "tiny",
        process,
        isolation,
        limits,
        mounts,
        NetworkSpec.none(),
        Map.of("a", "b"),
        RestartPolicy.NEVER,
        null,
        null,
        10_000,
        0,
        1);
  }

  /** The settings that tests vary. */
  static final class Isolation {
    @Nullable String hostname;
    boolean privileged;
    boolean readOnly;
    List<String> capAdd = List.of();
    List<String> capDrop = List.of();
    List<String> security = List.of();
    Map<String, String> sysctls = Map.of();
    List<IsolationSpec.Ulimit> ulimits = List.of();
    List<IsolationSpec.Device> devices = List.of();

    @Nullable String ipc;
    @Nullable String pid;
    @Nullable String userns;

    IsolationSpec spec() {
      return new IsolationSpec(
          hostname,
          null,
          privileged,
          readOnly,
          capAdd,
          capDrop,
          security,
          sysctls,
          ulimits,
          devices,
          ipc,
          pid,
          null,
          null,
          null,
          null,
          List.of(),
          null,
          userns);
    }
  }
}
