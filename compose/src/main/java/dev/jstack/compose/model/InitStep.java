package dev.jstack.compose.model;

import org.jspecify.annotations.Nullable;

/**
 * A command run to its end in a container of its own before a service's containers start ({@code
 * pre_start}).
 *
 * @param image null for the service's
 * @param perReplica before each container; else once for all
 */
public record InitStep(Hook hook, @Nullable String image, boolean perReplica) {}
