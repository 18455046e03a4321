package dev.jstack.cli.frame;

import java.util.concurrent.Callable;

/** A command that changes nothing; with {@code --dry-run} it does the same as without. */
public interface ReadOnly extends Callable<Integer> {}
