package dev.jstack.runtime.image;

import dev.jstack.runtime.ConflictException;
import java.util.List;
import java.util.Optional;

/**
 * What {@code rmi} may remove, by Docker's rules and in its words. Pure: the index is only read. An
 * image that a stopped container needs loses its names when forced, and stays.
 */
final class RemovalRules {
  private final ImageIndex index;
  private final ImageUsage usage;

  RemovalRules(ImageIndex index, ImageUsage usage) {
    this.index = index;
    this.usage = usage;
  }

  RemovedImage plan(Digest id, String text, boolean force) {
    var names = index.namesOf(id);
    return ImageLookup.isId(text, id)
        ? byId(id, names, force)
        : byName(id, names, ImageReference.parse(text), force);
  }

  private RemovedImage byName(
      Digest id, List<ImageReference> names, ImageReference name, boolean force) {
    var user = usage.containers(id).stream().findFirst();
    if (names.size() > 1) {
      return new RemovedImage(List.of(name), List.of(), 0);
    }
    if (user.isEmpty()) {
      return new RemovedImage(List.of(name), List.of(id), 0);
    }
    if (!force) {
      throw new ConflictException(
          "conflict: unable to remove repository reference \""
              + name.familiar()
              + "\" (must force) - container "
              + shortId(user.get())
              + " is using its referenced image "
              + id.shortHex());
    }
    return new RemovedImage(List.of(name), List.of(), 0);
  }

  private RemovedImage byId(Digest id, List<ImageReference> names, boolean force) {
    var users = usage.containers(id);
    Optional<ImageUser> running = users.stream().filter(ImageUser::running).findFirst();
    if (running.isPresent()) {
      throw conflict(
          id, false, "image is being used by running container " + shortId(running.get()));
    }
    if (!force && names.size() > 1) {
      throw conflict(id, true, "image is referenced in multiple repositories");
    }
    if (!force && !users.isEmpty()) {
      throw conflict(
          id, true, "image is being used by stopped container " + shortId(users.getFirst()));
    }
    return new RemovedImage(names, users.isEmpty() ? List.of(id) : List.of(), 0);
  }

  private static ConflictException conflict(Digest id, boolean canForce, String reason) {
    String force = canForce ? "must be forced" : "cannot be forced";
    return new ConflictException(
        "conflict: unable to delete " + id.shortHex() + " (" + force + ") - " + reason);
  }

  private static String shortId(ImageUser user) {
    return user.containerId().substring(0, Math.min(12, user.containerId().length()));
  }
}
