package dev.jstack.networking.port;

import dev.jstack.networking.address.AddressText;
import java.net.InetAddress;

/**
 * A port of the host that leads to one of a container, as it came out: {@code
 * 0.0.0.0:8080->80/tcp}.
 */
public record PublishedPort(
    InetAddress hostIp, int hostPort, int containerPort, Protocol protocol) {
  @Override
  public String toString() {
    return host(hostIp) + ":" + hostPort + "->" + containerPort + "/" + protocol;
  }

  private static String host(InetAddress ip) {
    var text = AddressText.of(ip);
    return ip.getAddress().length == 4 ? text : "[" + text + "]";
  }
}
