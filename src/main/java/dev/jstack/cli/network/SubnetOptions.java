package dev.jstack.cli.network;

import dev.jstack.cli.option.EnvironmentSyntax;
import dev.jstack.networking.SubnetRequest;
import dev.jstack.networking.address.Subnet;
import dev.jstack.runtime.JstackException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The addresses of a network to be; each of the others belongs to the subnet that it lies in. */
final class SubnetOptions {
  @Option(names = "--subnet", paramLabel = "CIDR", description = "Subnet; several are possible.")
  private List<String> subnets = List.of();

  @Option(names = "--gateway", paramLabel = "ADDRESS", description = "The bridge's address.")
  private List<String> gateways = List.of();

  @Option(names = "--ip-range", paramLabel = "CIDR", description = "Addresses to hand out.")
  private List<String> ranges = List.of();

  @Option(
      names = "--aux-address",
      paramLabel = "NAME=ADDRESS",
      description = "Address not to hand out.")
  private List<String> auxiliary = List.of();

  @Option(names = "--ipam-driver", paramLabel = "DRIVER", description = "default is all there is.")
  private String driver = "default";

  List<SubnetRequest> requests() {
    if (!driver.equals("default")) {
      throw new JstackException("IPAM driver \"" + driver + "\": only default is supported");
    }
    subnets.forEach(subnet -> CidrCheck.exact("subnet", subnet));
    ranges.forEach(range -> CidrCheck.exact("ip-range", range));
    List<String> left = new ArrayList<>(gateways);
    left.addAll(ranges);
    Map<String, String> names = new LinkedHashMap<>(EnvironmentSyntax.pairs(auxiliary));
    List<SubnetRequest> requests = new ArrayList<>();
    for (String subnet : subnets) {
      requests.add(request(Subnet.parse(subnet), subnet, left, names));
    }
    if (subnets.isEmpty() && gateways.size() < 2 && ranges.size() < 2 && !left.isEmpty()) {
      requests.add(new SubnetRequest(null, first(gateways), first(ranges), Map.of()));
      left.clear();
    }
    if (!left.isEmpty() || !names.isEmpty()) {
      left.addAll(names.values());
      throw new JstackException("no matching subnet for " + String.join(", ", left));
    }
    return requests;
  }

  private SubnetRequest request(
      Subnet subnet, String text, List<String> left, Map<String, String> names) {
    Optional<String> gateway = inside(subnet, gateways);
    Optional<String> range = inside(subnet, ranges);
    gateway.ifPresent(left::remove);
    range.ifPresent(left::remove);
    Map<String, String> own = new LinkedHashMap<>();
    names.forEach((name, address) -> {
      if (subnet.contains(Subnet.parse(address))) {
        own.put(name, address);
      }
    });
    own.keySet().forEach(names::remove);
    return new SubnetRequest(text, gateway.orElse(null), range.orElse(null), own);
  }

  private static Optional<String> inside(Subnet subnet, List<String> texts) {
    return texts.stream().filter(text -> subnet.contains(Subnet.parse(text))).findFirst();
  }

  private static @Nullable String first(List<String> texts) {
    return texts.isEmpty() ? null : texts.getFirst();
  }
}
