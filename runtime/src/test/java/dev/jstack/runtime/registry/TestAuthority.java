package dev.jstack.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

/** A certificate authority of the test, and a certificate for 127.0.0.1 by it (JDK's keytool). */
record TestAuthority(Path authority, Path certificate, Path key) {
  private static final String PASSWORD = "changeit";

  TestAuthority(Path folder) throws IOException, InterruptedException {
    this(folder.resolve("ca.crt"), folder.resolve("server.crt"), folder.resolve("server.key"));
    Files.createDirectories(folder);
    var store = folder.resolve("store.p12");
    keytool(store, "-genkeypair -alias ca -keyalg EC -dname CN=ca -ext bc:c -ext ku=keyCertSign");
    keytool(store, "-genkeypair -alias server -keyalg EC -dname CN=server");
    keytool(store, "-certreq -alias server -file " + folder.resolve("request"));
    keytool(
        store,
        "-gencert -rfc -alias ca -ext san=ip:127.0.0.1 -infile "
            + folder.resolve("request")
            + " -outfile "
            + certificate);
    keytool(store, "-exportcert -rfc -alias ca -file " + authority);
    Files.writeString(key, privateKey(store));
  }

  private static String privateKey(Path store) throws IOException {
    try (var input = Files.newInputStream(store)) {
      var keys = java.security.KeyStore.getInstance("PKCS12");
      keys.load(input, PASSWORD.toCharArray());
      byte[] der = keys.getKey("server", PASSWORD.toCharArray()).getEncoded();
      byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(64, newline).encodeToString(der)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (java.security.GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static void keytool(Path store, String arguments)
      throws IOException, InterruptedException {
    var command =
        Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()),
                Arrays.stream(arguments.split(" ", -1)))
            .toList();
    var process =
        new ProcessBuilder(
                Stream.concat(
                        command.stream(),
                        Stream.of("-keystore", store.toString(), "-storepass", PASSWORD))
                    .toList())
            .redirectErrorStream(true)
            .start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).as(new String(output, StandardCharsets.UTF_8)).isZero();
  }
}
