package dev.jstack.cli.frame;

import dev.jstack.runtime.JstackException;

/** A command needs a running container of a service, and there is none. */
final class ServiceDownException extends JstackException {
  private static final long serialVersionUID = 1;

  ServiceDownException(String service) {
    super("service \"" + service + "\" is not running");
  }
}
