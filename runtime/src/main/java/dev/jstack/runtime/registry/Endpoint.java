package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a registry listens.
 *
 * @param scheme {@code https} or {@code http}; empty if that has to be found out, which only this
 *     machine's own registries may need
 * @param host with the port, if it isn't the usual one
 * @param prefix what stands before each repository, with a final slash, or nothing
 */
record Endpoint(String scheme, String host, String prefix) {
  private static final String HUB = "docker.io";
  private static final String HUB_HOST = "registry-1.docker.io";
  private static final Pattern HOST =
      Pattern.compile("(?:[a-zA-Z0-9._-]+|\\[[0-9a-fA-F:]+])(?::[0-9]{1,5})?");
  private static final Pattern LOOPBACK =
      Pattern.compile("(?:localhost|.*\\.localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]+)?");
  private static final String PREFIX = "(?:[a-z0-9]+(?:[._-]+[a-z0-9]+)*/)*";

  public Endpoint {
    if (!HOST.matcher(host).matches() || !prefix.matches(PREFIX)) {
      throw new IllegalArgumentException("registry: " + host + "/" + prefix);
    }
    if (scheme.equals("http") && !isLoopback(host)) {
      throw new JstackException(
          "registry \"" + host + "\": plain HTTP is for this machine's own registries only",
          "use https",
          null);
    }
  }

  /** Of a registry as an image's name has it. */
  public static Endpoint of(String registry) {
    String host = registry.equals(HUB) ? HUB_HOST : registry;
    return new Endpoint(isLoopback(host) ? "" : "https", host, "");
  }

  /** Reads {@code [http[s]://]host[:port][/prefix]}. */
  public static Endpoint parse(String text) {
    int scheme = text.indexOf("://");
    String rest = scheme < 0 ? text : text.substring(scheme + 3);
    int slash = rest.indexOf('/');
    String host = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "" : rest.substring(slash + 1);
    String prefix = path.isEmpty() || path.endsWith("/") ? path : path + "/";
    try {
      return scheme < 0
          ? new Endpoint(of(host).scheme(), host, prefix)
          : new Endpoint(scheme(text.substring(0, scheme)), host, prefix);
    } catch (IllegalArgumentException e) {
      throw new JstackException(
          "invalid registry \"" + text + "\": expected [https://]host[:port][/prefix]", e);
    }
  }

  private static String scheme(String text) {
    String scheme = text.toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("scheme: " + text);
    }
    return scheme;
  }

  /** Whether it is on this machine, by its name alone. */
  static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }

  Endpoint withScheme(String other) {
    return new Endpoint(other, host, prefix);
  }

  /** Of a path below {@code /v2/}. */
  URI uri(String path) {
    return URI.create(scheme + "://" + host + "/v2/" + path);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    String path = prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1);
    return (scheme.isEmpty() ? "" : scheme + "://") + host + path;
  }
}
