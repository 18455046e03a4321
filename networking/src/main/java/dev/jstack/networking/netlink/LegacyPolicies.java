package dev.jstack.networking.netlink;

import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.PacketFilter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Likewise chains of iptables-legacy, which nf_tables knows nothing of. */
final class LegacyPolicies {
  private static final Path TABLES = Path.of("/proc/thread-self/net");
  private static final int GET_INFO = 64;
  private static final int GET_ENTRIES = 65;

  /** The policy of a chain is the verdict of its last entry: {@code -NF_DROP - 1}. */
  private static final int DROP = -1;

  private static final int NAME_BYTES = 32;
  private static final int HOOKS = 5;
  private static final int INFO_BYTES = NAME_BYTES + 4 + 2 * 4 * HOOKS + 8;
  private static final int ENTRIES_START = NAME_BYTES + 8;
  private static final int TARGET_HEADER_BYTES = 32;

  /** {@code struct ipt_ip} and {@code struct ip6t_ip6}, with which each entry begins. */
  private static final int MATCH4_BYTES = 84;

  private static final int MATCH6_BYTES = 136;

  private LegacyPolicies() {}

  /** Those that drop, in the calling thread's namespace; none where nothing can be read. */
  static List<String> dropping(FilterPolicies.Hook hook) {
    var found = new ArrayList<String>();
    for (boolean ipv4 : new boolean[] {true, false}) {
      for (var table : tables(ipv4)) {
        if (drops(ipv4, table, hook.number)) {
          var family = ipv4 ? "ip " : "ip6 ";
          found.add("chain " + hook + " of table " + family + table + " (iptables-legacy)");
        }
      }
    }
    return found;
  }

  private static List<String> tables(boolean ipv4) {
    try {
      return Files.readAllLines(TABLES.resolve(ipv4 ? "ip_tables_names" : "ip6_tables_names"));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean drops(boolean ipv4, String table, int hook) {
    try {
      var info = PacketFilter.option(ipv4, GET_INFO, request(table, INFO_BYTES));
      boolean hooked = (info.getInt(NAME_BYTES) & (1 << hook)) != 0;
      int policy = info.getInt(NAME_BYTES + 4 + 4 * HOOKS + 4 * hook);
      int size = info.getInt(INFO_BYTES - 4);
      if (!hooked) {
        return false;
      }
      byte[] request = request(table, ENTRIES_START + size);
      ByteBuffer.wrap(request).order(ByteOrder.nativeOrder()).putInt(NAME_BYTES, size);
      var entries = PacketFilter.option(ipv4, GET_ENTRIES, request);
      int entry = ENTRIES_START + policy;
      int match = ipv4 ? MATCH4_BYTES : MATCH6_BYTES;
      int target = entry + Short.toUnsignedInt(entries.getShort(entry + match + 4));
      return entries.getInt(target + TARGET_HEADER_BYTES) == DROP;
    } catch (LinuxException e) {
      return false; // changed under our eyes, or not ours to read
    }
  }

  private static byte[] request(String table, int bytes) {
    return Arrays.copyOf(table.getBytes(StandardCharsets.US_ASCII), bytes);
  }
}
