package dev.jstack.runtime.build.remote;

import dev.jstack.runtime.build.request.BuildArguments;
import dev.jstack.runtime.build.request.BuildOptions;
import dev.jstack.runtime.build.request.BuildSecret;
import dev.jstack.runtime.build.request.SshAgent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the caller lends to the fetching of repositories: an ssh agent, tokens, proxies. */
public final class RemoteAccess {
  private static final String TOKEN = "GIT_AUTH_TOKEN";
  private static final String HEADER = "GIT_AUTH_HEADER";

  private final BuildOptions options;

  public RemoteAccess(BuildOptions options) {
    this.options = options;
  }

  /** Variables for git: never arguments, which everybody can read. */
  Map<String, String> gitEnvironment() {
    var environment = new LinkedHashMap<String, String>();
    options
        .args()
        .forEach((name, value) -> {
          if (BuildArguments.isProxy(name)) {
            environment.put(name, value);
          }
        });
    ssh(environment);
    headers(environment);
    return environment;
  }

  private void ssh(Map<String, String> environment) {
    var known = options.ssh().knownHosts();
    environment.put(
        "GIT_SSH_COMMAND",
        "ssh -F /dev/null -o BatchMode=yes -o StrictHostKeyChecking=yes"
            + (known == null ? "" : " -o UserKnownHostsFile=" + quoted(known)));
    if (options.ssh().agents().get("default") instanceof SshAgent.Socket(var path)) {
      environment.put("SSH_AUTH_SOCK", path.toString());
    }
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }

  /** {@code GIT_AUTH_TOKEN.host} goes to that host alone; without a host it is github.com's. */
  private void headers(Map<String, String> environment) {
    var headers = new LinkedHashMap<String, String>();
    options
        .secrets()
        .forEach((id, secret) -> {
          if (id.equals(TOKEN) || id.startsWith(TOKEN + ".")) {
            var pair = "x-access-token:" + text(secret);
            var code = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            headers.put(host(id, TOKEN), "Authorization: basic " + code);
          } else if (id.equals(HEADER) || id.startsWith(HEADER + ".")) {
            headers.put(host(id, HEADER), "Authorization: " + text(secret));
          }
        });
    int count = 0;
    for (var header : headers.entrySet()) {
      environment.put(
          "GIT_CONFIG_KEY_" + count, "http.https://" + header.getKey() + "/.extraHeader");
      environment.put("GIT_CONFIG_VALUE_" + count, header.getValue());
      count++;
    }
    environment.put("GIT_CONFIG_COUNT", String.valueOf(count));
  }

  private static String host(String id, String name) {
    return id.equals(name) ? "github.com" : id.substring(name.length() + 1);
  }

  private static String text(BuildSecret secret) {
    return new String(secret.bytes(), StandardCharsets.UTF_8).strip();
  }
}
