package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests for tests: a container with Docker's defaults, changed piece by piece. */
final class Starts {
  Fd tree;
  List<String> argv = List.of("true");
  List<String> environment = List.of("PATH=/usr/bin:/bin");
  String workingDir = "/";
  Identity identity = Identity.ROOT;
  Privileges privileges = new Privileges(CapabilitySet.DEFAULT, false, null);
  Namespaces namespaces = Namespaces.isolated(Namespaces.NEW);
  Cgroups cgroups = Cgroups.INHERITED;
  List<RootMount> extra = List.of();
  List<Rlimit> limits = List.of();
  Map<String, String> sysctls = Map.of();
  List<String> masked = SystemPaths.MASKED;
  List<DeviceNode> devices = List.of();
  boolean readOnly;
  boolean init;
  Stdio stdio;
  Supervision supervision = new Supervision.Child();
  @Nullable Fd join;

  Starts(Fd tree, Stdio stdio) {
    this.tree = tree;
    this.stdio = stdio;
  }

  Starts sh(String script) {
    argv = List.of("sh", "-c", script);
    return this;
  }

  Starts argv(String... words) {
    argv = List.of(words);
    return this;
  }

  Starts keeper(Path directory) {
    supervision = new Supervision.Keeper(directory);
    return this;
  }

  LaunchRequest request() {
    var mounts = new ArrayList<>(RootMount.standard(64 << 20, false, new MountSource.Tmpfs("")));
    mounts.addAll(extra);
    Root root =
        join != null
            ? new Root.Join(join, namespaces.user() != null)
            : new Root.NewRoot(
                tree,
                mounts,
                readOnly,
                devices,
                masked,
                SystemPaths.READ_ONLY,
                sysctls,
                "box",
                null);
    return new LaunchRequest(
        "web",
        argv,
        environment,
        workingDir,
        identity,
        privileges,
        root,
        namespaces,
        cgroups,
        limits,
        null,
        022,
        init,
        stdio,
        supervision);
  }
}
