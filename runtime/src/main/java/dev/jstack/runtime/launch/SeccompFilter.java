package dev.jstack.runtime.launch;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A compiled seccomp program (struct sock_filter, linux/filter.h). */
public final class SeccompFilter {
  private static final Map<CapabilitySet, SeccompFilter> DEFAULTS = new ConcurrentHashMap<>();

  private final byte[] instructions;

  SeccompFilter(byte[] instructions) {
    this.instructions = instructions.clone();
  }

  /** Docker's default profile for a process with this bounding set; compiled once per set. */
  public static SeccompFilter dockerDefault(CapabilitySet capabilities) {
    return DEFAULTS.computeIfAbsent(
        capabilities, set -> compile(SeccompProfile.dockerDefault(), set));
  }

  /** A profile in Docker's JSON format ({@code security_opt: seccomp=FILE}). */
  public static SeccompFilter compile(String json, CapabilitySet capabilities) {
    return compile(SeccompJson.parse(json), capabilities);
  }

  private static SeccompFilter compile(SeccompProfile profile, CapabilitySet capabilities) {
    return SeccompCompiler.compile(profile, capabilities, Player.architecture());
  }

  byte[] instructions() {
    return instructions.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeccompFilter filter
        && Arrays.equals(instructions, filter.instructions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(instructions);
  }
}
