package dev.jstack.compose.model;

/**
 * One entry of {@code depends_on}, written or implied (links, {@code network_mode: service:x}).
 *
 * @param service the service depended on
 * @param condition what it has to be before the dependent starts
 * @param restart the dependent is restarted when the dependency is recreated or restarted by us
 * @param required a missing or failing dependency is an error, else a warning
 */
public record Dependency(String service, Condition condition, boolean restart, boolean required) {}
