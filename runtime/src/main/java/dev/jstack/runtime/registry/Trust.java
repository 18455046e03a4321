package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whom TLS trusts: the JDK's authorities, the machine's, and a registry's own. */
final class Trust {
  private static final Path MACHINE = Path.of("/etc/ssl/certs/ca-certificates.crt");
  private static final char[] NO_PASSWORD = {};

  private Trust() {}

  /** For connections that have no TLS; making it reads no file. */
  static SSLContext nobody() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has TLS", e);
    }
  }

  static SSLContext of(List<Path> authorities, Optional<Path> own, Optional<Path> key) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys(own, key), trust(authorities), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new JstackException("cannot set up TLS: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] trust(List<Path> authorities)
      throws GeneralSecurityException, IOException {
    var store = empty();
    int number = 0;
    for (X509Certificate authority : builtIn()) {
      store.setCertificateEntry("jdk-" + number++, authority);
    }
    var files = new ArrayList<>(authorities);
    files.add(MACHINE);
    for (Path file : files) {
      for (Certificate authority : Files.exists(file) ? read(file) : List.<Certificate>of()) {
        store.setCertificateEntry("file-" + number++, authority);
      }
    }
    return managers(store).getTrustManagers();
  }

  private static List<X509Certificate> builtIn() throws GeneralSecurityException {
    var found = new ArrayList<X509Certificate>();
    for (TrustManager manager : managers(null).getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        found.addAll(List.of(x509.getAcceptedIssuers()));
      }
    }
    return found;
  }

  private static TrustManagerFactory managers(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static KeyManager[] keys(Optional<Path> own, Optional<Path> key)
      throws GeneralSecurityException, IOException {
    if (own.isEmpty() || key.isEmpty()) {
      return new KeyManager[0];
    }
    var store = empty();
    store.setKeyEntry(
        "own",
        PrivateKeyFile.read(key.get()),
        NO_PASSWORD,
        read(own.get()).toArray(Certificate[]::new));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static Collection<? extends Certificate> read(Path file) throws IOException {
    try (InputStream input = new BufferedInputStream(Files.newInputStream(file))) {
      return CertificateFactory.getInstance("X.509").generateCertificates(input);
    } catch (GeneralSecurityException e) {
      throw new JstackException("cannot read certificates of " + file + ": " + e.getMessage(), e);
    }
  }
}
