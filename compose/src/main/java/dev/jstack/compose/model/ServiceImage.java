package dev.jstack.compose.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a service's image comes from.
 *
 * @param reference as the user wrote it, else {@code project-service}
 * @param build how it is built, or null if it is only pulled or loaded
 * @param pullPolicy {@code always}, {@code never}, {@code missing}, {@code build}, …; null for the
 *     default
 * @param platform {@code os[/arch[/variant]]}, or null
 */
public record ServiceImage(
    String reference,
    @Nullable Build build,
    @Nullable String pullPolicy,
    @Nullable String platform) {}
