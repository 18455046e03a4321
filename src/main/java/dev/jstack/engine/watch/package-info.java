/**
 * Watching a project while it runs: changed files are copied into containers, or services are
 * restarted or built again. Start with {@link dev.jstack.engine.watch.ProjectWatch}; {@link
 * dev.jstack.engine.watch.WatchRules} and {@link dev.jstack.engine.watch.Debounce} decide, {@link
 * dev.jstack.engine.watch.ServiceSync} and {@link dev.jstack.engine.watch.ServiceRebuild} act.
 */
@NullMarked
package dev.jstack.engine.watch;

import org.jspecify.annotations.NullMarked;
