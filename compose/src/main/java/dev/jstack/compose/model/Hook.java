package dev.jstack.compose.model;

import dev.jstack.runtime.container.ProcessSpec;

/** A command run in a running container: {@code post_start}, {@code pre_stop}. */
public record Hook(ProcessSpec process, boolean privileged) {}
