/**
 * Control groups: what a container may use, what it uses, and all of its processes at once. Start
 * with {@link dev.jstack.runtime.cgroup.Cgroup}.
 */
@NullMarked
package dev.jstack.runtime.cgroup;

import org.jspecify.annotations.NullMarked;
