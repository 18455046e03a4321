package dev.jstack.compose.model;

/**
 * How a service's containers are replaced ({@code deploy.update_config}).
 *
 * @param startFirst the new one must be ready before the old one stops
 * @param parallelism how many at once when {@code startFirst}; 0 is all
 */
public record Update(boolean startFirst, int parallelism) {}
