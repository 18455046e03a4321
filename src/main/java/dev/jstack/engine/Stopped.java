package dev.jstack.engine;

import java.time.Duration;

/**
 * How a stop went.
 *
 * @param grace the time it had
 * @param usedGrace it had to be killed when that was over
 */
public record Stopped(Duration grace, boolean usedGrace) {}
