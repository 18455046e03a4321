package dev.jstack.networking;

import dev.jstack.networking.Network.Range;
import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.address.Subnet;
import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;

/** The networks on disk, one file for each, named by its id. */
final class NetworkStore {
  private final Path directory;

  NetworkStore(Path directory) {
    this.directory = directory;
  }

  void save(Network network) {
    write(network).write(directory.resolve(network.id()));
  }

  void delete(Network network) {
    try {
      Files.deleteIfExists(directory.resolve(network.id()));
    } catch (IOException e) {
      throw new JstackException("cannot remove network " + network.name(), e);
    }
  }

  /** All networks; a file torn by a power loss is as good as none. */
  List<Network> load() {
    var networks = new ArrayList<Network>();
    try (Stream<Path> files = Files.list(directory)) {
      for (var file : files.filter(f -> isId(f.getFileName().toString())).sorted().toList()) {
        var text = StateText.read(file);
        if (text.optional("end").isPresent()) {
          networks.add(read(text));
        } else {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new JstackException("cannot read the networks in " + directory, e);
    }
    return networks;
  }

  private static boolean isId(String name) {
    return name.length() == 64 && name.indexOf('.') < 0;
  }

  static StateText write(Network network) {
    var definition = network.definition();
    var text =
        new StateText()
            .add("id", network.id())
            .add("name", definition.name())
            .add("bridge", network.bridge())
            .add("mtu", Integer.toString(network.mtu()))
            .add("created", network.created().toString())
            .add("driver", definition.driver().toString())
            .add("attachable", Boolean.toString(definition.attachable()))
            .add("ipv4", Boolean.toString(definition.ipv4()))
            .add("internal", Boolean.toString(definition.internal()))
            .add("ipv6", Boolean.toString(definition.ipv6()));
    definition.labels().forEach((key, value) -> text.add("label", key, value));
    definition.options().forEach((key, value) -> text.add("option", key, value));
    definition.subnets().forEach(subnet -> write(subnet, text));
    network.subnets().forEach(range -> text.addAll("range", fields(range)));
    return text.add("end", "");
  }

  static Network read(StateText text) {
    var definition =
        new NetworkDefinition(
            text.one("name"),
            NetworkDriver.parse(text.optional("driver").orElse("")),
            text.map("label"),
            Boolean.parseBoolean(text.one("internal")),
            Boolean.parseBoolean(text.optional("attachable").orElse("false")),
            Boolean.parseBoolean(text.optional("ipv4").orElse("true")),
            Boolean.parseBoolean(text.one("ipv6")),
            text.all("subnet").stream().map(NetworkStore::subnet).toList(),
            text.map("option"));
    return new Network(
        text.one("id"),
        definition,
        text.one("bridge"),
        text.all("range").stream().map(NetworkStore::range).toList(),
        Integer.parseInt(text.one("mtu")),
        Instant.parse(text.one("created")));
  }

  private static void write(SubnetRequest subnet, StateText text) {
    var fields = new ArrayList<String>();
    for (var value : new String[] {subnet.subnet(), subnet.gateway(), subnet.ipRange()}) {
      fields.add(value == null ? "" : value);
    }
    subnet.auxAddresses().forEach((name, address) -> fields.addAll(List.of(name, address)));
    text.addAll("subnet", fields);
  }

  private static SubnetRequest subnet(List<String> fields) {
    var auxiliary = new HashMap<String, String>();
    for (int i = 3; i + 1 < fields.size(); i += 2) {
      auxiliary.put(fields.get(i), fields.get(i + 1));
    }
    var values =
        fields.stream()
            .limit(3)
            .map(value -> value.isEmpty() ? null : value)
            .toArray(String[]::new);
    return new SubnetRequest(values[0], values[1], values[2], auxiliary);
  }

  private static List<String> fields(Range range) {
    var fields = new ArrayList<String>();
    fields.add(range.subnet().toString());
    fields.add(AddressText.of(range.gateway()));
    fields.add(range.pool().toString());
    range.reserved().forEach(address -> fields.add(AddressText.of(address)));
    return fields;
  }

  private static Range range(List<String> fields) {
    List<InetAddress> reserved = fields.stream().skip(3).map(Subnet::literal).toList();
    return new Range(
        Subnet.parse(fields.get(0)),
        Subnet.literal(fields.get(1)),
        Subnet.parse(fields.get(2)),
        reserved);
  }
}
