package dev.jstack.networking.dns;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Decides which questions are answered here and how; the others go to an upstream server. */
final class LocalNames {
  private final NameTable names;

  LocalNames(NameTable names) {
    this.names = names;
  }

  /** The answer, of at most {@code limit} bytes; empty if another server has to be asked. */
  Optional<ByteBuffer> answer(DnsQuery query, Caller caller, int limit) {
    if (!query.internet()) {
      return elsewhere(query, caller, DnsAnswer.NOTIMP);
    }
    if (query.type() == DnsQuery.PTR) {
      var pointer =
          ReverseName.address(query.name()).flatMap(a -> names.name(caller.networks(), a));
      if (pointer.isPresent()) {
        return Optional.of(DnsAnswer.pointers(query, List.of(pointer.get()), limit));
      }
    }
    var addresses = names.addresses(caller.networks(), caller.meant(query.name()));
    if (addresses.isPresent()) {
      return Optional.of(DnsAnswer.addresses(query, wanted(query, addresses.get()), limit));
    }
    return elsewhere(query, caller, DnsAnswer.NXDOMAIN);
  }

  /** Our names are told to nobody. */
  private Optional<ByteBuffer> elsewhere(DnsQuery query, Caller caller, int refusal) {
    return names.isOurs(caller.meant(query.name())) || !caller.asksOthers()
        ? Optional.of(DnsAnswer.empty(query, refusal))
        : Optional.empty();
  }

  /** A name without an address of the wanted family exists all the same: an empty answer. */
  private static List<InetAddress> wanted(DnsQuery query, List<InetAddress> all) {
    return all.stream().filter(address -> matches(query.type(), address)).toList();
  }

  private static boolean matches(int type, InetAddress address) {
    boolean ipv4 = address.getAddress().length == 4;
    return switch (type) {
      case DnsQuery.A -> ipv4;
      case DnsQuery.AAAA -> !ipv4;
      case DnsQuery.ANY -> true;
      default -> false;
    };
  }
}
