package dev.jstack.runtime.image;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of an image's history (OCI image config).
 *
 * @param createdBy the command or instruction that made it
 * @param emptyLayer whether it changed only the config and has no layer
 */
public record History(
    @Nullable Instant created, String createdBy, String comment, boolean emptyLayer) {}
