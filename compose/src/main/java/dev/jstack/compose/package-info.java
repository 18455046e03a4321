/** compose */
@NullMarked
package dev.jstack.compose;

import org.jspecify.annotations.NullMarked;
