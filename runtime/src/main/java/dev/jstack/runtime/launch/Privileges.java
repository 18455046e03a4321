package dev.jstack.runtime.launch;

import org.jspecify.annotations.Nullable;

/**
 * What a process may ask of the kernel.
 *
 * @param capabilities the bounding set, and for uid 0 the effective and permitted one; inheritable
 *     and ambient are always empty
 * @param noNewPrivileges set-user-id programs give nothing
 * @param seccomp the filter for its system calls, or null for none; ignored by {@link Root.Join}
 *     only where null is given: an exec passes the container's own filter
 */
public record Privileges(
    CapabilitySet capabilities, boolean noNewPrivileges, @Nullable SeccompFilter seccomp) {}
