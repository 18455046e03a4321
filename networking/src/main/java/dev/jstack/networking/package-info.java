/** networking */
@NullMarked
package dev.jstack.networking;

import org.jspecify.annotations.NullMarked;
