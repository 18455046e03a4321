package dev.jstack.runtime.image;

import dev.jstack.runtime.ConflictException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
    return ImageLookup.isId(text, id)
        ? byId(id, references(id), force)
        : byName(id, ImageReference.parse(text), force);
  }

  private RemovedImage byName(Digest id, ImageReference given, boolean force) {
    var name = digestAlone(given);
    var rest = new ArrayList<>(references(id));
    boolean last = isSingle(rest);
    rest.remove(name);
    var gone = new ArrayList<>(List.of(name));
    if (name.digest() == null && rest.stream().noneMatch(other -> isTagBeside(other, name))) {
      rest.stream().filter(other -> isBeside(other, name)).forEach(gone::add);
      rest.removeAll(gone);
    }
    var user = usage.containers(id).stream().findFirst();
    if (!last || user.isEmpty()) {
      boolean deletes = rest.isEmpty() && user.isEmpty();
      return new RemovedImage(gone, deletes ? List.of(id) : List.of(), 0);
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
    return new RemovedImage(gone, List.of(), 0);
  }

  /** Tags, and what registries call it. */
  private List<ImageReference> references(Digest id) {
    return Stream.concat(index.namesOf(id).stream(), index.digestsOf(id).stream()).toList();
  }

  /** Whether all are of one repository, with one tag at most. */
  private static boolean isSingle(List<ImageReference> references) {
    return references.stream().filter(name -> name.digest() == null).count() <= 1
        && references.stream().allMatch(name -> isBeside(name, references.getFirst()));
  }

  private static boolean isTagBeside(ImageReference other, ImageReference name) {
    return other.digest() == null && isBeside(other, name);
  }

  private static boolean isBeside(ImageReference other, ImageReference name) {
    return other.familiarName().equals(name.familiarName());
  }

  /** {@code name:tag@digest} means {@code name@digest}. */
  private static ImageReference digestAlone(ImageReference name) {
    var digest = name.digest();
    return digest == null ? name : name.withDigest(digest);
  }

  private RemovedImage byId(Digest id, List<ImageReference> names, boolean force) {
    var users = usage.containers(id);
    Optional<ImageUser> running = users.stream().filter(ImageUser::running).findFirst();
    if (running.isPresent()) {
      throw conflict(
          id, false, "image is being used by running container " + shortId(running.get()));
    }
    if (!force && !isSingle(names)) {
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
