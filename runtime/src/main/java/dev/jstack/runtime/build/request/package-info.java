/** What is asked of a build: sources, options, secrets, outputs. */
@NullMarked
package dev.jstack.runtime.build.request;

import org.jspecify.annotations.NullMarked;
