package dev.jstack.networking;

import dev.jstack.networking.netlink.Link;
import dev.jstack.networking.netlink.Links;
import dev.jstack.networking.netlink.Request;
import dev.jstack.networking.netlink.Rtnetlink;
import dev.jstack.networking.netlink.Tables;
import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Links and packet rules of engines that nobody can find any more: killed, and their directories
 * deleted. An engine that runs is known by its socket, one that comes back by its run directory,
 * which its bridges name; one with a container that is alive is left alone, too.
 */
public record Leftovers(List<String> links, List<String> tables) {
  private static final Path SOCKETS = Path.of("/proc/thread-self/net/unix");
  private static final String SOCKET = "/jstack.sock";
  private static final int SWEEP_GROUP = 0x4c000000;

  public Leftovers {
    links = List.copyOf(links);
    tables = List.copyOf(tables);
  }

  /** Those in the calling thread's network namespace. */
  static Leftovers find(Rtnetlink host) {
    var all = host.links();
    var kept = living();
    all.stream().filter(link -> comesBack(link, all)).forEach(link -> add(link, kept));
    var links =
        all.stream()
            .filter(link -> LinkNames.owner(link).stream().anyMatch(hash -> !kept.contains(hash)))
            .map(Link::name)
            .toList();
    var tables =
        Tables.names().stream()
            .filter(name -> LinkNames.owner(name).stream().anyMatch(hash -> !kept.contains(hash)))
            .toList();
    return new Leftovers(links, tables);
  }

  private static void add(Link link, Set<Integer> hashes) {
    LinkNames.owner(link).ifPresent(hashes::add);
  }

  /** One whose engine left no word is somebody's if a container hangs on it. */
  private static boolean comesBack(Link link, List<Link> all) {
    return link.alias().isEmpty()
        ? all.stream().anyMatch(port -> port.master() == link.index())
        : Files.isDirectory(Path.of(link.alias(), "networks"));
  }

  /** The hashes of engines that run. */
  private static Set<Integer> living() {
    try (Stream<String> lines = Files.lines(SOCKETS)) {
      var hashes = new HashSet<Integer>();
      lines
          .filter(line -> line.endsWith(SOCKET))
          .map(line -> line.substring(line.indexOf('/'), line.length() - SOCKET.length()))
          .forEach(directory -> hashes.add(LinkNames.of(Path.of(directory)).hash()));
      return hashes;
    } catch (IOException e) {
      throw new JstackException("cannot read " + SOCKETS, e);
    }
  }

  /** Takes them away, all links at once. */
  void remove(Rtnetlink host) {
    int group = SWEEP_GROUP | ((int) ProcessHandle.current().pid() & 0xffffff);
    var requests = new ArrayList<Request>();
    links.forEach(link -> requests.add(Links.group(link, group)));
    if (!links.isEmpty()) {
      requests.add(Links.deleteGroup(group));
    }
    host.run(requests);
    Tables.delete(tables);
  }
}
