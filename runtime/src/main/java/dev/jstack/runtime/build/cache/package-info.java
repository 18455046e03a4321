/** Steps that were done before: keys, records, bounds, and tables of them from elsewhere. */
@NullMarked
package dev.jstack.runtime.build.cache;

import org.jspecify.annotations.NullMarked;
