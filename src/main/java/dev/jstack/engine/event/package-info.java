/**
 * What has happened to containers, images, networks and volumes, for whoever asks. Start with
 * {@link dev.jstack.engine.event.EventJournal}.
 */
@NullMarked
package dev.jstack.engine.event;

import org.jspecify.annotations.NullMarked;
