/* Prints everything a process can see and do, one "key value" a line, in an order of its own.
   Linked statically; run as the command of a container (see compose.yaml). HOST_NS has the numbers
   of the host's namespaces. Values that differ from run to run are replaced by a word. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void row(const char *key, const char *form, ...) {
  va_list rest;
  printf("%s ", key);
  va_start(rest, form);
  vprintf(form, rest);
  va_end(rest);
  putchar('\n');
}

/* What PROBE_HIDES has, because it differs from host to host or from run to run. */
static int hides(const char *what) {
  const char *all = getenv("PROBE_HIDES");
  return strstr(all ? all : "hostname", what) != NULL;
}

static const char *outcome(long result) {
  return result >= 0 ? "ok" : strerrorname_np(-result) ? strerrorname_np(-result) : "?";
}

/* A file's first bytes without the last newline, or the error's name in brackets. */
static char *text(const char *path) {
  static char bytes[65536];
  int file = open(path, O_RDONLY);
  if (file < 0) {
    snprintf(bytes, sizeof bytes, "(%s)", outcome(-errno));
    return bytes;
  }
  long length = 0, part;
  while (length < (long) sizeof bytes - 1 &&
         (part = read(file, bytes + length, sizeof bytes - 1 - length)) > 0)
    length += part;
  close(file);
  while (length > 0 && bytes[length - 1] == '\n') length--;
  bytes[length] = 0;
  return bytes;
}

/* Lines become commas, 64 hex digits (a container's id) become a word. */
static char *plain(char *value) {
  for (char *c = value; *c; c++) {
    if (*c == '\n' || *c == '\t') *c = *c == '\n' ? ',' : ' ';
    size_t digits = strspn(c, "0123456789abcdef");
    if (digits == 64) {
      memcpy(c, "ID", 2);
      memmove(c + 2, c + 64, strlen(c + 64) + 1);
    }
  }
  return value;
}

static void status(void) {
  static const char *const names[] = {"Uid", "Gid", "Groups", "CapInh", "CapPrm", "CapEff",
    "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp", "Seccomp_filters", "SigBlk", "SigIgn", "SigCgt",
    "Umask", "Threads", "Cpus_allowed_list", "Mems_allowed_list"};
  char copy[8192];
  snprintf(copy, sizeof copy, "%s", text("/proc/self/status"));
  for (char *line = strtok(copy, "\n"); line; line = strtok(NULL, "\n"))
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
      size_t length = strlen(names[i]);
      if (!strncmp(line, names[i], length) && line[length] == ':') {
        char key[64];
        snprintf(key, sizeof key, "status.%s", names[i]);
        row(key, "%s", plain(line + length + 1 + strspn(line + length + 1, " \t")));
      }
    }
}

static void process(void) {
  char path[PATH_MAX] = "";
  struct utsname names;
  uname(&names);
  row("process.pid", hides("pid") ? "of the host" : "%d", getpid());
  row("process.session", "%s", getsid(0) == getpid() ? "own" : "another's");
  row("process.group", "%s", getpgid(0) == getpid() ? "own" : "another's");
  row("process.parent", "%s", getppid() == 0 ? "outside" : getppid() == 1 ? "1" : "inside");
  row("process.cwd", "%s", getcwd(path, sizeof path) ? path : "(none)");
  row("process.hostname", "%s", hides("hostname") ? "hidden" : names.nodename);
  row("process.domainname", "%s", names.domainname);
  row("process.oom_score_adj", "%s", text("/proc/self/oom_score_adj"));
  row("process.nice", "%d", getpriority(PRIO_PROCESS, 0));
  row("process.scheduler", "%d", sched_getscheduler(0));
  row("process.personality", "%s", text("/proc/self/personality"));
  row("process.dumpable", "%d", prctl(PR_GET_DUMPABLE));
  row("process.securebits", "%d", prctl(PR_GET_SECUREBITS));
  row("process.pdeathsig", "%d", ({ int s = 0; prctl(PR_GET_PDEATHSIG, &s); s; }));
  row("process.subreaper", "%d", ({ int s = 0; prctl(PR_GET_CHILD_SUBREAPER, &s); s; }));
  row("process.timerslack", "%d", prctl(PR_GET_TIMERSLACK));
  row("process.loginuid", "%s", text("/proc/self/loginuid"));
  row("process.uid_map", "%s", text("/proc/self/uid_map"));
  row("process.setgroups", "%s", text("/proc/self/setgroups"));
  int tty = open("/dev/tty", O_RDWR);
  row("process.terminal", "%s", outcome(tty < 0 ? -errno : 0));
  row("process.fds.0-2", "%s %s %s", ttyname(0) ? ttyname(0) : "-", ttyname(1) ? ttyname(1) : "-",
      ttyname(2) ? ttyname(2) : "-");
}

