package dev.jstack.networking;

import dev.jstack.networking.netlink.Links;
import dev.jstack.networking.netlink.Rtnetlink;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.NetworkNamespaces;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Before the first test, the test process moves into a network namespace of its own, which stands
 * for the host: no test ever meets the real one. Without root it stays where it is, and the tests
 * that need a host are left out.
 */
public final class FreshHost implements LauncherSessionListener {
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    try {
      NetworkNamespaces.unshareCallingThread();
    } catch (LinuxException e) {
      return;
    }
    try (var link = Rtnetlink.open()) {
      link.run(Links.up(1));
    }
    Sysctl.write("ipv4/ip_forward", "0"); // a new namespace has the real host's
  }
}
