package dev.jstack.cli.container;

import dev.jstack.cli.frame.NoWayOut;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.frame.UnheldLimits;
import dev.jstack.cli.frame.WithoutRoot;
import dev.jstack.cli.image.ImageFetch;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.MountSpec;
import dev.jstack.runtime.image.StoredImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Makes a container as docker's options say. */
final class ContainerCreation {
  private final Session session;
  private final ContainerOptions options;

  ContainerCreation(Session session, ContainerOptions options) {
    this.session = session;
    this.options = options;
  }

  Container create(String image, List<String> command) {
    var checks = new ContainerChecks(options);
    checks.check();
    StoredImage stored = new ImageFetch(session, options.pull, options.platform).get(image);
    String name =
        options.name != null
            ? options.name.replaceFirst("^/", "")
            : new ContainerNames(session).fresh();
    if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]+")) {
      throw new JstackException(
          "invalid container name \"" + name + "\": expected [a-zA-Z0-9][a-zA-Z0-9_.-]+");
    }
    var spec =
        new ContainerSpecs(session, options)
            .spec(name, image, command, stored.config().run().exposedPorts());
    var fetch = new ImageFetch(session, options.pull, null);
    spec.mounts().stream()
        .filter(MountSpec.Image.class::isInstance)
        .map(mount -> ((MountSpec.Image) mount).image())
        .forEach(fetch::get);
    Container container = session.engine().containers().create(spec);
    writeId(container);
    new UnheldLimits(session).ofContainer(name, spec.limits());
    new WithoutRoot(session).tell("container " + name, spec.isolation());
    new NoWayOut(session).tell(List.of(container.spec().network()));
    String warning = checks.warning();
    if (warning != null) {
      session.err().println(warning);
    }
    return container;
  }

  private void writeId(Container container) {
    if (options.idFile != null) {
      try {
        Files.writeString(
            session.invocation().resolve(options.idFile),
            container.id(),
            StandardOpenOption.CREATE_NEW);
      } catch (IOException e) {
        session.engine().containers().remove(container, true, true);
        throw new JstackException("--cidfile: cannot write " + options.idFile, e);
      }
    }
  }
}
