package dev.jstack.runtime.build;

import dev.jstack.runtime.launch.Namespaces;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The network of one step. */
final class StepNetwork implements AutoCloseable {
  private static final String LOOPBACK =
      "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n";

  private final BuildNetwork.@Nullable Connection connection;

  private StepNetwork(BuildNetwork.@Nullable Connection connection) {
    this.connection = connection;
  }

  /** {@code asked} is the instruction's own wish; null leaves it to the build's. */
  static StepNetwork open(BuildSession session, @Nullable String asked) {
    var mode = asked == null || asked.equals("default") ? session.options().network() : asked;
    return new StepNetwork(mode.equals("none") ? null : session.tools().network().open(mode));
  }

  Namespaces.Namespace namespace() {
    if (connection == null) {
      return Namespaces.NEW;
    }
    return connection
        .namespace()
        .<Namespaces.Namespace>map(path -> new Namespaces.Namespace.Path(path.toString()))
        .orElse(Namespaces.HOST);
  }

  String resolvConf() {
    return connection == null ? "" : connection.resolvConf();
  }

  String hosts(Map<String, String> extra) {
    var hosts = new StringBuilder(connection == null ? LOOPBACK : connection.hosts());
    extra.forEach((name, address) -> hosts.append(address).append('\t').append(name).append('\n'));
    return hosts.toString();
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close();
    }
  }
}
