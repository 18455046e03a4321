package dev.jstack.cli.explain;

import dev.jstack.cli.frame.Session;
import dev.jstack.networking.Sandbox;
import dev.jstack.networking.port.PublishedPort;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.Status;
import dev.jstack.runtime.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a container is to the kernel, in short sentences, each with how to see it oneself. */
public final class ContainerPage {
  private final Session session;
  private final Container container;

  public ContainerPage(Session session, Container container) {
    this.session = session;
    this.container = container;
  }

  /** For people. */
  public String text() {
    return sections().stream()
        .map(section -> String.join("\n", section.lines()))
        .collect(Collectors.joining("\n\n", "", "\n"));
  }

  /** For programs: one object. */
  public String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("container", container.name());
    json.put("id", container.id());
    json.put("pid", container.state().pid());
    json.put("sections", sections().stream().map(Section::json).toList());
    return Json.pretty(json);
  }

  private List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    var containers = session.engine().containers();
    if (container.state().status().isAlive()) {
      var process = new ProcessFacts(container.state().pid());
      sections.add(process(process));
      sections.add(ImageSection.of(session, container));
      sections.add(
          NamespaceSection.of(process, new ProcessFacts((int) ProcessHandle.current().pid())));
      sections.add(CgroupSection.of(containers.insight().cgroup(container)));
      sections.add(PowerSections.user(process));
      sections.add(PowerSections.seccomp(process));
      sections.add(network(process));
      sections.add(MountSection.of(process));
    } else {
      sections.add(
          new Section("PROCESS")
              .say("\"" + container.name() + "\" doesn't run: there is no process, only files.")
              .say("Its namespaces and control groups end with its last process."));
      sections.add(ImageSection.of(session, container));
    }
    sections.add(LaunchSection.of(containers.explain(container)));
    return sections;
  }

  private Section process(ProcessFacts process) {
    var numbers = process.numbers();
    String parent = process.status("PPid");
    var section =
        new Section("PROCESS")
            .say(
                "\"%s\" is a Linux process: number %d on this machine, number %s inside."
                    .formatted(container.name(), process.pid(), numbers.getLast()))
            .say(
                "Process %s, its keeper, started it and waits for its end. It is all there is:"
                    .formatted(parent))
            .say("no machine is emulated, and this kernel is its kernel.");
    if (container.state().status() == Status.PAUSED) {
      section.say("It is paused: it gets no processor time until it is unpaused.");
    }
    return section
        .see("ps -o pid,ppid,user,args -p " + process.pid() + "," + parent)
        .see("grep NSpid /proc/" + process.pid() + "/status")
        .see("tr '\\0' '\\n' < /proc/" + process.pid() + "/environ");
  }

  private Section network(ProcessFacts process) {
    var section = new Section("NETWORK");
    var sandbox = session.engine().containers().sandbox(container);
    if (sandbox.isEmpty()) {
      return section.say(
          container.spec().network().mode().equals("host")
              ? "It uses this machine's own network."
              : "It has a loopback interface, or the network of another container.");
    }
    section
        .say("It has interfaces of its own; a pair of them (veth) is its cable to a bridge here.")
        .say("A port of this machine leads in only if it is published.");
    for (var end : sandbox.get().attachments()) {
      section.fact(
          Section.fact(
              "network", end.network(),
              "address", end.address().getHostAddress(),
              "ports", ports(sandbox.get())));
    }
    return section.see("nsenter -t " + process.pid() + " -n ip address");
  }

  private static String ports(Sandbox sandbox) {
    return sandbox.ports().stream().map(PublishedPort::toString).collect(Collectors.joining(", "));
  }
}
