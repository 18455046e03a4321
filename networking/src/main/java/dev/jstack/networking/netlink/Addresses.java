package dev.jstack.networking.netlink;

import dev.jstack.networking.address.AddressText;
import dev.jstack.runtime.linux.Errno;
import java.net.InetAddress;

/** Requests about addresses and routes (rtnetlink(7)). */
public final class Addresses {
  private static final int NEWADDR = 20;
  private static final int NEWROUTE = 24;
  private static final int DELROUTE = 25;

  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_BROADCAST = 4;
  private static final int IFA_F_NODAD = 2;
  private static final int RTA_GATEWAY = 5;
  private static final int RT_TABLE_MAIN = 254;
  private static final int RT_SCOPE_NOWHERE = 255;
  private static final int RTPROT_BOOT = 3;
  private static final int RTN_UNICAST = 1;

  private static final int CREATE =
      Request.REQUEST | Request.ACK | Request.CREATE | Request.EXCLUSIVE;

  private Addresses() {}

  /** An address with its connected route; IPv6 without waiting for duplicates. */
  public static Request add(int link, InetAddress address, int prefix, InetAddress broadcast) {
    boolean ipv4 = ipv4(address);
    var message =
        new NetlinkMessage(NEWADDR, CREATE)
            .u8(family(address))
            .u8(prefix)
            .u8(ipv4 ? 0 : IFA_F_NODAD)
            .u8(0)
            .u32(link)
            .attribute(IFA_LOCAL, address.getAddress())
            .attribute(IFA_ADDRESS, address.getAddress());
    if (ipv4) {
      message.attribute(IFA_BROADCAST, broadcast.getAddress());
    }
    return new Request("add address " + AddressText.of(address) + "/" + prefix, message);
  }

  /** The way to everywhere else. */
  public static Request defaultRoute(InetAddress gateway) {
    var message =
        new NetlinkMessage(NEWROUTE, CREATE)
            .u8(family(gateway))
            .u8(0)
            .u8(0)
            .u8(0)
            .u8(RT_TABLE_MAIN)
            .u8(RTPROT_BOOT)
            .u8(0)
            .u8(RTN_UNICAST)
            .u32(0)
            .attribute(RTA_GATEWAY, gateway.getAddress());
    return new Request("add default route via " + AddressText.of(gateway), message);
  }

  /** Forgets the way to everywhere else of one family; there need not be one. */
  public static Request noDefaultRoute(boolean ipv4) {
    var message =
        new NetlinkMessage(DELROUTE, Request.REQUEST | Request.ACK)
            .u8(ipv4 ? Rtnetlink.AF_INET : Rtnetlink.AF_INET6)
            .u8(0)
            .u8(0)
            .u8(0)
            .u8(RT_TABLE_MAIN)
            .u8(0)
            .u8(RT_SCOPE_NOWHERE)
            .u8(0)
            .u32(0);
    return new Request("remove default route", message).unless(Errno.ESRCH).unless(Errno.ENOENT);
  }

  private static int family(InetAddress address) {
    return ipv4(address) ? Rtnetlink.AF_INET : Rtnetlink.AF_INET6;
  }

  private static boolean ipv4(InetAddress address) {
    return address.getAddress().length == 4;
  }
}
