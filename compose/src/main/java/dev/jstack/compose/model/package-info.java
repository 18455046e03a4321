/**
 * What the Compose files mean: projects, services, networks, volumes, files. Values only. Start at
 * {@link dev.jstack.compose.model.Project}.
 */
@NullMarked
package dev.jstack.compose.model;

import org.jspecify.annotations.NullMarked;
