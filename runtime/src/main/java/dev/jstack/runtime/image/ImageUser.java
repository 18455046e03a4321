package dev.jstack.runtime.image;

/** A container that was made of an image, running or not. */
public record ImageUser(String containerId, boolean running) {}
