package dev.jstack.runtime.build.remote;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.source.GoPath;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A git repository and what of it: {@code https://host/x.git#ref:directory}, {@code
 * git@host:x.git}, {@code https://host/x.git?ref=v1&subdir=d&checksum=…}.
 *
 * @param remote for git; never begins with a dash
 * @param ref branch, tag or commit; empty for the repository's default
 * @param directory below the root, clean; empty for all of it
 * @param checksum the commit that it must be, or the beginning of it; null for any
 * @param keepsGit whether {@code .git} stays; null when it doesn't say
 */
public record GitReference(
    String remote,
    String ref,
    String directory,
    @Nullable String checksum,
    @Nullable Boolean keepsGit,
    boolean submodules) {
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)(https?|ssh|git)://([^/?#]+)(/[^?#]*)?(?:\\?([^#]*))?(?:#(.*))?");
  private static final Pattern SHORT_SSH =
      Pattern.compile("([\\w-]+@[\\w.-]+:[^?#]+)(?:\\?([^#]*))?(?:#(.*))?");
  private static final Pattern REF = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_./@{}+=~^-]*");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");
  private static final Set<String> KEYS =
      Set.of("ref", "tag", "branch", "subdir", "commit", "checksum", "keep-git-dir", "submodules");

  /** Empty for what is no git repository; a repository with something wrong is an error. */
  static Optional<GitReference> parse(String text) {
    var full = text.startsWith("github.com/") ? "https://" + text : text;
    var address = ADDRESS.matcher(full);
    if (address.matches()) {
      var path = address.group(3) == null ? "" : address.group(3);
      boolean web = address.group(1).toLowerCase(Locale.ROOT).startsWith("http");
      if (web && !path.endsWith(".git") && !text.startsWith("github.com/")) {
        return Optional.empty();
      }
      var remote = address.group(1).toLowerCase(Locale.ROOT) + "://" + address.group(2) + path;
      return Optional.of(of(text, remote, address.group(4), address.group(5)));
    }
    var shortForm = SHORT_SSH.matcher(full);
    return shortForm.matches()
        ? Optional.of(of(text, shortForm.group(1), shortForm.group(2), shortForm.group(3)))
        : Optional.empty();
  }

  private static GitReference of(
      String text, String remote, @Nullable String query, @Nullable String fragment) {
    var fields = fields(text, query);
    var parts = (fragment == null ? "" : fragment).split(":", 2);
    boolean named = fragment != null && !fragment.isEmpty();
    if (named && !fields.isEmpty()) {
      throw malformed(text, "a fragment and a query can't be combined");
    }
    var ref = named ? parts[0] : ref(text, fields);
    var directory = named ? parts.length > 1 ? parts[1] : "" : fields.getOrDefault("subdir", "");
    checkHost(text, remote);
    if (!ref.isEmpty() && (!REF.matcher(ref).matches() || ref.contains(".."))) {
      throw malformed(text, "\"" + ref + "\" is no branch, tag or commit");
    }
    return new GitReference(
        remote,
        ref,
        GoPath.relative(directory),
        checksum(text, fields.getOrDefault("checksum", fields.get("commit"))),
        fields.containsKey("keep-git-dir") ? truth(text, fields, "keep-git-dir") : null,
        !fields.containsKey("submodules") || truth(text, fields, "submodules"));
  }

  /** A host that begins with a dash would be an option of ssh. */
  private static void checkHost(String text, String remote) {
    var host = remote.replaceFirst("^[a-z]+://", "").replaceFirst("^[^/]*@", "");
    if (host.startsWith("-") || remote.startsWith("-")) {
      throw malformed(text, "a host can't begin with a dash");
    }
    if (remote.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      throw malformed(text, "an address has no blanks");
    }
  }

  private static Map<String, String> fields(String text, @Nullable String query) {
    var fields = new LinkedHashMap<String, String>();
    for (var field : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
      int equals = field.indexOf('=');
      var key = equals < 0 ? field : field.substring(0, equals);
      if (!KEYS.contains(key)) {
        throw malformed(text, "unexpected key \"" + key + "\" in the query");
      }
      fields.put(
          key,
          equals < 0 ? "" : URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static String ref(String text, Map<String, String> fields) {
    var refs = new LinkedHashMap<String, String>();
    put(refs, "ref", fields.get("ref"));
    put(refs, "tag", prefixed("refs/tags/", fields.get("tag")));
    put(refs, "branch", prefixed("refs/heads/", fields.get("branch")));
    if (refs.size() > 1) {
      throw malformed(text, "only one of " + String.join(", ", refs.keySet()) + " is allowed");
    }
    return refs.isEmpty() ? "" : refs.values().iterator().next();
  }

  private static void put(Map<String, String> refs, String key, @Nullable String value) {
    if (value != null) {
      refs.put(key, value);
    }
  }

  private static @Nullable String prefixed(String prefix, @Nullable String name) {
    return name == null ? null : prefix + name;
  }

  private static @Nullable String checksum(String text, @Nullable String value) {
    if (value != null && !COMMIT.matcher(value).matches()) {
      throw malformed(text, "\"" + value + "\" is no commit");
    }
    return value;
  }

  private static boolean truth(String text, Map<String, String> fields, String key) {
    return switch (fields.getOrDefault(key, "")) {
      case "", "1", "true" -> true;
      case "0", "false" -> false;
      case String other -> throw malformed(text, key + "=" + other + " is neither true nor false");
    };
  }

  private static JstackException malformed(String text, String why) {
    return new JstackException("invalid git address \"" + text + "\": " + why);
  }

  /** Whether it names one commit and nothing else. */
  boolean isPinned() {
    return isCommit(ref);
  }

  static boolean isCommit(String ref) {
    return ref.matches("[0-9a-f]{40}|[0-9a-f]{64}");
  }

  /** The same, where ADD's own flags say more. */
  public GitReference with(@Nullable String commit, @Nullable Boolean keepGit) {
    return new GitReference(
        remote,
        ref,
        directory,
        commit == null ? checksum : checksum(remote, commit),
        keepGit == null ? keepsGit : keepGit,
        submodules);
  }

  /** Without what may be a password. */
  String shown() {
    return remote.replaceFirst("(?<=://)[^/@]*@", "") + (ref.isEmpty() ? "" : "#" + ref);
  }
}
