/**
 * Control groups: what a container may use, what it uses, and all of its processes at once. {@link
 * dev.jstack.runtime.cgroup.CgroupTree} hides whether the machine has version 1, version 2 or both.
 */
@NullMarked
package dev.jstack.runtime.cgroup;

import org.jspecify.annotations.NullMarked;
