package dev.jstack.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** This installation: its Java, its caches, its name, and the time. */
final class InstallationChecks {
  private static final int JAVA = 25;

  private final String path;
  private final @Nullable Path home;
  private final Instant now;

  /** {@code path} is the caller's PATH; {@code home} null where nothing is installed. */
  InstallationChecks(String path, @Nullable Path home, Instant now) {
    this.path = path;
    this.home = home;
    this.now = now;
  }

  List<Finding> all() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java(Runtime.version().feature()));
    findings.add(name());
    findings.add(caches(String.valueOf(System.getProperty("java.vm.info"))));
    built().ifPresent(time -> findings.add(clock(time)));
    return findings;
  }

  Finding java(int version) {
    return version >= JAVA
        ? Finding.ok("java", Runtime.version().toString())
        : Finding.fail(
            "java",
            Integer.toString(version),
            "jstack needs Java " + JAVA,
            "set JAVA_HOME to a JDK " + JAVA + " or later");
  }

  /** The JDK has a program of the same name, for thread dumps. */
  Finding name() {
    for (String directory : path.split(":", -1)) {
      Path program = Path.of(directory).resolve("jstack");
      if (directory.isEmpty() || !Files.isExecutable(program)) {
        continue;
      }
      if (!Files.exists(program.resolveSibling("javac"))) {
        return Finding.ok("name", "\"jstack\" in PATH is " + program);
      }
      return Finding.warn(
          "name",
          "\"jstack\" in PATH is the JDK's, " + program,
          "typing it makes a thread dump",
          "put jstack's bin before it in PATH, or type jstk; jstack PID still makes a thread dump");
    }
    return Finding.warn(
        "name",
        "no \"jstack\" is in PATH",
        "it has to be called by its whole path",
        "add " + (home == null ? "its bin directory" : home.resolve("bin")) + " to PATH");
  }

  /** The JVM says "sharing" if the cache it was given fits. */
  Finding caches(String info) {
    boolean there = home != null && Files.exists(home.resolve("lib/engine.aot"));
    return there && info.contains("sharing")
        ? Finding.ok("AOT cache", "in use")
        : Finding.warn(
            "AOT cache",
            there ? "doesn't fit this Java" : "there is none",
            "the first command takes a second longer, each further one a quarter",
            "run jstack with the JDK that it was built with, or build it again");
  }

  private Optional<Instant> built() {
    try {
      return home == null
          ? Optional.empty()
          : Optional.of(Files.getLastModifiedTime(home.resolve("lib/build")).toInstant());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  Finding clock(Instant built) {
    return now.isBefore(built)
        ? Finding.fail(
            "clock",
            "it is " + now + ", before jstack was built",
            "certificates of registries are refused, and caches go wrong",
            "set the time, for example with timedatectl set-ntp true")
        : Finding.ok("clock", now.toString());
  }
}
