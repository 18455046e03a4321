/** Git repositories, web addresses and the keys to reach them. */
@NullMarked
package dev.jstack.runtime.build.remote;

import org.jspecify.annotations.NullMarked;
