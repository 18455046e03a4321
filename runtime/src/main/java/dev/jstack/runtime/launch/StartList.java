package dev.jstack.runtime.launch;

import dev.jstack.runtime.launch.Namespaces.Namespace;
import dev.jstack.runtime.launch.Root.Join;
import dev.jstack.runtime.launch.Root.NewRoot;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.OwnUser;
import dev.jstack.runtime.linux.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The launch list of a request. The player goes through its first part, clones itself, and then
 * stays as the keeper (or only until the engine has what it needs), while the clone becomes the
 * program.
 */
final class StartList {
  private static final int CLONE_ARGS_WORDS = 11;
  private static final int KEYCTL_JOIN_SESSION_KEYRING = 1;
  private final LaunchRequest request;
  private final LaunchList list = new LaunchList();
  private final FileSteps files = new FileSteps(list);
  private final TerminalSteps terminal = new TerminalSteps(list);
  private final @Nullable KeeperSteps keeper;
  private final Fd started;
  private final Fd held;
  private final @Nullable InitProgram init;
  private final Label parent = new Label();
  private final UserSteps users = new UserSteps(list);

  private StartList(LaunchRequest request, Fd started, Fd held, @Nullable InitProgram init) {
    this.init = init;
    this.request = request;
    this.started = started;
    this.held = held;
    this.keeper =
        request.supervision() instanceof Supervision.Keeper(Path directory)
            ? new KeeperSteps(list, directory)
            : null;
  }

  /**
   * The list of {@code request}.
   *
   * @param started a pipe's write end; the engine sees its end when the program runs or the start
   *     failed
   * @param held a pipe's read end; the player stays until the engine has closed the other
   * @param init what becomes PID 1 in place of the program, or null
   */
  static LaunchList of(LaunchRequest request, Fd started, Fd held, @Nullable InitProgram init) {
    var start = new StartList(request, started, held, init);
    start.player();
    start.process();
    start.parent();
    return start.list;
  }

  private void player() {
    list.step("chdir(\"/\")").call(Syscall.CHDIR, "/");
    enter("keeper", request.cgroups().keeper());
    if (keeper != null) {
      keeper.open();
    }
    switch (request.root()) {
      case NewRoot _ -> {
        var user = request.namespaces().user();
        if (user == null) {
          createTerminal(null);
          joinNamespace(request.namespaces().pid(), Flags.CLONE_NEWPID, "pid");
          fork(created(entersByFile()), openUnified());
        } else {
          enterUser(user);
        }
      }
      case Join join -> {
        enter("container", request.cgroups().container());
        score();
        keyring();
        var cgroup = openUnified();
        if (join.ownUser()) {
          users.raise(request.limits());
        }
        list.step("setns(container)").call(Syscall.SETNS, join.pidfd(), joined(join));
        if (request.stdio() instanceof Stdio.Tty size) {
          terminal.openInside(size);
        }
        fork(0, cgroup);
      }
    }
  }

  private static int joined(Join join) {
    return Flags.CLONE_NEWNS
        | (join.ownCgroup() ? Flags.CLONE_NEWCGROUP : 0)
        | (join.ownUts() ? Flags.CLONE_NEWUTS : 0)
        | (join.ownIpc() ? Flags.CLONE_NEWIPC : 0)
        | (join.ownPid() ? Flags.CLONE_NEWPID : 0)
        | (join.ownNetwork() ? Flags.CLONE_NEWNET : 0)
        | (join.ownUser() ? Flags.CLONE_NEWUSER : 0);
  }

  private void createTerminal(@Nullable UserNamespace user) {
    if (request.stdio() instanceof Stdio.Tty size) {
      terminal.create(size, user);
    }
  }

  /**
   * All that needs the host's root, then the user namespace, then the namespaces that belong to it:
   * the process is born without power over the host.
   */
  private void enterUser(UserNamespace user) {
    var cgroup = openUnified();
    if (keeper != null) {
      users.usher(cgroup, parent);
    }
    enter("container", request.cgroups().container());
    score();
    users.raise(request.limits());
    joinNamespaces();
    joinNamespace(request.namespaces().pid(), Flags.CLONE_NEWPID, "pid");
    users.enter(user);
    createTerminal(user);
    fork(created(false), keeper == null ? cgroup : null);
  }

  private long created(boolean cgroupLater) {
    var namespaces = request.namespaces();
    return Flags.CLONE_NEWNS
        | flag(namespaces.pid(), Flags.CLONE_NEWPID)
        | flag(namespaces.network(), Flags.CLONE_NEWNET)
        | flag(namespaces.ipc(), Flags.CLONE_NEWIPC)
        | flag(namespaces.uts(), Flags.CLONE_NEWUTS)
        | (cgroupLater ? 0 : flag(namespaces.cgroup(), Flags.CLONE_NEWCGROUP));
  }

  /** A new cgroup namespace is rooted where the process is: it has to move first. */
  private boolean entersByFile() {
    return !request.cgroups().container().isEmpty();
  }

  private static long flag(Namespace namespace, int flag) {
    return namespace instanceof Namespace.New ? flag : 0;
  }

  private @Nullable Register openUnified() {
    Path unified = request.cgroups().unified();
    if (unified == null) {
      return null;
    }
    var directory = list.register();
    list.step("open(cgroup \"" + unified + "\")")
        .call(Syscall.OPENAT, Flags.AT_FDCWD, unified.toString(), Flags.DIRECTORY, 0)
        .into(directory);
    return directory;
  }

