/** Compose's commands: those about a project and its services. */
@NullMarked
package dev.jstack.cli.project;

import org.jspecify.annotations.NullMarked;
