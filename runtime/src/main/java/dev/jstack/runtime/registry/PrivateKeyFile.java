package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** A private key as OpenSSL writes it (PKCS #8, not encrypted). */
final class PrivateKeyFile {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private PrivateKeyFile() {}

  static PrivateKey read(Path file) throws IOException {
    var matcher = PEM.matcher(Files.readString(file));
    if (matcher.find()) {
      var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
      for (String algorithm : ALGORITHMS) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(spec);
        } catch (GeneralSecurityException e) {
          // Another kind of key.
        }
      }
    }
    throw new JstackException(
        "cannot read the private key " + file,
        "\"openssl pkcs8 -topk8 -nocrypt\" converts it",
        null);
  }
}
