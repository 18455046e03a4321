package dev.jstack.compose.plan;

import dev.jstack.compose.model.Service;
import java.util.List;

/**
 * An entry of {@code volumes_from}: {@code SERVICE[:ro|rw]} or {@code container:NAME[:ro|rw]}.
 *
 * @param name of a service of the project, or of any container
 */
record BorrowedVolumes(String name, boolean ofService, boolean readOnly) {
  private static final String CONTAINER = "container:";

  static List<BorrowedVolumes> of(Service service) {
    return service.canonical().get("volumes_from") instanceof List<?> list
        ? list.stream().map(entry -> parse(String.valueOf(entry))).toList()
        : List.of();
  }

  private static BorrowedVolumes parse(String text) {
    boolean ofService = !text.startsWith(CONTAINER);
    String[] parts = (ofService ? text : text.substring(CONTAINER.length())).split(":", 2);
    return new BorrowedVolumes(parts[0], ofService, parts.length == 2 && parts[1].equals("ro"));
  }
}
