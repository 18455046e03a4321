package dev.jstack.cli.doctor;

import dev.jstack.engine.remap.Remap;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.launch.UserNamespace;
import dev.jstack.runtime.linux.IdMap;
import dev.jstack.runtime.linux.Mounts;
import dev.jstack.runtime.linux.UserMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether containers can have users of their own: it is tried. */
final class RemapChecks {
  private static final IdMap ANY = IdMap.of(0, 100_000, 65_536);

  private final Path state;

  RemapChecks(Path state) {
    this.state = state;
  }

  List<Finding> all() {
    return Remap.isAsked() ? List.of(idmappedMounts(), option()) : List.of(idmappedMounts());
  }

  private Finding idmappedMounts() {
    Path place = state;
    while (!Files.isDirectory(place) && place.getParent() != null) {
      place = place.getParent();
    }
    String check = "idmapped mounts";
    try {
      Mounts.remapped(place, UserNamespace.forMounts(new UserMap(ANY, ANY))).close();
      return Finding.ok(check, "files of " + place + " can be shown to other users");
    } catch (JstackException e) {
      return Finding.warn(
          check,
          String.valueOf(e.getMessage()),
          "containers can't be remapped: -Djstack.userns-remap makes them fail",
          e.hint().orElse("leave that option out"));
    }
  }

  /** What the engine was told. */
  private static Finding option() {
    String check = "userns-remap";
    try {
      UserMap map = Remap.ofThisEngine();
      return Finding.ok(
          check,
          map == null
              ? "containers have this machine's users"
              : "root of a container is user "
                  + Integer.toUnsignedString(map.userOutside(0))
                  + " here");
    } catch (JstackException e) {
      return Finding.fail(
          check,
          String.valueOf(e.getMessage()),
          "no command that needs containers works",
          e.hint().orElse("change engine.options"));
    }
  }
}
