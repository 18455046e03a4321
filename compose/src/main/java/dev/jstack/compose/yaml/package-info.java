/**
 * YAML as a tree of nodes that know their place in the file; the only user of the YAML library.
 * Start at {@link dev.jstack.compose.yaml.YamlReader}.
 */
@NullMarked
package dev.jstack.compose.yaml;

import org.jspecify.annotations.NullMarked;
