package dev.jstack.cli.frame;

import dev.jstack.cli.frame.ProjectAccess.Target;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.Labels;
import dev.jstack.runtime.container.Container;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the containers of a project's services. */
public final class ServiceContainers {
  private final Session session;

  public ServiceContainers(Session session) {
    this.session = session;
  }

  /** Those of {@code services}, or of all; by name. One-off containers are left out. */
  public List<Container> of(Target target, List<String> services) {
    return all(target, services).stream().filter(c -> !oneOff(c)).toList();
  }

  /** Likewise, with one-off containers. */
  public List<Container> all(Target target, List<String> services) {
    List<Container> found = session.projects().containers(target.name());
    check(target, found, services);
    if (found.isEmpty() && target.project() == null) {
      session.err().println("warning: project \"" + target.name() + "\" has no containers");
    }
    return found.stream()
        .filter(container -> services.isEmpty() || services.contains(service(container)))
        .sorted(Comparator.comparing(Container::name))
        .toList();
  }

  /** What a change is about: those of the named services, or of all that the files activate. */
  public List<Container> meant(Target target, List<String> services) {
    return meantWithOneOffs(target, services).stream().filter(c -> !oneOff(c)).toList();
  }

  /** Likewise, with one-off containers. */
  public List<Container> meantWithOneOffs(Target target, List<String> services) {
    checkDefined(target, services);
    Project project = services.isEmpty() ? target.project() : null;
    return all(target, services).stream()
        .filter(c -> project == null || project.services().containsKey(service(c)))
        .toList();
  }

  /** Fails if the files have not all of these, in whichever profile. */
  public void checkDefined(Target target, List<String> services) {
    Project project = target.project();
    if (project == null) {
      check(target, services);
      return;
    }
    for (String service : services) {
      if (!project.disabled().contains(service)) {
        var _ = project.service(service);
      }
    }
  }

  /** The container of a service with this number; 0 takes the first. */
  public Container one(Target target, String service, int number) {
    return of(target, List.of(service)).stream()
        .filter(container -> number == 0 || number(container) == number)
        .min(Comparator.comparingInt(ServiceContainers::number))
        .orElseThrow(() -> new ServiceDownException(service, number));
  }

  /** Those of one number, which must be there; 0 means all. */
  public static List<Container> numbered(
      List<Container> containers, List<String> services, int number) {
    List<Container> chosen =
        containers.stream().filter(c -> number == 0 || number(c) == number).toList();
    if (chosen.isEmpty() && number != 0 && services.size() == 1) {
      throw new ServiceDownException(services.getFirst(), number);
    }
    return chosen;
  }

  /** Fails if one of these is neither defined nor there. */
  public void check(Target target, List<String> services) {
    check(target, session.projects().containers(target.name()), services);
  }

  private static void check(Target target, List<Container> found, List<String> services) {
    Set<String> known = found.stream().map(ServiceContainers::service).collect(Collectors.toSet());
    if (target.project() != null) {
      known.addAll(target.project().services().keySet());
      known.addAll(target.project().disabled());
    }
    for (String service : services) {
      if (!known.contains(service)) {
        throw Project.noSuchService(service, known);
      }
    }
  }

  public static String service(Container container) {
    return container.labels().getOrDefault(Labels.SERVICE, "");
  }

  public static int number(Container container) {
    String text = container.labels().getOrDefault(Labels.NUMBER, "0");
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  public static boolean oneOff(Container container) {
    return "True".equals(container.labels().get(Labels.ONE_OFF));
  }

  /** {@code web-1}: the name without the project's, as logs show it. */
  public static String shortName(Container container) {
    return shortName(container.labels().getOrDefault(Labels.PROJECT, ""), container.name());
  }

  /** Likewise by the names; parts may be joined as Compose of old did. */
  public static String shortName(String project, String name) {
    boolean prefixed =
        name.length() > project.length() + 1
            && name.startsWith(project)
            && "-_".indexOf(name.charAt(project.length())) >= 0;
    return prefixed ? name.substring(project.length() + 1) : name;
  }
}
