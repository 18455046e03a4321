package dev.jstack.compose.model;

import org.jspecify.annotations.Nullable;

/**
 * A top-level config or secret. Exactly one of file, content and external says where the bytes come
 * from; a value from the environment is {@code content}.
 *
 * @param key its key in the Compose file
 * @param name full name ({@code project_key})
 * @param file absolute path, or null
 * @param content the bytes as text, or null
 * @param external kept elsewhere
 */
public record ProjectFile(
    String key, String name, @Nullable String file, @Nullable String content, boolean external) {}
