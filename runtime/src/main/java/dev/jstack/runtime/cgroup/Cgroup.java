package dev.jstack.runtime.cgroup;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cgroup of one container or build step, in as many hierarchies as it needs. */
public interface Cgroup {
  /** Its directory per controller, {@code ""} for version 2; {@link CgroupTree#reopen} takes it. */
  Map<String, String> directories();

  /**
   * What its members are shown of version 1: per controller a directory, its own or, where nothing
   * limits or counts it, an empty one without limits. Programs that look for their limits give up
   * if a controller is missing.
   */
  Map<String, String> view();

  /** Version 1: files to which a single-threaded process writes {@code 0} to join. */
  List<String> joinFiles();

  /** Version 2: the directory into which a process is cloned. */
  Optional<String> cloneTarget();

  /** Changes the limits; null fields stay as they are. */
  void limit(CgroupLimits limits);

  /**
   * Moves every member to where it belongs: what was on its way in when {@link CgroupTree#widen}
   * made a directory isn't there yet. Nothing to do in version 2.
   */
  void gather();

  /** Process ids of all members; empty when it doesn't exist. */
  List<Integer> members();

  /** Sends SIGKILL to every member, however fast they fork. Returns before they are gone. */
  void kill();

  /** Stops all members where they are; returns when they stand still. */
  void freeze();

  void thaw();

  CgroupStats stats();

  /** How many members the kernel has killed for the memory limit. */
  long oomKills();

  /** Removes it, waiting a moment for killed members to go. Idempotent. */
  void remove();
}
