package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.file.CopyStyle;
import dev.jstack.runtime.build.file.FileCopier;
import dev.jstack.runtime.build.file.FileMaker;
import dev.jstack.runtime.build.file.Place;
import dev.jstack.runtime.build.file.RegularFiles;
import dev.jstack.runtime.build.graph.StepMount;
import dev.jstack.runtime.build.remote.AgentSocket;
import dev.jstack.runtime.build.source.IgnoreRules;
import dev.jstack.runtime.build.source.Picked;
import dev.jstack.runtime.build.source.SourceContents;
import dev.jstack.runtime.build.source.SourceFinder;
import dev.jstack.runtime.build.source.SourceTree;
import dev.jstack.runtime.build.source.TreeWalk;
import dev.jstack.runtime.build.source.WorkPlace;
import dev.jstack.runtime.launch.MountSource;
import dev.jstack.runtime.launch.RootMount;
import dev.jstack.runtime.launch.RootMount.Flag;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Mounts;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The mounts of a step while it runs: descriptors, locks and files, let go of by closing. */
final class OpenMounts implements AutoCloseable {
  private final BuildSession session;
  private final MountPoints points;
  private final WorkPlace work;
  private final Map<String, String> environment;
  private final List<RootMount> mounts = new ArrayList<>();
  private final Deque<Runnable> closing = new ArrayDeque<>();

  /** {@code environment} gets the secrets that are variables. */
  OpenMounts(
      BuildSession session, MountPoints points, WorkPlace work, Map<String, String> environment) {
    this.session = session;
    this.points = points;
    this.work = work;
    this.environment = environment;
  }

  List<RootMount> list() {
    return mounts;
  }

  void open(StepMount mount) {
    switch (mount) {
      case StepMount.Bind bind -> open(bind);
      case StepMount.Cache cache -> open(cache);
      case StepMount.Secret secret -> open(secret);
      case StepMount.Ssh ssh -> open(ssh);
      case StepMount.Tmpfs(var target, var size) -> {
        points.directory(target);
        var options = size.isEmpty() ? "mode=755" : "mode=755,size=" + size;
        add(target, new MountSource.Tmpfs(options), Flag.NOSUID, Flag.NODEV);
      }
    }
  }

  private void open(StepMount.Bind bind) {
    var from = bind.from();
    var tree = from == null ? session.context() : session.tree(from);
    closing.push(tree::close);
    var source = new SourceFinder(tree, false).find(bind.source().isEmpty() ? "/" : bind.source());
    var picked = source.getFirst();
    boolean asItIs = bind.readOnly() && tree.rules().isEmpty() && tree.foreign();
    if (asItIs) {
      var path = RawPath.of(picked.path());
      var file = keep(tree.root().open(path, Fd.O_PATH, 0, Resolve.IN_ROOT));
      tree(bind.target(), picked.isDirectory(), keep(Mounts.tree(file)), true);
    } else {
      copied(bind, tree, picked);
    }
  }

  /** Ignored files must not be seen, and what is written must not stay: a copy of its own. */
  private void copied(StepMount.Bind bind, SourceTree tree, Picked picked) {
    var directory = work.directory("bind-" + mounts.size());
    copy(bind, tree, picked, directory);
    var path = picked.isDirectory() ? directory : directory.resolve("file");
    tree(bind.target(), picked.isDirectory(), keep(Mounts.tree(path)), bind.readOnly());
  }

  private void copy(StepMount.Bind bind, SourceTree tree, Picked picked, Path directory) {
    try (var into = Directory.open(directory);
        var maker = new FileMaker(into, null, null)) {
      var prefix = picked.isDirectory() ? RawPath.EMPTY : RawPath.of("file");
      var style = new CopyStyle(null, null, tree.foreign(), null);
      var files =
          new RegularFiles(maker, new SourceContents(session.tools().digests()), tree.stable());
      var root = Place.root(maker, into, null);
      try (var copier = new FileCopier(root, bind.target(), prefix, style, maker, files)) {
        new TreeWalk(tree, IgnoreRules.NONE, copier).walk(picked);
      }
      maker.drain();
    }
  }

