/**
 * The two signature schemes of the token, on the JDK's cryptography. Spec: docs/spec/50-art.md 1.4
 * and 1.5.
 */
@NullMarked
package org.specie.offline.token.signature;

import org.jspecify.annotations.NullMarked;
