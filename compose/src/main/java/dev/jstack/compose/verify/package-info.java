/**
 * What a merged model must fulfil beyond its shape: references, exclusive keys, unique names. Start
 * at {@link dev.jstack.compose.verify.Verifier}.
 */
@NullMarked
package dev.jstack.compose.verify;

import org.jspecify.annotations.NullMarked;
