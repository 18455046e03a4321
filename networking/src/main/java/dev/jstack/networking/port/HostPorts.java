package dev.jstack.networking.port;

import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** The host's ports that containers have, and whether another can be had. */
public final class HostPorts {
  private static final long PATIENCE_NANOS = 1_000_000_000;
  private static final long PAUSE_NANOS = 1_000_000;

  /** Container id → its name and ports. */
  private final Map<String, Owner> owners = new HashMap<>();

  private record Owner(String name, List<HostPort> ports) {
    private boolean collides(PortRequest request) {
      return ports.stream().anyMatch(port -> request.collides(port.request()));
    }
  }

  /** Binds all of a container's ports, or none; a conflict names the holder. */
  public synchronized List<HostPort> reserve(
      String containerId, String name, Collection<PortRequest> requests) {
    var reserved = new ArrayList<HostPort>();
    try {
      for (var request : exactFirst(requests)) {
        if (new Owner(name, reserved).collides(request)) {
          throw new ConflictException(request.place() + " is wanted twice by " + name);
        }
        reserved.add(reserve(request));
      }
    } catch (RuntimeException e) {
      reserved.forEach(HostPort::close);
      throw e;
    }
    owners.put(containerId, new Owner(name, reserved));
    return List.copyOf(reserved);
  }

  /** Gives a container's ports back. */
  public synchronized void release(String containerId) {
    var owner = owners.remove(containerId);
    if (owner != null) {
      owner.ports().forEach(HostPort::close);
    }
  }

  /** Those of the requests that can't be had because of one container's ports. */
  public synchronized List<PortRequest> held(String containerId, Collection<PortRequest> requests) {
    var owner = owners.get(containerId);
    return owner == null ? List.of() : requests.stream().filter(owner::collides).toList();
  }

  /** All ports of two containers after one took over from the other. */
  public record Handover(List<HostPort> left, List<HostPort> taken) {}

  /**
   * Gives {@code to} these ports, whether {@code from} has them or not: what is the same place on
   * the host changes hands without being closed, the others are bound anew.
   */
  public synchronized Handover handOver(
      String from, String to, String name, Collection<PortRequest> requests) {
    var giver = owners.getOrDefault(from, new Owner(from, List.of()));
    var taken = new ArrayList<>(owners.getOrDefault(to, new Owner(name, List.of())).ports());
    var left = new ArrayList<>(giver.ports());
    var missing = new ArrayList<PortRequest>();
    for (var request : requests) {
      var same = left.stream().filter(port -> port.request().samePlace(request)).findFirst();
      same.ifPresentOrElse(
          port -> {
            left.remove(port);
            taken.add(port.forContainerPort(request.containerPort()));
          },
          () -> missing.add(request));
    }
    left.stream().filter(port -> collides(port, missing)).forEach(HostPort::close);
    left.removeIf(port -> collides(port, missing));
    owners.computeIfPresent(from, (_, owner) -> new Owner(owner.name(), left));
    owners.put(to, new Owner(name, taken));
    missing.forEach(request -> taken.add(reserveSoon(request)));
    return new Handover(List.copyOf(left), List.copyOf(taken));
  }

  private static boolean collides(HostPort port, List<PortRequest> requests) {
    return requests.stream().anyMatch(request -> request.collides(port.request()));
  }

  /** The container is called differently in errors from now on. */
  public synchronized void rename(String containerId, String name) {
    owners.computeIfPresent(containerId, (_, owner) -> new Owner(name, owner.ports()));
  }

  /**
   * Fails if some of these can't be had now, and says who has them. Nothing stays bound.
   *
   * @param wanted container name → its requests
   * @param released ids of containers whose ports count as free
   */
  public synchronized void check(Map<String, List<PortRequest>> wanted, Set<String> released) {
    var problems = new ArrayList<String>();
    var seen = new LinkedHashMap<PortRequest, String>();
    wanted.forEach((name, requests) -> {
      for (var request : requests) {
        problem(request, seen, released).ifPresent(text -> problems.add(name + ": " + text));
        seen.putIfAbsent(request, name);
      }
    });
    if (!problems.isEmpty()) {
      throw new ConflictException(String.join("\n", problems));
    }
  }

  private Optional<String> problem(
      PortRequest request, Map<PortRequest, String> seen, Set<String> released) {
    for (var other : seen.entrySet()) {
      if (request.collides(other.getKey())) {
        return Optional.of(request.place() + " is wanted by " + other.getValue() + ", too");
      }
    }
    for (var owner : owners.entrySet()) {
      if (owner.getValue().collides(request)) {
        return released.contains(owner.getKey())
            ? Optional.empty()
            : Optional.of(allocated(request, owner.getValue()));
      }
    }
    try {
      HostPort.bind(request).close();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(explain(request, e));
    }
  }

  /** A socket that was just closed is free when the thread that waits at it has noticed. */
  private HostPort reserveSoon(PortRequest request) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        return reserve(request);
      } catch (ConflictException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private HostPort reserve(PortRequest request) {
    for (var owner : owners.values()) {
      if (owner.collides(request)) {
        throw new ConflictException(allocated(request, owner));
      }
    }
    try {
      return HostPort.bind(request);
    } catch (BindException e) {
      throw new ConflictException(explain(request, e));
    } catch (IOException e) {
      throw new JstackException(request.place() + " cannot be published", e);
    }
  }

  private static String explain(PortRequest request, IOException failure) {
    var message = String.valueOf(failure.getMessage());
    if (!message.contains("in use")) {
      return PrivilegedPorts.refusal(request, message);
    }
    var holder = PortHolder.of(request.protocol(), request.hostPort());
    return "bind for "
        + request.address()
        + " failed: address already in use by "
        + holder.map(PortHolder::toString).orElse("another process");
  }

  /** Docker's words, which people and programs look for, and who has it. */
  private static String allocated(PortRequest request, Owner owner) {
    return "bind for "
        + request.address()
        + " failed: port is already allocated by container "
        + owner.name();
  }

  private static List<PortRequest> exactFirst(Collection<PortRequest> requests) {
    return requests.stream()
        .sorted(Comparator.comparing((PortRequest request) -> !request.exact()))
        .toList();
  }
}
