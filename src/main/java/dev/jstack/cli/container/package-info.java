/** Commands about single containers, as docker has them. */
@NullMarked
package dev.jstack.cli.container;

import org.jspecify.annotations.NullMarked;
