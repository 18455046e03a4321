package dev.jstack.runtime.cgroup;

/**
 * What the members of a cgroup use, as the kernel counts it.
 *
 * @param cpuNanos processor time so far
 * @param memoryBytes in use, without the page cache that can be dropped at once
 * @param memoryLimitBytes 0 when unlimited
 * @param pids processes and threads now
 * @param pidsLimit 0 when unlimited
 * @param readBytes from block devices so far
 * @param writtenBytes to block devices so far
 */
public record CgroupStats(
    long cpuNanos,
    long memoryBytes,
    long memoryLimitBytes,
    long pids,
    long pidsLimit,
    long readBytes,
    long writtenBytes) {}
