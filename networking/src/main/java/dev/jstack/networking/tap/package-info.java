/**
 * The way out of a rootless engine's networks: a program of the machine, pasta or slirp4netns, that
 * has one end in the namespace of the bridges and speaks for the containers as an ordinary process
 * of the host. Start at {@link dev.jstack.networking.tap.Tap}.
 */
@NullMarked
package dev.jstack.networking.tap;

import org.jspecify.annotations.NullMarked;
