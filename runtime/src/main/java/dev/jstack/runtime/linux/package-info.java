/**
 * System calls through JNA: the only package that knows JNA. Public methods take and give Java
 * types and turn errno into {@link dev.jstack.runtime.linux.LinuxException} at once. Start with
 * {@link dev.jstack.runtime.linux.Fd}.
 */
@NullMarked
package dev.jstack.runtime.linux;

import org.jspecify.annotations.NullMarked;
