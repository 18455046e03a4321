package dev.jstack.cli.frame;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import java.util.Locale;

/** A command needs a running container of a service, and there is none. */
public final class ServiceDownException extends JstackException {
  private static final long serialVersionUID = 1;

  /** There is no container; {@code number} 0 is any. */
  ServiceDownException(String service, int number) {
    super(
        number == 0
            ? "service \"" + service + "\" is not running"
            : "service \"" + service + "\" has no container " + number,
        "\"jstack ps -a\" shows what there is",
        null);
  }

  /** There is one that doesn't run. */
  public ServiceDownException(String service, Container container) {
    super("service \"" + service + "\" is not running", state(container), null);
  }

  private static String state(Container container) {
    String status = container.state().status().toString().toLowerCase(Locale.ROOT);
    return status.equals("exited")
        ? container.name()
            + " exited with code "
            + container.state().exitCode()
            + ", see \"jstack logs "
            + ServiceContainers.service(container)
            + "\""
        : container.name() + " is " + status;
  }
}
