/** Commands about images and registries. */
@NullMarked
package dev.jstack.cli.image;

import org.jspecify.annotations.NullMarked;
