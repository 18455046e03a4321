/** JSON in and out: the only package that knows Jackson. */
@NullMarked
package dev.jstack.runtime.json;

import org.jspecify.annotations.NullMarked;
