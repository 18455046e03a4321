package dev.jstack.cli;

import java.util.concurrent.Callable;

/** A command that changes a project, and with {@code --dry-run} only says how. */
interface ProjectChange extends Callable<Integer> {}
