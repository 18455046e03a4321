/** Stages of a Dockerfile, and which of them stand on which. */
@NullMarked
package dev.jstack.runtime.build.graph;

import org.jspecify.annotations.NullMarked;