  private void open(StepMount.Cache cache) {
    var opened = session.tools().cache().mounts().open(cache, this::seed);
    closing.push(opened::close);
    tree(cache.target(), true, keep(Mounts.tree(opened.path())), cache.readOnly());
  }

  private void seed(StepMount.Bind seed, Path directory) {
    var from = seed.from();
    try (var tree = from == null ? session.context() : session.tree(from)) {
      var picked =
          new SourceFinder(tree, false).find(seed.source().isEmpty() ? "/" : seed.source());
      var top = picked.getFirst();
      if (!top.isDirectory()) {
        throw new JstackException(
            "cache at " + seed.target() + ": source \"" + seed.source() + "\" is not a directory");
      }
      copy(seed, tree, top, directory);
      try (var made = Directory.open(directory)) {
        Attributes.setOwner(made.fd(), top.stat().uid(), top.stat().gid());
        Attributes.setPermissions(made.fd(), top.stat().permissions());
      }
    }
  }

  private void open(StepMount.Secret secret) {
    var value = session.options().secrets().get(secret.id());
    if (value == null) {
      if (secret.required()) {
        throw new JstackException("secret " + secret.id() + ": not found");
      }
      return;
    }
    var bytes = value.bytes();
    var variable = secret.variable();
    if (variable != null) {
      environment.put(variable, new String(bytes, StandardCharsets.UTF_8));
    }
    if (secret.file()) {
      var name = "secret-" + mounts.size();
      var path = work.write(name, bytes);
      try (var directory = Directory.open(work.path())) {
        directory.setOwner(RawPath.of(name), secret.uid(), secret.gid());
        directory.setPermissions(RawPath.of(name), secret.mode());
      }
      tree(secret.target(), false, keep(Mounts.tree(path)), true);
    }
  }

  /** The first one is what ssh looks for. */
  private void open(StepMount.Ssh ssh) {
    var agent = session.options().ssh().agents().get(ssh.id());
    if (agent == null) {
      if (ssh.required()) {
        throw new JstackException(
            "unset ssh forward key " + ssh.id(), "give --ssh " + ssh.id(), null);
      }
      return;
    }
    var socket = AgentSocket.open(agent, work.directory("ssh-" + mounts.size()));
    closing.push(socket::close);
    try (var directory = Directory.open(socket.directory())) {
      directory.setOwner(AgentSocket.NAME, ssh.uid(), ssh.gid());
      directory.setPermissions(AgentSocket.NAME, ssh.mode());
    }
    environment.putIfAbsent("SSH_AUTH_SOCK", ssh.target());
    var path = socket.directory().resolve(AgentSocket.NAME.toString());
    tree(ssh.target(), false, keep(Mounts.tree(path)), false);
  }

  /** A file of ours, over a path of the stage; left out where that can't be mounted on. */
  void file(String target, String name, String content) {
    if (points.file(target)) {
      var path = work.write(name, content.getBytes(StandardCharsets.UTF_8));
      add(target, new MountSource.Tree(keep(Mounts.tree(path)), target), Flag.NOSUID, Flag.NODEV);
    }
  }

  /** A program of ours. */
  void program(String target, String content) {
    var path = work.write("program", content.getBytes(StandardCharsets.UTF_8));
    try (var directory = Directory.open(work.path())) {
      directory.setPermissions(RawPath.of("program"), 0755);
    }
    tree(target, false, keep(Mounts.tree(path)), true);
  }

  private void tree(String target, boolean directory, Fd tree, boolean readOnly) {
    if (target.startsWith("/dev/")) {
      // Made in the new /dev by the start itself.
    } else if (directory) {
      points.directory(target);
    } else {
      points.file(target);
    }
    var source = new MountSource.Tree(tree, target);
    if (readOnly) {
      add(target, source, Flag.NOSUID, Flag.NODEV, Flag.READ_ONLY);
    } else {
      add(target, source, Flag.NOSUID, Flag.NODEV);
    }
  }

  private void add(String target, MountSource source, Flag... flags) {
    mounts.add(RootMount.of(target, source, flags));
  }

  private Fd keep(Fd fd) {
    closing.push(fd::close);
    return fd;
  }

  @Override
  public void close() {
    while (!closing.isEmpty()) {
      closing.pop().run();
    }
  }
}
