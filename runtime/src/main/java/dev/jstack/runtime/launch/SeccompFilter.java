package dev.jstack.runtime.launch;

import java.util.Arrays;

/** A compiled seccomp program (struct sock_filter, linux/filter.h). */
@SuppressWarnings("DoNotCallSuggester")
public final class SeccompFilter {
  private final byte[] instructions;

  SeccompFilter(byte[] instructions) {
    this.instructions = instructions.clone();
  }

  /** Docker's default profile for a process with this bounding set; compiled once per set. */
  public static SeccompFilter dockerDefault(CapabilitySet capabilities) {
    throw new UnsupportedOperationException();
  }

  /** A profile in Docker's JSON format ({@code security_opt: seccomp=FILE}). */
  public static SeccompFilter compile(String json, CapabilitySet capabilities) {
    throw new UnsupportedOperationException();
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
