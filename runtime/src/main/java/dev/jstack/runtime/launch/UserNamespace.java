package dev.jstack.runtime.launch;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.Memfd;
import dev.jstack.runtime.linux.MountMap;
import dev.jstack.runtime.linux.Pidfd;
import dev.jstack.runtime.linux.Pipe;
import dev.jstack.runtime.linux.Syscall;
import dev.jstack.runtime.linux.UserMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A user namespace that has its map, before any process is in it. A JVM, having threads, can't
 * enter one: a short-lived player makes it, and the descriptor keeps it.
 */
public final class UserNamespace implements AutoCloseable {
  private static final Map<UserMap, MountMap> FOR_MOUNTS = new ConcurrentHashMap<>();

  private final Fd fd;
  private final UserMap map;

  /** Takes {@code fd} over. */
  public UserNamespace(Fd fd, UserMap map) {
    this.fd = fd;
    this.map = map;
  }

  /** A new one. */
  public static UserNamespace make(UserMap map) {
    Consumer<LaunchList> steps =
        list -> list.step("unshare(user)").call(Syscall.UNSHARE, Flags.CLONE_NEWUSER);
    return new UserNamespace(
        held(
            steps,
            pid -> {
              var process = Path.of("/proc", Integer.toString(pid));
              Files.writeString(process.resolve("uid_map"), map.users().toString());
              Files.writeString(process.resolve("gid_map"), map.groups().toString());
              return Fd.open(process.resolve("ns/user").toString(), Fd.O_RDONLY);
            }),
        map);
  }

  /** That of a running process. */
  public static UserNamespace of(int pid) {
    var map = UserMap.of(pid);
    return new UserNamespace(Fd.open("/proc/" + pid + "/ns/user", Fd.O_RDONLY), map);
  }

  /** One for mounts to be seen by its users. Made once and kept: the caller doesn't close it. */
  public static MountMap forMounts(UserMap map) {
    return FOR_MOUNTS.computeIfAbsent(
        map, wanted -> new MountMap(wanted, make(wanted.withOverlayfs()).fd));
  }

  public Fd fd() {
    return fd;
  }

  public UserMap map() {
    return map;
  }

  /** A new network namespace that belongs to this one, its loopback down. */
  public Fd network() {
    return held(
        list -> {
          list.step("setns(user)").call(Syscall.SETNS, fd, Flags.CLONE_NEWUSER);
          list.step("unshare(network)").call(Syscall.UNSHARE, Flags.CLONE_NEWNET);
        },
        pid -> Fd.open("/proc/" + pid + "/ns/net", Fd.O_RDONLY));
  }

  @Override
  public void close() {
    fd.close();
  }

  private interface Taking {
    Fd of(int pid) throws IOException;
  }

  /** What is taken of a process while it waits after its {@code steps}. */
  private static Fd held(Consumer<LaunchList> steps, Taking taking) {
    try (var born = Pipe.open(0);
        var gate = Pipe.open(0);
        var player = Player.open()) {
      var list = new LaunchList();
      steps.accept(list);
      list.step("write(namespaces are there)").call(Syscall.WRITE, born.writer(), ".", 1);
      list.step("read(until they are held)");
      list.call(Syscall.READ, gate.reader(), list.reserve(Long.BYTES), 1).anyway();
      list.call(Syscall.EXIT_GROUP, 0);
      try (var memory = Player.memory("jstack-namespace", list)) {
        int pid = player.play(list, memory, List.of("jstack-namespace"));
        born.writer().close();
        gate.reader().close();
        try (var process = Pidfd.open(pid).orElseThrow()) {
          boolean there = new FileInput(born.reader()).read(new byte[1], 0, 1) == 1;
          try {
            if (there) {
              return taking.of(pid);
            }
          } finally {
            gate.writer().close();
            Pidfd.reap(process, false);
          }
          throw failure(list, memory);
        }
      }
    } catch (IOException e) {
      throw new JstackException("cannot make a user namespace: " + e.getMessage(), e);
    }
  }

  private static LaunchException failure(LaunchList list, Memfd memory) {
    var header =
        ByteBuffer.wrap(memory.read(LaunchList.HEADER_BYTES)).order(ByteOrder.nativeOrder());
    long at = header.getLong((int) (LaunchList.FAILED_AT - LaunchList.BASE));
    var errno = Errno.of((int) header.getLong((int) (LaunchList.ERRNO - LaunchList.BASE)));
    var what = at == 0 ? "killed" : list.at(at).failure(errno);
    return new LaunchException(
        "cannot make a user namespace: " + what,
        "see user.max_user_namespaces (sysctl)",
        errno,
        LaunchException.BROKEN);
  }
}
