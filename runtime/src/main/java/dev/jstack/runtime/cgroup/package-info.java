/** Control groups, v1, hybrid and v2. */
@NullMarked
package dev.jstack.runtime.cgroup;

import org.jspecify.annotations.NullMarked;