static void namespaces(void) {
  static const char *const kinds[] = {
    "cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"};
  char *host = getenv("HOST_NS") ? getenv("HOST_NS") : "";
  for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    char path[64], key[64], target[64] = "";
    snprintf(path, sizeof path, "/proc/self/ns/%s", kinds[i]);
    snprintf(key, sizeof key, "namespace.%s", kinds[i]);
    long length = readlink(path, target, sizeof target - 1);
    row(key, "%s", length < 0 ? outcome(-errno) : strstr(host, target) ? "host" : "own");
  }
}

static void limits(void) {
  static const char *const names[] = {"cpu", "fsize", "data", "stack", "core", "rss", "nproc",
    "nofile", "memlock", "as", "locks", "sigpending", "msgqueue", "nice", "rtprio", "rttime"};
  for (int i = 0; i < 16; i++) {
    struct rlimit limit = {0, 0};
    char key[64];
    getrlimit(i, &limit);
    snprintf(key, sizeof key, "rlimit.%s", names[i]);
    row(key, "%lld %lld", (long long) limit.rlim_cur, (long long) limit.rlim_max);
  }
}

static void environment(void) {
  for (char **line = environ; *line; line++) {
    char *mark = strchr(*line, '=');
    char key[256];
    if (!mark || !strncmp(*line, "HOST_NS=", 8) || !strncmp(*line, "PROBE_", 6)) continue;
    snprintf(key, sizeof key, "environment.%.*s", (int) (mark - *line), *line);
    row(key, "%s", !strcmp(key, "environment.HOSTNAME") && hides("hostname") ? "hidden" : mark + 1);
  }
}

static void descriptors(void) {
  for (int i = 0; i < 4096; i++) {
    char path[64], key[64], target[PATH_MAX] = "";
    snprintf(path, sizeof path, "/proc/self/fd/%d", i);
    if (readlink(path, target, sizeof target - 1) < 0) continue;
    snprintf(key, sizeof key, "descriptor.%d", i);
    char *colon = strchr(target, ':');
    if (colon) *colon = 0;
    row(key, "%s", strstr(target, "/run/") || target[0] != '/' ? "pipe" : target);
  }
}

static void visible(void) {
  DIR *proc = opendir("/proc");
  int count = 0;
  char names[1024] = "";
  for (struct dirent *entry; proc && (entry = readdir(proc));) {
    char path[300];
    if (!strspn(entry->d_name, "0123456789") || ++count > 4) continue;
    snprintf(path, sizeof path, "/proc/%s/comm", entry->d_name);
    snprintf(names + strlen(names), sizeof names - strlen(names), " %s:%s", entry->d_name,
             text(path));
  }
  row("processes", "%s", count > 4 ? "many" : names + 1);
  char roots[64];
  row("processes.init.root", "%s", outcome(readlink("/proc/1/root", roots, 64) < 0 ? -errno : 0));
  row("processes.init.exe", "%s", outcome(readlink("/proc/1/exe", roots, 64) < 0 ? -errno : 0));
}

