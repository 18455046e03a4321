package dev.jstack.networking.netlink;

import dev.jstack.networking.address.MacAddress;
import dev.jstack.runtime.linux.Errno;

/** Requests about links (rtnetlink(7), linux/if_link.h). */
public final class Links {
  private static final int NEWLINK = 16;
  private static final int DELLINK = 17;
  private static final int SETLINK = 19;

  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_LINK = 5;
  private static final int IFLA_MASTER = 10;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_IFALIAS = 20;
  private static final int IFLA_GROUP = 27;
  private static final int IFLA_NET_NS_FD = 28;
  private static final int INFO_KIND = 1;
  private static final int INFO_DATA = 2;
  private static final int INFO_SLAVE_KIND = 4;
  private static final int INFO_SLAVE_DATA = 5;
  private static final int VETH_INFO_PEER = 1;
  private static final int VLAN_ID = 1;
  private static final int MACVLAN_MODE = 1;
  private static final int IPVLAN_MODE = 1;
  private static final int BRPORT_MODE = 4;
  private static final int BRPORT_ISOLATED = 33;

  private static final int IFF_UP = 1;

  private Links() {}

  /** The end of a pair that goes into a container. */
  public record Peer(String name, MacAddress mac, int index, int namespace) {}

  /**
   * A bridge, up. An explicit address keeps it from taking over that of whichever port is lowest.
   */
  public static Request bridge(String name, MacAddress mac, int mtu, int group) {
    var message =
        create(NEWLINK)
            .attributeText(IFLA_IFNAME, name)
            .attribute(IFLA_ADDRESS, mac.bytes())
            .attributeU32(IFLA_MTU, mtu)
            .attributeU32(IFLA_GROUP, group)
            .nested(IFLA_LINKINFO, info -> info.attributeText(INFO_KIND, "bridge"));
    return new Request("create bridge " + name, message);
  }

  /**
   * A pair in one message: the host's end a port of the bridge and up, the other already inside its
   * namespace, named and addressed. That one must be brought up from inside (ENOTCONN here).
   */
  public static Request veth(String name, int bridge, int mtu, int group, Peer peer) {
    var message =
        create(NEWLINK)
            .attributeText(IFLA_IFNAME, name)
            .attributeU32(IFLA_MTU, mtu)
            .attributeU32(IFLA_GROUP, group)
            .attributeU32(IFLA_MASTER, bridge)
            .nested(IFLA_LINKINFO, info -> pair(info, mtu, peer));
    return new Request("create veth " + name, message);
  }

  private static void pair(NetlinkMessage info, int mtu, Peer peer) {
    info.attributeText(INFO_KIND, "veth");
    info.nested(
        INFO_DATA,
        data ->
            data.nested(
                VETH_INFO_PEER,
                end ->
                    header(end, peer.index(), 0, 0)
                        .attributeText(IFLA_IFNAME, peer.name())
                        .attribute(IFLA_ADDRESS, peer.mac().bytes())
                        .attributeU32(IFLA_MTU, mtu)
                        .attributeU32(IFLA_NET_NS_FD, peer.namespace())));
  }

  /** What leaves and enters another link ({@code parent}, by index) with a tag; up. */
  public static Request vlan(String name, int parent, int id) {
    var message =
        create(NEWLINK)
            .attributeText(IFLA_IFNAME, name)
            .attributeU32(IFLA_LINK, parent)
            .nested(
                IFLA_LINKINFO,
                info ->
                    info.attributeText(INFO_KIND, "vlan")
                        .nested(INFO_DATA, data -> data.attributeU16(VLAN_ID, id)));
    return new Request("create VLAN " + name, message);
  }

  /** A link of its own on that of another link ({@code parent}, by index), inside a namespace. */
  public static Request macvlan(int parent, int mode, int mtu, Peer end) {
    var message =
        on(parent, mtu, end)
            .attribute(IFLA_ADDRESS, end.mac().bytes())
            .nested(
                IFLA_LINKINFO,
                info ->
                    info.attributeText(INFO_KIND, "macvlan")
                        .nested(INFO_DATA, data -> data.attributeU32(MACVLAN_MODE, mode)));
    return new Request("create macvlan " + end.name(), message);
  }

