package dev.jstack.runtime.launch;

import dev.jstack.runtime.launch.Root.NewRoot;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Syscall;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** From the engine's mounts to the container's own. */
final class RootSteps {
  private static final int MS_SLAVE_RECURSIVE = 1 << 19 | 1 << 14;
  private static final int MNT_DETACH = 2;
  private static final int ATTR_BYTES = 32;

  private final LaunchList list;
  private final FileSteps files;
  private final NewRoot root;
  private final MountSteps mounts;

  RootSteps(
      LaunchList list, NewRoot root, @Nullable Register terminal, @Nullable UserNamespace user) {
    this.list = list;
    this.files = new FileSteps(list);
    this.root = root;
    this.mounts = new MountSteps(list, root, terminal, user);
  }

  /** Everything up to pivot_root; returns the register with the working directory. */
  Register add(String workingDir) {
    list.step("mount(\"/\", rslave)").call(Syscall.MOUNT, "", "/", 0, MS_SLAVE_RECURSIVE, 0);
    var old = list.register();
    list.call(Syscall.OPENAT, Flags.AT_FDCWD, "/", Flags.DIRECTORY, 0).into(old);
    list.step("mount(root on \"/\")")
        .call(Syscall.MOVE_MOUNT, root.tree(), "", Flags.AT_FDCWD, "/", Flags.MOVE_FROM_EMPTY_PATH);
    root.mounts().forEach(mounts::add);
    sysctls(root.sysctls());
    var paths = new SystemPathSteps(list, root.tree(), mounts.proc(), mounts.sys());
    root.readOnlyPaths().forEach(paths::readOnly);
    root.masked().forEach(paths::mask);
    list.step("open(working directory \"" + workingDir + "\")");
    var directory = list.register();
    files.openOrMake(root.tree(), workingDir, true, directory);
    pivot(old);
    names();
    return directory;
  }

  /** The container's /dev, or null if the user mounted one of their own. */
  @Nullable Register dev() {
    return mounts.dev();
  }

  private void sysctls(Map<String, String> settings) {
    for (var setting : new TreeMap<>(settings).entrySet()) {
      list.step("sysctl(" + setting.getKey() + "=" + setting.getValue() + ")");
      var proc = mounts.proc();
      if (proc == null) {
        list.fail(Errno.ENOENT);
        return;
      }
      String path = "sys/" + setting.getKey().replace('.', '/');
      var file = files.open(proc, path, Flags.WRITE, Flags.IN_ROOT | Flags.NO_SYMLINKS).result();
      String value = setting.getValue();
      list.call(Syscall.WRITE, file, value, value.getBytes(StandardCharsets.UTF_8).length);
      list.call(Syscall.CLOSE, file);
    }
  }

  private void pivot(Register old) {
    list.step("pivot_root(container)");
    list.call(Syscall.FCHDIR, root.tree());
    list.call(Syscall.PIVOT_ROOT, ".", ".");
    list.call(Syscall.FCHDIR, old);
    list.call(Syscall.UMOUNT2, ".", MNT_DETACH);
    list.call(Syscall.CHDIR, "/");
    list.call(Syscall.CLOSE, old);
    if (root.readOnly()) {
      long attributes = list.words(RootMount.Flag.READ_ONLY.attribute, 0, 0, 0);
      list.step("mount(\"/\", ro)")
          .call(
              Syscall.MOUNT_SETATTR, root.tree(), "", Flags.AT_EMPTY_PATH, attributes, ATTR_BYTES);
    }
  }

  private void names() {
    String host = root.hostname();
    if (host != null) {
      list.step("sethostname(\"" + host + "\")")
          .call(Syscall.SETHOSTNAME, host, host.getBytes(StandardCharsets.UTF_8).length);
    }
    String domain = root.domainname();
    if (domain != null) {
      list.step("setdomainname(\"" + domain + "\")")
          .call(Syscall.SETDOMAINNAME, domain, domain.getBytes(StandardCharsets.UTF_8).length);
    }
  }
}
