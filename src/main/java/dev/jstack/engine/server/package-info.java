/**
 * The engine's process: its lock and socket, one connection per client, its memory, its end. Start
 * with {@link dev.jstack.engine.server.EngineProcess}.
 */
@NullMarked
package dev.jstack.engine.server;

import org.jspecify.annotations.NullMarked;
