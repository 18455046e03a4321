package dev.jstack.cli.frame;

import java.util.concurrent.Callable;

/** A command that changes a project, and with {@code --dry-run} only says how. */
public interface ProjectChange extends Callable<Integer> {}