  /**
   * struct clone_args, linux/sched.h. The kernel writes the process's number down before it runs:
   * the player may be killed at any moment, as it is in the container's cgroup.
   */
  private void fork(long namespaces, @Nullable Register cgroup) {
    long flags = namespaces | Flags.CLONE_PIDFD | Flags.CLONE_PARENT_SETTID;
    boolean ushered = keeper != null && request.isMapped();
    flags |= keeper == null || ushered ? Flags.CLONE_PARENT : 0;
    flags |= cgroup == null ? 0 : Flags.CLONE_INTO_CGROUP;
    int signal = keeper == null || ushered ? 0 : Flags.SIGCHLD;
    long arguments =
        list.words(flags, LaunchList.PIDFD, 0, LaunchList.PID, signal, 0, 0, 0, 0, 0, 0);
    list.step("clone3(process)");
    if (cgroup != null) {
      list.store(arguments + (CLONE_ARGS_WORDS - 1) * (long) Long.BYTES, cgroup);
    }
    var child = list.register();
    var process = new Label();
    list.call(Syscall.CLONE3, arguments, CLONE_ARGS_WORDS * Long.BYTES).into(child);
    list.jumpIfEqual(child, 0, process);
    if (ushered) {
      list.step("exit_group(usher)").call(Syscall.EXIT_GROUP, 0);
    }
    list.jump(parent);
    list.place(process);
  }

  private void process() {
    var steps = new ProcessSteps(list, request, started, init);
    var streams = new StreamSteps(list, request);
    if (request.root() instanceof NewRoot root) {
      namespaces();
      list.step("umask(0)").call(Syscall.UMASK, 0);
      streams.connect();
      var mounts = new RootSteps(list, root, terminal.instance(), request.namespaces().user());
      var directory = mounts.add(request.workingDir());
      streams.nothing(mounts.dev());
      terminal.connect(request.identity());
      steps.run(directory);
    } else {
      list.step("setsid()").call(Syscall.SETSID);
      if (request.isMapped()) {
        users.becomeRoot();
      }
      streams.connect();
      streams.nothing(null);
      terminal.connect(request.identity());
      steps.run(openInside());
    }
  }

  private void namespaces() {
    if (!request.isMapped()) {
      enter("container", request.cgroups().container());
      if (entersByFile() && request.namespaces().cgroup() instanceof Namespace.New) {
        list.step("unshare(cgroup)").call(Syscall.UNSHARE, Flags.CLONE_NEWCGROUP);
      }
      joinNamespaces();
    }
    list.step("setsid()").call(Syscall.SETSID);
    if (keeper != null) {
      keeper.record();
    }
    if (request.isMapped()) {
      users.becomeRoot();
    } else {
      score();
    }
    keyring();
    if (request.namespaces().network() instanceof Namespace.New) {
      LoopbackSteps.up(list);
    }
  }

  private void joinNamespaces() {
    var namespaces = request.namespaces();
    joinNamespace(namespaces.cgroup(), Flags.CLONE_NEWCGROUP, "cgroup");
    joinNamespace(namespaces.network(), Flags.CLONE_NEWNET, "network");
    joinNamespace(namespaces.ipc(), Flags.CLONE_NEWIPC, "ipc");
    joinNamespace(namespaces.uts(), Flags.CLONE_NEWUTS, "uts");
  }

  /** The working directory of a joined container. */
  private Register openInside() {
    var directory = list.register();
    list.programStep("chdir(\"" + request.workingDir() + "\")");
    var root = list.call(Syscall.OPENAT, Flags.AT_FDCWD, "/", Flags.DIRECTORY, 0).result();
    files
        .open(root, request.workingDir(), Flags.DIRECTORY, Flags.IN_ROOT | Flags.NO_MAGIC_LINKS)
        .into(directory);
    return directory;
  }

  private void parent() {
    list.place(parent);
    list.step("close(what the process has)").call(Syscall.CLOSE, started).anyway();
    if (keeper != null) {
      keeper.keep(request.stdio(), held);
    } else {
      list.step("read(until the engine is ready)");
      list.call(Syscall.READ, held, list.reserve(Long.BYTES), 1).anyway();
      list.call(Syscall.EXIT_GROUP, 0);
    }
  }

  private void enter(String who, List<Path> files) {
    for (Path file : files) {
      list.step("write(" + who + " to \"" + file + "\")");
      this.files.write(file.toString(), "0");
    }
  }

  private void joinNamespace(Namespace namespace, int kind, String name) {
    switch (namespace) {
      case Namespace.New _, Namespace.Host _ -> {}
      case Namespace.Open(Fd fd) -> list.step("setns(" + name + ")").call(Syscall.SETNS, fd, kind);
      case Namespace.Path(String path) -> {
        list.step("setns(" + name + " \"" + path + "\")");
        var fd = list.call(Syscall.OPENAT, Flags.AT_FDCWD, path, Flags.READ, 0).result();
        list.call(Syscall.SETNS, fd, kind);
        list.call(Syscall.CLOSE, fd);
      }
    }
  }

  /** No key of the host is inherited. */
  private void keyring() {
    list.step("keyctl(new session)")
        .call(Syscall.KEYCTL, KEYCTL_JOIN_SESSION_KEYRING, "_ses." + request.subject())
        .fine(Errno.ENOSYS, Errno.EPERM, Errno.EDQUOT);
  }

  /** The engine's own score is not inherited; lowering it may need CAP_SYS_RESOURCE. */
  private void score() {
    Integer asked = request.oomScoreAdj();
    list.step("write(oom_score_adj " + (asked == null ? 0 : asked) + ")");
    var write = files.write("/proc/self/oom_score_adj", String.valueOf(asked == null ? 0 : asked));
    if (asked == null || OwnUser.isConfined()) {
      write.fine(Errno.EACCES, Errno.EPERM);
    }
  }

  static byte[] ints(int... values) {
    var buffer = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.nativeOrder());
    for (int value : values) {
      buffer.putInt(value);
    }
    return buffer.array();
  }
}
