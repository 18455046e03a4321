package dev.jstack.engine.server;

import dev.jstack.console.Invocation;

/** Runs one command to its end and returns its exit code; called from many threads at once. */
@FunctionalInterface
public interface CommandRunner {
  int run(Invocation invocation);
}
