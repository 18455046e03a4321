package dev.jstack.compose.plan;

import dev.jstack.compose.model.Service;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is decided about one container of a service, wanted or there.
 *
 * @param container null for one that has to be created
 * @param name the name it has in the end
 * @param volumesFirst it has to go before its volumes are made anew, and so before its successor
 */
record Decision(
    Service service,
    int number,
    String name,
    @Nullable ObservedContainer container,
    Action action,
    List<String> reasons,
    boolean volumesFirst) {
  /** What to do. */
  enum Action {
    KEEP,
    CREATE,
    RECREATE,
    START,
    RESTART,
    REMOVE
  }

  Decision {
    reasons = List.copyOf(reasons);
  }

  Decision as(Action other, List<String> why) {
    return new Decision(service, number, name, container, other, why, volumesFirst);
  }

  /** It is going to be started, so its dependencies matter. */
  boolean starts() {
    return action != Action.KEEP && action != Action.REMOVE;
  }

  /** There is a process to stop. */
  boolean alive() {
    return container != null && container.alive();
  }

  Change change() {
    Change.Verb verb =
        switch (action) {
          case CREATE -> Change.Verb.CREATE;
          case RECREATE -> Change.Verb.RECREATE;
          case RESTART -> Change.Verb.RESTART;
          case REMOVE -> Change.Verb.REMOVE;
          case START, KEEP -> Change.Verb.START;
        };
    String shown = container != null && action == Action.REMOVE ? container.name() : name;
    return new Change("Container " + shown, service.name(), verb, reasons);
  }
}
