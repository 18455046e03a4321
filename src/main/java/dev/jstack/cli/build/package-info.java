/** {@code jstack build}: its options, and how a running build is shown. */
@NullMarked
package dev.jstack.cli.build;

import org.jspecify.annotations.NullMarked;
