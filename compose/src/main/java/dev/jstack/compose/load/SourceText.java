package dev.jstack.compose.load;

import java.nio.file.Path;

/**
 * The text of a Compose file.
 *
 * @param name as places show it
 * @param path absolute; for standard input a name that doesn't exist
 */
record SourceText(String name, Path path, String text) {}