  /** Likewise, with the parent's hardware address. */
  public static Request ipvlan(int parent, int mode, int mtu, Peer end) {
    var message =
        on(parent, mtu, end)
            .nested(
                IFLA_LINKINFO,
                info ->
                    info.attributeText(INFO_KIND, "ipvlan")
                        .nested(INFO_DATA, data -> data.attributeU16(IPVLAN_MODE, mode)));
    return new Request("create ipvlan " + end.name(), message);
  }

  private static NetlinkMessage on(int parent, int mtu, Peer end) {
    int flags = Request.REQUEST | Request.ACK | Request.CREATE | Request.EXCLUSIVE;
    return header(new NetlinkMessage(NEWLINK, flags), end.index(), 0, 0)
        .attributeText(IFLA_IFNAME, end.name())
        .attributeU32(IFLA_LINK, parent)
        .attributeU32(IFLA_MTU, mtu)
        .attributeU32(IFLA_NET_NS_FD, end.namespace());
  }

  /** Deletes a link of the namespace by name; one that is gone is fine. */
  public static Request delete(String name) {
    var message =
        header(new NetlinkMessage(DELLINK, Request.REQUEST | Request.ACK), 0, 0, 0)
            .attributeText(IFLA_IFNAME, name);
    return new Request("delete link " + name, message).unless(Errno.ENODEV);
  }

  /** Lets a port send packets back to where they came from, or keeps it from all other ports. */
  public static Request bridgePort(String name, boolean hairpin, boolean isolated) {
    var message =
        header(new NetlinkMessage(NEWLINK, Request.REQUEST | Request.ACK), 0, 0, 0)
            .attributeText(IFLA_IFNAME, name)
            .nested(
                IFLA_LINKINFO,
                info ->
                    info.attributeText(INFO_SLAVE_KIND, "bridge")
                        .nested(
                            INFO_SLAVE_DATA,
                            port ->
                                port.attributeU8(BRPORT_MODE, hairpin ? 1 : 0)
                                    .attributeU8(BRPORT_ISOLATED, isolated ? 1 : 0)));
    return new Request("set bridge port " + name, message);
  }

  public static Request up(int index) {
    var message = new NetlinkMessage(NEWLINK, Request.REQUEST | Request.ACK);
    return new Request("bring up link " + index, header(message, index, IFF_UP, IFF_UP));
  }

  /** Says something about a link, for {@code ip link}. */
  public static Request alias(String name, String alias) {
    var message =
        header(new NetlinkMessage(SETLINK, Request.REQUEST | Request.ACK), 0, 0, 0)
            .attributeText(IFLA_IFNAME, name)
            .attributeText(IFLA_IFALIAS, alias);
    return new Request("describe link " + name, message);
  }

  /** Moves a link into a group, by name; a link that is gone needs no moving. */
  public static Request group(String name, int group) {
    var message =
        header(new NetlinkMessage(SETLINK, Request.REQUEST | Request.ACK), 0, 0, 0)
            .attributeText(IFLA_IFNAME, name)
            .attributeU32(IFLA_GROUP, group);
    return new Request("regroup link " + name, message).unless(Errno.ENODEV);
  }

  /**
   * Deletes all links of a group at once: one wait for all readers instead of one for each link (25
   * times faster for 100).
   */
  public static Request deleteGroup(int group) {
    var message =
        header(new NetlinkMessage(DELLINK, Request.REQUEST | Request.ACK), 0, 0, 0)
            .attributeU32(IFLA_GROUP, group);
    return new Request("delete links of group " + Integer.toHexString(group), message)
        .unless(Errno.ENODEV);
  }

  private static NetlinkMessage create(int type) {
    int flags = Request.REQUEST | Request.ACK | Request.CREATE | Request.EXCLUSIVE;
    return header(new NetlinkMessage(type, flags), 0, IFF_UP, IFF_UP);
  }

  /** {@code struct ifinfomsg}. */
  private static NetlinkMessage header(NetlinkMessage message, int index, int flags, int change) {
    return message.u8(0).u8(0).u16(0).u32(index).u32(flags).u32(change);
  }
}
