/** Files made in a tree: owners, modes, links and holes. */
@NullMarked
package dev.jstack.runtime.build.file;

import org.jspecify.annotations.NullMarked;