/* Fields of a line: id parent device root target flags [shared:n] - type source options. */
static void mounts(void) {
  char copy[65536], *next = copy;
  snprintf(copy, sizeof copy, "%s", text("/proc/self/mountinfo"));
  for (char *line; (line = strsep(&next, "\n")) && *line;) {
    char root[PATH_MAX], target[PATH_MAX], flags[256], key[PATH_MAX + 8], type[64], source[PATH_MAX],
      options[4096];
    sscanf(line, "%*s %*s %*s %4095s %4095s %255s", root, target, flags);
    char *dash = strstr(line, " - ");
    sscanf(dash, " - %63s %4095s %4095s", type, source, options);
    snprintf(key, sizeof key, "mount.%s", target);
    int memory = !strcmp(type, "tmpfs") || !strcmp(type, "devpts");
    row(key, "%s %s%s%s %s", type, flags, strstr(line, " shared:") ? " shared" : "",
        strstr(line, " master:") ? " slave" : "", memory ? options : "");
  }
}

static int compare(const struct dirent **a, const struct dirent **b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

static void devices(const char *directory) {
  struct dirent **entries;
  int count = scandir(directory, &entries, NULL, compare);
  for (int i = 0; i < count && !hides("devices"); i++) {
    char path[PATH_MAX], key[PATH_MAX + 8], target[PATH_MAX] = "";
    struct stat stat;
    if (entries[i]->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/%s", directory, entries[i]->d_name);
    snprintf(key, sizeof key, "device.%s", path);
    if (lstat(path, &stat) < 0) continue;
    if (S_ISLNK(stat.st_mode)) {
      readlink(path, target, sizeof target - 1);
      row(key, "-> %s", target);
    } else if (!S_ISCHR(stat.st_mode) && !S_ISBLK(stat.st_mode)) {
      row(key, "%o %d:%d", stat.st_mode, stat.st_uid, stat.st_gid);
    } else {
      int file = open(path, O_RDWR | O_NONBLOCK | O_NOCTTY);
      row(key, "%o %d:%d %d:%d open %s", stat.st_mode, stat.st_uid, stat.st_gid,
          major(stat.st_rdev), minor(stat.st_rdev), outcome(file < 0 ? -errno : 0));
      if (file > 2) close(file);
    }
  }
}

/* Nodes of one's own: whether they can be made, read and written. */
static void nodes(void) {
  static const struct { const char *name; mode_t kind; int major, minor; } all[] = {
    {"mem", S_IFCHR, 1, 1}, {"kmem", S_IFCHR, 1, 2}, {"null", S_IFCHR, 1, 3},
    {"port", S_IFCHR, 1, 4}, {"random", S_IFCHR, 1, 8}, {"kmsg", S_IFCHR, 1, 11},
    {"tty0", S_IFCHR, 4, 0}, {"console", S_IFCHR, 5, 1}, {"ptmx", S_IFCHR, 5, 2},
    {"loop-control", S_IFCHR, 10, 237}, {"tun", S_IFCHR, 10, 200}, {"fuse", S_IFCHR, 10, 229},
    {"kvm", S_IFCHR, 10, 232}, {"vfio", S_IFCHR, 10, 196}, {"input", S_IFCHR, 13, 64},
    {"loop0", S_IFBLK, 7, 0}, {"sda", S_IFBLK, 8, 0}, {"vda", S_IFBLK, 254, 0},
    {"overlay-whiteout", S_IFCHR, 0, 0}};
  for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
    char path[64], key[64];
    snprintf(path, sizeof path, "/node.%s", all[i].name);
    snprintf(key, sizeof key, "node.%s", all[i].name);
    unlink(path);
    long made = mknod(path, all[i].kind | 0600, makedev(all[i].major, all[i].minor));
    made = made < 0 ? -errno : 0;
    int in = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    int reads = in < 0 ? -errno : 0;
    int out = open(path, O_RDWR | O_NONBLOCK | O_NOCTTY);
    int writes = out < 0 ? -errno : 0;
    char line[64];
    snprintf(line, sizeof line, "make %s", outcome(made));
    if (!made) snprintf(line, sizeof line, "make ok read %s write %s", outcome(reads), outcome(writes));
    row(key, "%s", line);
    if (in > 2) close(in);
    if (out > 2) close(out);
    unlink(path);
  }
}

/* Files and directories that belong to the kernel or the host. Nothing is written. */
static void paths(void) {
  static const char *const all[] = {"/proc/acpi", "/proc/asound", "/proc/bus", "/proc/config.gz",
    "/proc/fs", "/proc/interrupts", "/proc/iomem", "/proc/irq", "/proc/irq/0/smp_affinity", "/proc/kallsyms",
    "/proc/kcore", "/proc/keys", "/proc/kmsg", "/proc/kpageflags", "/proc/latency_stats",
    "/proc/modules", "/proc/sched_debug", "/proc/scsi", "/proc/slabinfo", "/proc/sys/fs/binfmt_misc",
    "/proc/sys/fs/suid_dumpable", "/proc/sys/kernel/cad_pid", "/proc/sys/kernel/core_pattern",
    "/proc/sys/kernel/hostname", "/proc/sys/kernel/modprobe", "/proc/sys/kernel/msgmax",
    "/proc/sys/kernel/ns_last_pid", "/proc/sys/kernel/panic", "/proc/sys/kernel/shmmax",
    "/proc/sys/net/ipv4/ip_forward", "/proc/sys/net/ipv4/conf/all/route_localnet",
    "/proc/sys/vm/overcommit_memory", "/proc/sysrq-trigger", "/proc/timer_list",
    "/proc/timer_stats", "/proc/vmallocinfo", "/proc/1/environ", "/proc/1/mem", "/proc/self/attr/current", "/sys/class/net",
    "/sys/devices/virtual/powercap", "/sys/devices/system/cpu/cpu0/online", "/sys/devices/system/cpu/cpu0/thermal_throttle",
    "/sys/firmware", "/sys/fs/cgroup", "/sys/fs/cgroup/cgroup.procs",
    "/sys/fs/cgroup/devices/devices.allow", "/sys/fs/cgroup/memory/memory.limit_in_bytes",
    "/sys/fs/cgroup/memory/release_agent", "/sys/fs/cgroup/memory/notify_on_release",
    "/sys/kernel/debug", "/sys/kernel/mm/transparent_hugepage/enabled", "/sys/kernel/security",
    "/sys/kernel/tracing", "/sys/kernel/uevent_helper", "/sys/kernel/uevent_seqnum",
    "/sys/module", "/sys/power/state", "/dev/mem", "/dev/kmsg", "/dev/shm", "/dev/mqueue", "/dev/pts/ptmx",
    "/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/etc/passwd", "/", "/.dockerenv", "/sbin/docker-init"};
  for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
    char key[128];
    struct stat stat;
    snprintf(key, sizeof key, "path.%s", all[i]);
    if (lstat(all[i], &stat) < 0) {
      row(key, "%s", outcome(-errno));
      continue;
    }
    if (S_ISDIR(stat.st_mode)) {
      struct dirent **entries;
      int count = scandir(all[i], &entries, NULL, compare);
      row(key, "directory %s write %s", count < 0 ? outcome(-errno) : count > 2 ? "full" : "empty",
          outcome(access(all[i], W_OK) < 0 ? -errno : 0));
      continue;
    }
    char byte;
    int in = open(all[i], O_RDONLY | O_NONBLOCK);
    long length = in < 0 ? -errno : read(in, &byte, 1);
    if (in >= 0 && length < 0) length = -errno;
    int out = open(all[i], O_WRONLY | O_NONBLOCK);
    row(key, "%s read %s write %s", S_ISREG(stat.st_mode) ? "file" : "special",
        length == 0 ? "nothing" : outcome(length), outcome(out < 0 ? -errno : 0));
    if (in > 2) close(in);
    if (out > 2) close(out);
  }
  row("path.made in /", "%s", outcome(mkdir("/made", 0700) < 0 ? -errno : rmdir("/made")));
  row("path.made in /sys/fs/cgroup", "%s",
      outcome(mkdir("/sys/fs/cgroup/made", 0700) < 0 ? -errno : rmdir("/sys/fs/cgroup/made")));
  row("path.made in cgroup", "%s", outcome(mkdir("/sys/fs/cgroup/memory/made", 0700) < 0
      ? -errno : rmdir("/sys/fs/cgroup/memory/made")));
}

