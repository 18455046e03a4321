/**
 * The rules of keeping containers alive and well, as pure state machines which are told the time:
 * {@link dev.jstack.engine.supervise.RestartBackoff} and {@link
 * dev.jstack.engine.supervise.HealthTrack}.
 */
@NullMarked
package dev.jstack.engine.supervise;

import org.jspecify.annotations.NullMarked;
