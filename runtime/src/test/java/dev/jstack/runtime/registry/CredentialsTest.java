package dev.jstack.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {
  private static final Credential JO = new Credential.Password("jo", "secret");

  /** Keeps what it is told in files beside itself, as docker-credential-pass and its kin do. */
  private static final String HELPER =
      """
      #!/bin/sh
      dir=$KEEP
      read -r input
      case $1 in
      get)
        name=$(echo "$input" | tr / _)
        [ -f "$dir/$name" ] || { echo "credentials not found in native keychain"; exit 1; }
        cat "$dir/$name" ;;
      store)
        name=$(echo "$input" | sed 's/.*"ServerURL":"\\([^"]*\\)".*/\\1/' | tr / _)
        echo "$input" > "$dir/$name" ;;
      erase) rm -f "$dir/$(echo "$input" | tr / _)" ;;
      esac
      """;

  @TempDir private Path folder;
  private Caller caller;

  @BeforeEach
  void install() throws IOException {
    var helper = Files.writeString(folder.resolve("docker-credential-test"), HELPER);
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwxr-xr-x"));
    caller =
        new Caller(
            Map.of(
                "DOCKER_CONFIG", folder.toString(),
                "KEEP", folder.toString(),
                "PATH", folder + ":/usr/bin:/bin"));
  }

  private void config(String json) throws IOException {
    Files.writeString(folder.resolve("config.json"), json);
  }

  private Optional<Credential> find(String host, String repository) {
    return new Credentials(caller).find(host, repository);
  }

  @Test
  void aHelperIsAskedForItsHostAlone() throws IOException {
    config(
        """
        {"credHelpers": {"one.lan": "test"},
         "auths": {"one.lan": {"auth": "d3Jvbmc6d3Jvbmc="}, "two.lan": {"auth": "am86c2VjcmV0"}}}
        """);
    Files.writeString(
        folder.resolve("one.lan"), "{\"Username\":\"ann\",\"Secret\":\"of the helper\"}");

    assertThat(find("one.lan", "app")).contains(new Credential.Password("ann", "of the helper"));
    assertThat(find("two.lan", "app")).contains(JO);
  }

  @Test
  void theStoreIsForAllHosts() throws IOException {
    config("{\"credsStore\": \"test\"}");

    assertThat(find("one.lan", "app")).isEmpty();
    Files.writeString(
        folder.resolve("one.lan"), "{\"Username\":\"<token>\",\"Secret\":\"refresh\"}");
    assertThat(find("one.lan", "app")).contains(new Credential.IdentityToken("refresh"));
  }

  @Test
  void aHelperKeepsAndForgets() throws IOException {
    config("{\"credsStore\": \"test\"}");
    var program = new Credentials(caller).helper("one.lan").orElseThrow();

    program.store("one.lan", JO);
    assertThat(program.get("one.lan")).contains(JO);
    assertThat(folder.resolve("config.json")).content().doesNotContain("secret");
    program.erase("one.lan");
    assertThat(program.get("one.lan")).isEmpty();
  }

  @Test
  void theHubIsCalledByItsOldAddress() throws IOException {
    config("{\"credsStore\": \"test\"}");
    Files.writeString(
        folder.resolve("https:__index.docker.io_v1_"),
        "{\"Username\":\"jo\",\"Secret\":\"secret\"}");

    assertThat(find("registry-1.docker.io", "library/redis")).contains(JO);
  }

  @Test
  void aHelperThatIsNotThereIsNamed() throws IOException {
    config("{\"credsStore\": \"missing\"}");

    assertThatThrownBy(() -> find("one.lan", "app"))
        .hasMessage("no such credential helper: docker-credential-missing");
    config("{\"credsStore\": \"../../bin/x\"}");
    assertThatThrownBy(() -> find("one.lan", "app"))
        .hasMessage("invalid credential helper \"../../bin/x\"");
  }

  @ParameterizedTest
  @CsvSource({
    "one.lan, team/app, narrow",
    "one.lan, team/other, middle",
    "one.lan, other, wide",
    "one.lan.evil, team/app, ''"
  })
  void theNarrowestEntryCounts(String host, String repository, String user) throws IOException {
    config(
        """
        {"auths": {"https://one.lan/v2/": {"username": "wide", "password": "x"},
                   "one.lan/team": {"username": "middle", "password": "x"},
                   "one.lan/team/app": {"username": "narrow", "password": "x"}}}
        """);

    assertThat(find(host, repository))
        .isEqualTo(
            user.isEmpty() ? Optional.empty() : Optional.of(new Credential.Password(user, "x")));
  }

  @Test
  void tokensOfTheFileAreToldApart() throws IOException {
    config(
        """
        {"auths": {"one.lan": {"auth": "am86c2VjcmV0", "identitytoken": "refresh"},
                   "two.lan": {"registrytoken": "bearer"}, "three.lan": {"auth": "&"}}}
        """);

    assertThat(find("one.lan", "app")).contains(new Credential.IdentityToken("refresh"));
    assertThat(find("two.lan", "app")).contains(new Credential.RegistryToken("bearer"));
    assertThat(find("three.lan", "app")).isEmpty();
    assertThat(JO).asString().doesNotContain("secret");
  }
}
