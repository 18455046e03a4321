/** The small languages inside Compose files: templates, env files, words, durations, sizes. */
@NullMarked
package dev.jstack.compose.text;

import org.jspecify.annotations.NullMarked;
