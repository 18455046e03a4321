package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.launch.CapabilitySet;
import dev.jstack.runtime.launch.Privileges;
import dev.jstack.runtime.launch.SeccompFilter;
import dev.jstack.runtime.launch.SystemPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Capabilities, seccomp, no-new-privileges and hidden paths of a container.
 *
 * @param masked paths of /proc and /sys that are hidden
 * @param readOnly likewise, that can't be written
 */
record SecurityPlan(Privileges privileges, List<String> masked, List<String> readOnly) {
  static SecurityPlan of(IsolationSpec spec) {
    var options = Options.parse(spec.securityOpt());
    var capabilities = capabilities(spec);
    var privileges =
        new Privileges(
            capabilities,
            options.noNewPrivileges,
            spec.privileged() ? null : options.filter(capabilities));
    if (spec.privileged() || options.allPaths) {
      return new SecurityPlan(privileges, List.of(), List.of());
    }
    return new SecurityPlan(privileges, SystemPaths.MASKED, SystemPaths.READ_ONLY);
  }

  /** Finds what {@link #of} would refuse, without compiling a filter. */
  static void check(IsolationSpec spec) {
    Options.parse(spec.securityOpt());
    capabilities(spec);
  }

  /**
   * With the content of seccomp profiles in place of their files, which a later start can't count
   * on. Fails where a start would.
   */
  static IsolationSpec settle(IsolationSpec spec) {
    var options = spec.securityOpt().stream().map(SecurityPlan::settle).toList();
    var settled = spec.withSecurityOpt(options);
    if (!options.equals(spec.securityOpt())) {
      of(settled);
    }
    return settled;
  }

  private static String settle(String option) {
    var options = Options.parse(List.of(option));
    return options.profile == null ? option : "seccomp=" + compact(Options.text(options.profile));
  }

  private static String compact(String json) {
    return Json.write(Json.readObject(json.getBytes(StandardCharsets.UTF_8), "seccomp profile"));
  }

  /** Nobody can give what they don't have: "all" means all of ours. */
  private static CapabilitySet capabilities(IsolationSpec spec) {
    var asked =
        spec.privileged()
            ? CapabilitySet.ALL
            : CapabilitySet.resolve(spec.capAdd(), spec.capDrop());
    var own = OwnLimits.capabilities();
    for (String name : spec.capAdd()) {
      if (!name.equalsIgnoreCase("ALL")
          && !name.equalsIgnoreCase("CAP_ALL")
          && !own.has(CapabilitySet.number(name))) {
        throw new JstackException(
            "cannot add capability \"" + name + "\": jstack itself doesn't have it here");
      }
    }
    return asked.and(own);
  }

  /** What security_opt says. */
  private static final class Options {
    private boolean noNewPrivileges;
    private boolean allPaths;
    private boolean unconfined;
    private @Nullable String profile;

    static Options parse(List<String> texts) {
      var options = new Options();
      texts.forEach(options::add);
      return options;
    }

    private void add(String text) {
      int separator = text.indexOf('=') >= 0 ? text.indexOf('=') : text.indexOf(':');
      var name = separator < 0 ? text : text.substring(0, separator);
      var value = separator < 0 ? "" : text.substring(separator + 1);
      switch (name) {
        case "no-new-privileges" -> noNewPrivileges = flag(text, value);
        case "seccomp" -> seccomp(value);
        case "systempaths" -> allPaths = only(text, value, "unconfined");
        case "apparmor" -> only(text, value, "unconfined");
        case "label" -> only(text, value, "disable");
        default -> throw invalid(text);
      }
    }

    private void seccomp(String value) {
      unconfined = value.equals("unconfined");
      profile = unconfined || value.equals("builtin") ? null : value;
    }

    private static boolean flag(String text, String value) {
      return switch (value) {
        case "", "true" -> true;
        case "false" -> false;
        default -> throw invalid(text);
      };
    }

    private static boolean only(String text, String value, String expected) {
      if (!value.equals(expected)) {
        throw invalid(text);
      }
      return true;
    }

    private static JstackException invalid(String text) {
      return new JstackException(
          "security_opt \"" + text + "\" is not supported",
          "expected no-new-privileges, seccomp=unconfined, seccomp=FILE or systempaths=unconfined",
          null);
    }

    @Nullable SeccompFilter filter(CapabilitySet capabilities) {
      if (unconfined) {
        return null;
      }
      return profile == null
          ? SeccompFilter.dockerDefault(capabilities)
          : SeccompFilter.compile(text(profile), capabilities);
    }

    /** Either a file or, as Docker's client sends it, the profile itself. */
    private static String text(String profile) {
      if (profile.stripLeading().startsWith("{")) {
        return profile;
      }
      try {
        return Files.readString(Path.of(profile));
      } catch (IOException e) {
        throw new JstackException("cannot read seccomp profile " + profile, e);
      }
    }
  }
}
