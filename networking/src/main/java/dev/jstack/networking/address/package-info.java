/** Subnets and the addresses handed out of them. */
@NullMarked
package dev.jstack.networking.address;

import org.jspecify.annotations.NullMarked;
