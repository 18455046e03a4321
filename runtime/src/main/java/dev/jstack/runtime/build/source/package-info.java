/** Trees that instructions copy from: paths, ignore rules, walking and digests of contents. */
@NullMarked
package dev.jstack.runtime.build.source;

import org.jspecify.annotations.NullMarked;
