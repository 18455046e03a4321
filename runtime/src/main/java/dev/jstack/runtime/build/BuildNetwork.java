package dev.jstack.runtime.build;

import java.nio.file.Path;
import java.util.Optional;

/** Gives the network to the steps of a build. The engine has the real one. */
@FunctionalInterface
public interface BuildNetwork {
  /** Opens what {@code mode} ({@code default}, or a network's name) stands for. */
  Connection open(String mode);

  /** A step's network; closed when the step has ended. */
  interface Connection extends AutoCloseable {
    /** The network namespace to join; empty is the host's own. */
    Optional<Path> namespace();

    /** Content of /etc/hosts without the step's own lines. */
    String hosts();

    /** Content of /etc/resolv.conf. */
    String resolvConf();

    @Override
    void close();
  }
}
