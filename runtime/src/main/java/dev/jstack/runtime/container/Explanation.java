package dev.jstack.runtime.container;

import dev.jstack.runtime.launch.Stdio;
import dev.jstack.runtime.launch.UserNamespace;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Pipe;
import org.jspecify.annotations.Nullable;

/** Tells a container's start in words: the very list that starts it. */
final class Explanation {
  private final RuntimeParts parts;

  Explanation(RuntimeParts parts) {
    this.parts = parts;
  }

  String of(Container container, ContainerNetwork network) {
    var run = container.run();
    var cgroup = run == null ? parts.cgroups().find(container.id()) : run.cgroup();
    var devices = DevicePlan.of(container.spec().isolation());
    try (var user = parts.users().of(container, network, parts::running);
        var root = root(container, user);
        var prepared = PreparedStart.of(parts, container, network, cgroup, devices, root, user)) {
      return container.spec().process().tty()
          ? parts.launcher().explain(prepared.request(new Stdio.Tty(0, 0)))
          : withStreams(prepared);
    }
  }

  /** What stands for the FIFOs looks the same in words. */
  private String withStreams(PreparedStart prepared) {
    try (var in = Fd.open("/dev/null", Fd.O_RDWR);
        var output = Pipe.open(0);
        var errors = Pipe.open(0)) {
      var stdio = new Stdio.Streams(in, output.writer(), errors.writer());
      return parts.launcher().explain(prepared.request(stdio));
    }
  }

  private RootTree root(Container container, @Nullable UserNamespace user) {
    var lowers = parts.image(container).lowers();
    return container.run() == null
        ? RootTree.mount(lowers, container.directory(), user == null ? null : user.map())
        : RootTree.view(lowers, container.directory());
  }
}