static void settings(void) {
  static const char *const all[] = {"fs/mqueue/msg_max", "kernel/domainname", "kernel/msgmax",
    "kernel/sem", "kernel/shmmax", "kernel/shm_rmid_forced", "net/core/somaxconn",
    "net/ipv4/conf/all/route_localnet", "net/ipv4/conf/default/rp_filter", "net/ipv4/ip_forward",
    "net/ipv4/ip_local_port_range", "net/ipv4/ip_unprivileged_port_start",
    "net/ipv4/ping_group_range", "net/ipv4/tcp_syncookies", "net/ipv6/conf/all/disable_ipv6",
    "net/ipv6/conf/default/disable_ipv6", "net/ipv6/conf/all/forwarding"};
  for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
    char path[128], key[128];
    snprintf(path, sizeof path, "/proc/sys/%s", all[i]);
    snprintf(key, sizeof key, "sysctl.%s", all[i]);
    row(key, "%s", plain(text(path)));
  }
}

static void cgroup(void) {
  static const char *const all[] = {"blkio/blkio.weight", "blkio/blkio.throttle.read_bps_device",
    "blkio/blkio.throttle.read_iops_device", "blkio/blkio.throttle.write_bps_device",
    "blkio/blkio.throttle.write_iops_device", "cpu/cpu.cfs_period_us", "cpu/cpu.cfs_quota_us",
    "cpu/cpu.rt_runtime_us", "cpu/cpu.shares", "cpuset/cpuset.cpus", "cpuset/cpuset.mems",
    "devices/devices.list", "memory/memory.limit_in_bytes", "memory/memory.memsw.limit_in_bytes",
    "memory/memory.soft_limit_in_bytes", "memory/memory.swappiness", "memory/memory.oom_control", "pids/pids.max",
    "cpu.max", "cpu.weight", "memory.max", "memory.low", "memory.swap.max", "io.max", "pids.max"};
  for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
    char path[128], key[128];
    snprintf(path, sizeof path, "/sys/fs/cgroup/%s", all[i]);
    snprintf(key, sizeof key, "cgroup.%s", all[i]);
    char *value = plain(text(path));
    if (strcmp(value, "(ENOENT)")) row(key, "%s", value[0] ? value : "-");
  }
  char copy[8192];
  snprintf(copy, sizeof copy, "%s", plain(text("/proc/self/cgroup")));
  row("cgroup.path", "%s", strstr(copy, ":/,") && !strstr(copy, "ID") && !strstr(copy, "jstack") ? "hidden" : "seen");
}

