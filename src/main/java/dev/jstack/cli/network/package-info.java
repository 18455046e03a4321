/** Commands about networks. */
@NullMarked
package dev.jstack.cli.network;

import org.jspecify.annotations.NullMarked;
