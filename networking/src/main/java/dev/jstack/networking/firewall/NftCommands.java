package dev.jstack.networking.firewall;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Nftables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * An interpreter of nft's language for one network namespace: that of the thread that opens it.
 * Commands run as one transaction.
 */
sealed interface NftCommands extends AutoCloseable {
  String name();

  void run(String commands);

  @Override
  void close();

  /** How to open the interpreter {@code name}. */
  static Supplier<NftCommands> opener(String name) {
    return name.equals(Library.NAME) ? Library::new : Program::new;
  }

  /** By libnftables: a fraction of a millisecond. */
  final class Library implements NftCommands {
    static final String NAME = "libnftables";

    private final Nftables context = Nftables.open();

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public void run(String commands) {
      context.run(commands);
    }

    @Override
    public void close() {
      context.close();
    }
  }

  /** By the program {@code nft}; it inherits the calling thread's namespace. */
  final class Program implements NftCommands {
    static final String NAME = "nft";

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public void run(String commands) {
      try {
        var nft = new ProcessBuilder("nft", "-f", "-").redirectErrorStream(true).start();
        try (var in = nft.getOutputStream()) {
          in.write(commands.getBytes(StandardCharsets.US_ASCII));
        }
        var output = new String(nft.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (nft.waitFor() != 0) {
          throw new JstackException("nftables: " + output.strip());
        }
      } catch (IOException e) {
        throw new JstackException("cannot run nft", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new JstackException("interrupted while nft ran", e);
      }
    }

    @Override
    public void close() {}
  }
}