#define PATIENCE 5000

/* What a call does, made in a process of its own: 0 or an error, or minus the signal. */
static int forked(long (*call)(long), long argument, int milliseconds) {
  fflush(stdout);
  int child = fork();
  if (child < 0) return 1000;
  if (!child) {
    struct itimerval soon = {{0, 0}, {milliseconds / 1000, milliseconds % 1000 * 1000}};
    setsid();
    setitimer(ITIMER_REAL, &soon, NULL);
    long result = call(argument);
    _exit(result < 0 && result > -255 ? -result : 0);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* Many calls never return; one that was only slow is given another chance. */
static int patient(long (*call)(long), long argument) {
  int result = forked(call, argument, 40);
  return result == -SIGALRM ? forked(call, argument, 400) : result;
}

static const char *named(int result) {
  static char signal[32];
  if (result >= 0) return result == 1000 ? "ENOPROC" : outcome(-result);
  snprintf(signal, sizeof signal, "SIG%s", sigabbrev_np(-result));
  return signal;
}

static long wide(long nr, long a, long b, long c, long d, long e, long f) {
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall" : "=a"(result) : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}

static long narrow(long nr, long a, long b, long c, long d, long e) {
  long result;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(nr), "b"(a), "c"(b), "d"(c), "S"(d), "D"(e)
                   : "r8", "r9", "r10", "r11", "memory");
  return (int) result;
}

#define ALL -1L
#define CALLS(DO) \
  DO(acct, SYS_acct, (long) "/none") DO(add_key, SYS_add_key, (long) "user", (long) "n", (long) "p", 1, -3) \
  DO(adjtimex, SYS_adjtimex, 0) DO(bpf, SYS_bpf, 0, 0, 0) DO(chroot, SYS_chroot, (long) "/") \
  DO(clock_adjtime, SYS_clock_adjtime, 0, 0) DO(clock_settime, SYS_clock_settime, 0, 0) \
  DO(clone_newuser, SYS_clone, CLONE_NEWUSER | SIGCHLD) DO(clone_newns, SYS_clone, CLONE_NEWNS | SIGCHLD) \
  DO(clone_newnet, SYS_clone, CLONE_NEWNET | SIGCHLD) DO(clone3, SYS_clone3, 0, 0) \
  DO(delete_module, SYS_delete_module, (long) "none", 0) DO(fanotify_init, SYS_fanotify_init, 0, 0) \
  DO(finit_module, SYS_finit_module, -1, (long) "", 0) DO(fsconfig, SYS_fsconfig, -1, 0, 0, 0, 0) \
  DO(fsmount, SYS_fsmount, -1, 0, 0) DO(fsopen, SYS_fsopen, (long) "tmpfs", 0) \
  DO(fspick, SYS_fspick, -100, (long) "/", 0) DO(get_mempolicy, SYS_get_mempolicy, 0, 0, 0, 0, 0) \
  DO(init_module, SYS_init_module, 0, 0, (long) "") DO(io_uring_setup, SYS_io_uring_setup, 1, 0) \
  DO(io_uring_enter, SYS_io_uring_enter, -1, 0, 0, 0, 0) DO(io_uring_register, SYS_io_uring_register, -1, 0, 0, 0) \
  DO(ioperm, SYS_ioperm, 0, 1, 0) DO(iopl, SYS_iopl, 0) DO(kcmp, SYS_kcmp, 1, 1, 0, 0, 0) \
  DO(kexec_file_load, SYS_kexec_file_load, -1, -1, 0, 0, 0) DO(kexec_load, SYS_kexec_load, 0, 0, 0, ALL) \
  DO(keyctl, SYS_keyctl, 0, -3, 0) DO(lookup_dcookie, 212, 0, 0, 0) DO(mbind, SYS_mbind, 0, 0, 0, 0, 0, 0) \
  DO(migrate_pages, SYS_migrate_pages, 1, 0, 0, 0) DO(mlockall, SYS_mlockall, 1) \
  DO(mount, SYS_mount, (long) "none", (long) "/dev/shm", (long) "tmpfs", 0, 0) \
  DO(mount_bind, SYS_mount, (long) "/etc", (long) "/etc", 0, MS_BIND, 0) \
  DO(mount_remount, SYS_mount, (long) "", (long) "/proc/sys", 0, MS_REMOUNT | MS_BIND, 0) \
  DO(mount_setattr, SYS_mount_setattr, -100, (long) "/none", 0, 0, 0) DO(move_mount, SYS_move_mount, -1, (long) "", -1, (long) "", 0) \
  DO(move_pages, SYS_move_pages, 1, 0, 0, 0, 0, 0) DO(name_to_handle_at, SYS_name_to_handle_at, -100, (long) "/none", 0, 0, 0) \
  DO(nfsservctl, 180, 0, 0, 0) DO(open_by_handle_at, SYS_open_by_handle_at, -1, 0, 0) \
  DO(open_tree, SYS_open_tree, -100, (long) "/", 1) DO(perf_event_open, SYS_perf_event_open, 0, 0, -1, -1, 0) \
  DO(personality_readable, SYS_personality, 0x0020000) DO(personality_bsd, SYS_personality, 6) DO(personality_addr, SYS_personality, 0x40000) \
  DO(pidfd_getfd, SYS_pidfd_getfd, -1, 0, 0) DO(pivot_root, SYS_pivot_root, (long) "/none", (long) "/none") \
  DO(process_madvise, SYS_process_madvise, -1, 0, 0, 0, 0) DO(process_vm_readv, SYS_process_vm_readv, 1, 0, 0, 0, 0, 0) \
  DO(process_vm_writev, SYS_process_vm_writev, 1, 0, 0, 0, 0, 0) DO(ptrace, SYS_ptrace, 0, 0, 0, 0) \
  DO(quotactl, SYS_quotactl, 0x800007, 0, 0, 0) DO(quotactl_fd, SYS_quotactl_fd, -1, 0, 0, 0) DO(reboot, SYS_reboot, 0, 0, 0, 0) \
  DO(request_key, SYS_request_key, (long) "user", (long) "n", 0, 0) DO(sched_fifo, SYS_sched_setscheduler, 0, 1, (long) "\1\0\0\0") \
  DO(set_mempolicy, SYS_set_mempolicy, 0, 0, 0) DO(setdomainname, SYS_setdomainname, 0, -2) DO(sethostname, SYS_sethostname, 0, -2) \
  DO(setns, SYS_setns, -1, 0) DO(setpriority, SYS_setpriority, 0, 0, -5) DO(settimeofday, SYS_settimeofday, 0, 0) \
  DO(setuid, SYS_setuid, 12345) DO(setgroups, SYS_setgroups, 0, 0) DO(chown, SYS_chown, (long) "/tmp", 1, 1) \
  DO(socket_alg, SYS_socket, 38, 5, 0) DO(socket_vsock, SYS_socket, 40, 1, 0) DO(socket_packet, SYS_socket, 17, 3, 0) \
  DO(socket_raw, SYS_socket, 2, 3, 1) DO(socket_ping, SYS_socket, 2, 2, 1) DO(socket_netlink, SYS_socket, 16, 3, 0) DO(socket_bluetooth, SYS_socket, 31, 1, 0) DO(socket_key, SYS_socket, 15, 3, 2) \
  DO(swapoff, SYS_swapoff, (long) "/none") DO(swapon, SYS_swapon, (long) "/none", 0) DO(sysfs, 139, 3) DO(_sysctl, 156, 0) \
  DO(syslog_read, SYS_syslog, 3, 0, 0) DO(syslog_size, SYS_syslog, 10, 0, 0) DO(umount, SYS_umount2, (long) "/none", 0) DO(umount_proc, SYS_umount2, (long) "/proc/sys/none", 2) \
  DO(unshare_ns, SYS_unshare, CLONE_NEWNS) DO(unshare_user, SYS_unshare, CLONE_NEWUSER) DO(unshare_net, SYS_unshare, CLONE_NEWNET) DO(unshare_cgroup, SYS_unshare, 0x02000000) \
  DO(unshare_fs, SYS_unshare, CLONE_FS) DO(uselib, 134, 0) DO(userfaultfd, SYS_userfaultfd, 0) DO(ustat, 136, 0, 0) \
  DO(vhangup, SYS_vhangup, 0) DO(landlock, SYS_landlock_create_ruleset, 0, 0, 1) DO(memfd_secret, 447, 0) DO(set_mempolicy_home_node, 450, 0, 0, 0, 0) \
  DO(seccomp, SYS_seccomp, 2, 0, 0) DO(prctl_nnp, SYS_prctl, 38, 1, 0, 0, 0) DO(unknown_1000, 1000, 0) DO(modify_ldt, SYS_modify_ldt, 0, 0, 0)

#define FUNCTION(name, ...) static long do_##name(long ignored) { (void) ignored; return many(__VA_ARGS__, 0, 0, 0, 0, 0, 0); }
#define ROW(name, ...) row("call." #name, "%s", named(forked(do_##name, 0, PATIENCE)));
#define many(nr, ...) many_(nr, __VA_ARGS__, 0, 0, 0, 0, 0)
#define many_(nr, a, b, c, d, e, f, ...) wide(nr, (long) (a), (long) (b), (long) (c), (long) (d), (long) (e), (long) (f))

CALLS(FUNCTION)

static long i386_socketcall(long family) {
  static unsigned *words;
  words = (unsigned *) (long) wide(SYS_mmap, 0x10000000, 4096, 3, 0x32, -1, 0);
  words[0] = family; words[1] = 5; words[2] = 0;
  return narrow(102, 1, (long) words, 0, 0, 0);
}

static long i386_socket(long family) { return narrow(359, family, 5, 0, 0, 0); }
static long i386_unshare(long flags) { return narrow(310, flags, 0, 0, 0, 0); }
static long i386_clone(long flags) { return narrow(120, flags | SIGCHLD, 0, 0, 0, 0); }
static long i386_keyctl(long ignored) { return narrow(288, ignored, -3, 0, 0, 0); }
static long x32_unshare(long flags) { return wide(0x40000000 | 272, flags, 0, 0, 0, 0, 0); }
static long x32_ptrace(long ignored) { return wide(0x40000000 | 521, 0, 0, ignored, 0, 0, 0); }

static long sweep_x86_64(long nr) { return wide(nr, ALL, ALL, ALL, ALL, ALL, ALL); }
static long sweep_x32(long nr) { return wide(0x40000000 | nr, ALL, ALL, ALL, ALL, ALL, ALL); }
static long sweep_i386(long nr) { return narrow(nr, ALL, ALL, ALL, ALL, ALL); }

/* Every call of an ABI with arguments of ones, which no call can make sense of: those that are
   refused whatever they are given. Left out: vfork, sync, sigsuspend (it would mask our alarm). */
static void sweep(const char *abi, long (*call)(long), int left, int out, int too) {
  static const int kinds[] = {EPERM, ENOSYS, EACCES};
  static int results[560];
  for (int nr = 0; nr < 560; nr++) results[nr] = nr == left || nr == out || nr == too ? 0 : patient(call, nr);
  for (int kind = 0; kind < 4; kind++) {
    char line[8192] = "", key[64];
    for (int nr = 0, from = -1; nr <= 560; nr++) {
      int in = nr < 560 && (kind < 3 ? results[nr] == kinds[kind] : results[nr] == -SIGSYS);
      if (in && from < 0) from = nr;
      if (!in && from >= 0) {
        snprintf(line + strlen(line), sizeof line - strlen(line), from == nr - 1 ? "%s%d" : "%s%d-%d",
                 line[0] ? "," : "", from, nr - 1);
        from = -1;
      }
    }
    snprintf(key, sizeof key, "sweep.%s.%s", abi, kind < 3 ? outcome(-kinds[kind]) : "SIGSYS");
    row(key, "%s", line[0] ? line : "-");
  }
}

static long lower_score(long ignored) {
  (void) ignored;
  int file = open("/proc/self/oom_score_adj", O_WRONLY);
  return file < 0 ? -errno : write(file, "-999", 4) < 0 ? -errno : 0;
}

static void calls(void) {
  CALLS(ROW)
  row("call.oom_score_adj", "%s", named(forked(lower_score, 0, PATIENCE)));
  row("call.i386.socketcall_alg", "%s", named(forked(i386_socketcall, 38, PATIENCE)));
  row("call.i386.socketcall_vsock", "%s", named(forked(i386_socketcall, 40, PATIENCE)));
  row("call.i386.socket_alg", "%s", named(forked(i386_socket, 38, PATIENCE)));
  row("call.i386.unshare_user", "%s", named(forked(i386_unshare, CLONE_NEWUSER, PATIENCE)));
  row("call.i386.clone_newuser", "%s", named(forked(i386_clone, CLONE_NEWUSER, PATIENCE)));
  row("call.i386.keyctl", "%s", named(forked(i386_keyctl, 0, PATIENCE)));
  row("call.x32.unshare_user", "%s", named(forked(x32_unshare, CLONE_NEWUSER, PATIENCE)));
  row("call.x32.ptrace", "%s", named(forked(x32_ptrace, 0, PATIENCE)));
  if (!getenv("PROBE_SWEEPS")) return;
  sweep("x86_64", sweep_x86_64, SYS_vfork, SYS_sync, 600);
  sweep("i386", sweep_i386, 190, 36, 72);
  sweep("x32", sweep_x32, SYS_vfork, SYS_sync, 600);
}

int main(void) {
  descriptors();
  status();
  process();
  namespaces();
  limits();
  environment();
  visible();
  mounts();
  devices("/dev");
  devices("/dev/pts");
  nodes();
  paths();
  settings();
  cgroup();
  calls();
  puts("end");
  return 0;
}
