package dev.jstack.runtime.build.request;

import dev.jstack.runtime.dockerfile.Instruction;
import dev.jstack.runtime.dockerfile.ShellLexer;
import dev.jstack.runtime.image.Platform;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a build: what the caller gave, the automatic ones, those before the first FROM.
 */
public final class BuildArguments {
  private static final Set<String> PROXIES =
      Set.of("HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY");
  private static final String OWN = "BUILDKIT_";
  private static final String EPOCH = "SOURCE_DATE_EPOCH";

  private final Map<String, String> given;
  private final Map<String, String> globals = new LinkedHashMap<>();
  private final Set<String> used = Collections.synchronizedSet(new TreeSet<>());

  /** {@code platform} is what the result runs on. */
  public BuildArguments(Map<String, String> given, Platform platform, @Nullable String target) {
    this.given = given;
    put("TARGET", platform);
    put("BUILD", Platform.current());
    globals.put("TARGETSTAGE", target == null ? "default" : target);
    globals.replaceAll((name, value) -> given.getOrDefault(name, value));
  }

  private void put(String side, Platform platform) {
    globals.put(side + "PLATFORM", platform.toString());
    globals.put(side + "OS", platform.os());
    globals.put(side + "OSVERSION", "");
    globals.put(side + "ARCH", platform.architecture());
    globals.put(side + "VARIANT", platform.variant());
  }

  /** An ARG before the first FROM. */
  public void declareGlobal(Instruction.Arg arg, ShellLexer lexer) {
    for (var setting : arg.settings()) {
      var value = value(setting.name(), setting.value(), lexer, globals);
      if (value != null) {
        globals.put(setting.name(), value);
      }
    }
  }

  /** What a FROM line sees. */
  public Map<String, String> globals() {
    return globals;
  }

  /** The value that an ARG in a stage gets; null leaves it unset. */
  public @Nullable String declared(
      String name, @Nullable String fallback, ShellLexer lexer, Map<String, String> visible) {
    return value(name, fallback, lexer, visible);
  }

  private @Nullable String value(
      String name, @Nullable String fallback, ShellLexer lexer, Map<String, String> visible) {
    if (given.containsKey(name)) {
      used.add(name);
      return given.get(name);
    }
    return fallback == null ? globals.get(name) : lexer.expand(fallback, visible::get);
  }

  /** Proxy settings, which every step sees though no ARG names them and no key holds them. */
  public Map<String, String> proxies() {
    var result = new LinkedHashMap<String, String>();
    given.forEach((name, value) -> {
      if (isProxy(name)) {
        result.put(name, value);
      }
    });
    return result;
  }

  /** Arguments that were given but that no ARG asked for. */
  public Set<String> unused() {
    var names = new TreeSet<>(given.keySet());
    names.removeAll(used);
    names.removeIf(name ->
        isProxy(name) || name.startsWith(OWN) || name.equals(EPOCH) || globals.containsKey(name));
    return names;
  }

  /** SOURCE_DATE_EPOCH, if it was given. */
  public @Nullable String epoch() {
    return given.get(EPOCH);
  }

  public static boolean isProxy(String name) {
    return PROXIES.contains(name.toUpperCase(Locale.ROOT));
  }
}
