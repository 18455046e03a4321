package dev.jstack.networking;

import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.address.MacAddress;
import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.port.PortRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sandbox is, as an engine hands it on to the next one.
 *
 * @param wanted the ports that were asked for
 * @param ports those that it has, each with the host port it got
 * @param dnsPort where its name server listens; 0 for none
 */
record SandboxState(
    String containerId,
    String name,
    String hostname,
    List<Attachment> attachments,
    List<PortRequest> wanted,
    List<PortRequest> ports,
    List<String> extraHosts,
    ResolverSettings resolver,
    int dnsPort) {
  SandboxState {
    attachments = List.copyOf(attachments);
    wanted = List.copyOf(wanted);
    ports = List.copyOf(ports);
    extraHosts = List.copyOf(extraHosts);
  }

  SandboxState withAttachments(List<Attachment> changed) {
    return new SandboxState(
        containerId, name, hostname, changed, wanted, ports, extraHosts, resolver, dnsPort);
  }

  SandboxState withPorts(List<PortRequest> changed) {
    return new SandboxState(
        containerId, name, hostname, attachments, wanted, changed, extraHosts, resolver, dnsPort);
  }

  SandboxState withWanted(List<PortRequest> changed) {
    return new SandboxState(
        containerId, name, hostname, attachments, changed, ports, extraHosts, resolver, dnsPort);
  }

  SandboxState withName(String changed) {
    return new SandboxState(
        containerId, changed, hostname, attachments, wanted, ports, extraHosts, resolver, dnsPort);
  }

  SandboxState withDnsPort(int changed) {
    return new SandboxState(
        containerId, name, hostname, attachments, wanted, ports, extraHosts, resolver, changed);
  }

  StateText write(String bootId) {
    var text =
        new StateText()
            .add("boot", bootId)
            .add("container", containerId)
            .add("name", name)
            .add("hostname", hostname)
            .add("dns-port", Integer.toString(dnsPort));
    attachments.forEach(attachment -> write(attachment, text));
    wanted.forEach(port -> text.addAll("wanted", fields(port)));
    ports.forEach(port -> text.addAll("port", fields(port)));
    text.addAll("hosts", extraHosts)
        .addAll("servers", resolver.servers())
        .addAll("search", resolver.search())
        .addAll("options", resolver.options());
    resolver.links().forEach((alias, name) -> text.add("link", alias, name));
    return text.add("end", "");
  }

  static SandboxState read(StateText text) {
    var attachments = new ArrayList<Attachment>();
    for (var fields : text.all("attachment")) {
      attachments.add(attachment(fields, text));
    }
    return new SandboxState(
        text.one("container"),
        text.one("name"),
        text.one("hostname"),
        attachments,
        text.all("wanted").stream().map(SandboxState::port).toList(),
        text.all("port").stream().map(SandboxState::port).toList(),
        text.list("hosts"),
        new ResolverSettings(
            text.list("servers"), text.list("search"), text.list("options"), text.map("link")),
        Integer.parseInt(text.one("dns-port")));
  }

  private static void write(Attachment attachment, StateText text) {
    var inside = attachment.interfaceName();
    text.add(
        "attachment",
        attachment.networkId(),
        attachment.network(),
        inside,
        attachment.hostInterface(),
        attachment.mac().toString(),
        Integer.toString(attachment.gatewayPriority()));
    text.addAll(
        "addresses " + inside, attachment.addresses().stream().map(AddressText::of).toList());
    text.addAll(
        "link-local " + inside, attachment.linkLocal().stream().map(AddressText::of).toList());
    text.addAll("names " + inside, attachment.names());
    attachment.options().forEach((name, value) -> text.add("option " + inside, name, value));
  }

  private static Attachment attachment(List<String> fields, StateText text) {
    var inside = fields.get(2);
    return new Attachment(
        fields.get(0),
        fields.get(1),
        inside,
        fields.get(3),
        MacAddress.parse(fields.get(4)),
        text.list("addresses " + inside).stream().map(Subnet::literal).toList(),
        text.list("link-local " + inside).stream().map(Subnet::literal).toList(),
        text.list("names " + inside),
        Integer.parseInt(fields.get(5)),
        text.map("option " + inside));
  }

  private static List<String> fields(PortRequest port) {
    @Nullable InetAddress ip = port.hostIp();
    return List.of(
        ip == null ? "" : AddressText.of(ip),
        Integer.toString(port.hostPort()),
        Integer.toString(port.hostPortEnd()),
        Integer.toString(port.containerPort()),
        port.protocol().toString());
  }

  private static PortRequest port(List<String> fields) {
    return PortRequest.of(
        fields.get(0),
        Integer.parseInt(fields.get(1)),
        Integer.parseInt(fields.get(2)),
        Integer.parseInt(fields.get(3)),
        fields.get(4));
  }
}
