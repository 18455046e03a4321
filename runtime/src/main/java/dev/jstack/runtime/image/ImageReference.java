package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image: {@code [registry/]repository[:tag][@digest]}. Short names get Docker's
 * registry and tag, so {@code redis} is {@code docker.io/library/redis:latest}; with a digest and
 * no tag there is none.
 */
public record ImageReference(
    String registry, String repository, @Nullable String tag, @Nullable Digest digest) {
  private static final String DEFAULT_REGISTRY = "docker.io";
  private static final String LIBRARY = "library/";
  private static final String DEFAULT_TAG = "latest";
  private static final int LONGEST = 255;

  private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
  private static final Pattern REGISTRY =
      Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[0-9a-fA-F:]+])(?::[0-9]{1,5})?");
  private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*+";
  private static final Pattern REPOSITORY = Pattern.compile(PART + "(?:/" + PART + ")*+");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public ImageReference {
    if (!REGISTRY.matcher(registry).matches() || !REPOSITORY.matcher(repository).matches()) {
      throw new IllegalArgumentException("image name: " + registry + "/" + repository);
    }
    if (tag != null && !TAG.matcher(tag).matches()) {
      throw new IllegalArgumentException("image tag: " + tag);
    }
    if (tag == null && digest == null) {
      throw new IllegalArgumentException("image name without tag and digest: " + repository);
    }
  }

  /** Reads a name as a user or an archive writes it; the error quotes it. */
  public static ImageReference parse(String text) {
    if (HEX.matcher(text).matches()) {
      throw malformed(text, "64 hex digits are an image id");
    }
    String rest = text;
    Digest digest = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = digest(text, rest.substring(at + 1));
      rest = rest.substring(0, at);
    }
    String tag = null;
    int colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
    if (colon >= 0) {
      tag = rest.substring(colon + 1);
      rest = rest.substring(0, colon);
    }
    return named(text, rest, tag, digest);
  }

  /** The name, or nothing if the text can't be one. */
  public static Optional<ImageReference> tryParse(String text) {
    try {
      return Optional.of(parse(text));
    } catch (JstackException e) {
      return Optional.empty();
    }
  }

  private static ImageReference named(
      String text, String name, @Nullable String tag, @Nullable Digest digest) {
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    boolean hasRegistry =
        slash > 0 && (first.contains(".") || first.contains(":") || first.equals("localhost"));
    String registry = hasRegistry ? first : DEFAULT_REGISTRY;
    String path = hasRegistry ? name.substring(slash + 1) : name;
    if (registry.equals("index.docker.io")) {
      registry = DEFAULT_REGISTRY;
    }
    if (registry.equals(DEFAULT_REGISTRY) && path.indexOf('/') < 0) {
      path = LIBRARY + path;
    }
    String version = tag == null && digest == null ? DEFAULT_TAG : tag;
    check(text, registry, path, version);
    return new ImageReference(registry, path, version, digest);
  }

  private static void check(String text, String registry, String path, @Nullable String tag) {
    if (!REPOSITORY.matcher(path).matches()) {
      boolean upper = path.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
      throw malformed(text, upper ? "repository name must be lowercase" : "[registry/]name[:tag]");
    }
    if (!REGISTRY.matcher(registry).matches() || registry.length() + path.length() > LONGEST) {
      throw malformed(text, "[registry/]name[:tag]");
    }
    if (tag != null && !TAG.matcher(tag).matches()) {
      throw malformed(text, "a tag of letters, digits, _, . and -, at most 128");
    }
  }

  private static Digest digest(String text, String digest) {
    try {
      return Digest.parse(digest);
    } catch (IllegalArgumentException e) {
      throw malformed(text, "a digest is sha256:<64 hex digits>");
    }
  }

  private static JstackException malformed(String text, String expected) {
    return new JstackException("invalid reference format: \"" + text + "\": " + expected);
  }

  /** The same repository with a digest and no tag. */
  public ImageReference withDigest(Digest other) {
    return new ImageReference(registry, repository, null, other);
  }

  /** As Docker shows it: without its registry and {@code library/}, with the tag. */
  public String familiar() {
    return familiarName() + suffix();
  }

  /** {@link #familiar()} without tag and digest: the REPOSITORY column. */
  public String familiarName() {
    if (!registry.equals(DEFAULT_REGISTRY)) {
      return registry + "/" + repository;
    }
    boolean library = repository.startsWith(LIBRARY) && repository.indexOf('/', 8) < 0;
    return library ? repository.substring(LIBRARY.length()) : repository;
  }

  /** The full name, which {@link #parse} reads back. */
  @Override
  public String toString() {
    return registry + "/" + repository + suffix();
  }

  private String suffix() {
    return (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }
}
