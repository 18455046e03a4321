package dev.jstack.cli.build;

import dev.jstack.cli.option.EnvironmentSyntax;
import dev.jstack.console.Invocation;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.request.BuildSecret;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code --secret id=ID[,src=FILE|,env=NAME]}. */
final class BuildSecrets {
  private final Invocation invocation;

  BuildSecrets(Invocation invocation) {
    this.invocation = invocation;
  }

  Map<String, BuildSecret> all(List<String> texts) {
    Map<String, BuildSecret> secrets = new LinkedHashMap<>();
    for (String text : texts) {
      Map<String, String> fields = EnvironmentSyntax.pairs(Arrays.asList(text.split(",", -1)));
      String id = fields.get("id");
      if (id == null) {
        throw new JstackException("invalid secret \"" + text + "\": id is missing");
      }
      secrets.put(id, secret(id, fields));
    }
    return secrets;
  }

  private BuildSecret secret(String id, Map<String, String> fields) {
    String file = fields.getOrDefault("src", fields.get("source"));
    if (file != null) {
      if (!Files.isReadable(invocation.resolve(file))) {
        throw new JstackException(
            "failed to stat " + file + ": stat " + file + ": no such file or directory");
      }
      return new BuildSecret.File(invocation.resolve(file));
    }
    String variable = fields.getOrDefault("env", id);
    String value = invocation.environment().get(variable);
    if (value == null) {
      throw new JstackException("secret \"" + id + "\": " + variable + " is not set");
    }
    return new BuildSecret.Value(value);
  }
}
