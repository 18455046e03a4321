package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.RunConfig;
import dev.jstack.runtime.launch.Identity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to execute as whom and where, with nothing left to look up: the image's settings and the
 * user's put together by Docker's rules.
 */
record ProcessPlan(
    List<String> argv, List<String> environment, String workingDir, Identity identity) {
  static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  ProcessPlan {
    argv = List.copyOf(argv);
    environment = List.copyOf(environment);
  }

  /** Of a container's first process. */
  static ProcessPlan of(ProcessSpec spec, RunConfig image, String hostname, AccountFiles files) {
    var user =
        UserText.find(spec.user() == null ? image.user() : spec.user(), spec.groupAdd(), files);
    var environment = environment(spec, image, hostname);
    environment.putIfAbsent("HOME", user.home());
    return new ProcessPlan(
        argv(spec, image), lines(environment), workingDir(spec, image), user.identity());
  }

  /** Of a further process in a container made by {@code container}. */
  static ProcessPlan ofExec(
      ProcessSpec exec,
      ProcessSpec container,
      RunConfig image,
      String hostname,
      AccountFiles files) {
    var user = exec.user() != null ? exec.user() : container.user();
    var found = UserText.find(user == null ? image.user() : user, container.groupAdd(), files);
    var environment = environment(container, image, hostname);
    if (!exec.tty() && !container.environment().containsKey("TERM")) {
      environment.remove("TERM");
    }
    if (exec.tty()) {
      environment.putIfAbsent("TERM", "xterm");
    }
    apply(environment, exec.environment());
    environment.putIfAbsent("HOME", found.home());
    var directory = workingDir(container, image);
    return new ProcessPlan(
        command(exec),
        lines(environment),
        exec.workingDir() == null ? directory : join(directory, exec.workingDir()),
        found.identity());
  }

  private static List<String> command(ProcessSpec exec) {
    var argv = new ArrayList<>(orNone(exec.entrypoint()));
    argv.addAll(orNone(exec.command()));
    if (argv.isEmpty()) {
      throw new JstackException("no command specified");
    }
    return argv;
  }

  private static List<String> argv(ProcessSpec spec, RunConfig image) {
    var entrypoint = spec.entrypoint();
    var argv = new ArrayList<String>();
    argv.addAll(orNone(entrypoint == null ? image.entrypoint() : entrypoint));
    if (spec.command() != null) {
      argv.addAll(spec.command());
    } else if (entrypoint == null) {
      argv.addAll(orNone(image.cmd()));
    }
    if (argv.isEmpty() || argv.getFirst().isEmpty()) {
      throw new JstackException(
          "no command specified",
          "the image has neither CMD nor ENTRYPOINT: give it a command",
          null);
    }
    return argv;
  }

  /** An entrypoint of one empty word is how a command line says "none". */
  private static List<String> orNone(@Nullable List<String> words) {
    return words == null || words.equals(List.of("")) ? List.of() : words;
  }

  private static Map<String, String> environment(
      ProcessSpec spec, RunConfig image, String hostname) {
    var environment = new LinkedHashMap<String, String>();
    environment.put("PATH", PATH);
    environment.put("HOSTNAME", hostname);
    if (spec.tty()) {
      environment.put("TERM", "xterm");
    }
    for (String line : image.env()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        environment.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    apply(environment, spec.environment());
    return environment;
  }

  private static void apply(
      Map<String, String> environment, Map<String, @Nullable String> changes) {
    changes.forEach((name, value) -> {
      if (value == null) {
        environment.remove(name);
      } else {
        environment.put(name, value);
      }
    });
  }

  private static List<String> lines(Map<String, String> environment) {
    return environment.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }

  private static String workingDir(ProcessSpec spec, RunConfig image) {
    var base = join("/", image.workingDir());
    return spec.workingDir() == null ? base : join(base, spec.workingDir());
  }

  /** A cleaned absolute path; {@code ..} above the root stays at the root. */
  static String join(String base, String path) {
    var parts = new ArrayList<String>();
    for (String part : (path.startsWith("/") ? path : base + "/" + path).split("/", -1)) {
      if (part.equals("..")) {
        if (!parts.isEmpty()) {
          parts.removeLast();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return "/" + String.join("/", parts);
  }
}
