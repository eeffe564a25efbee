/** What the tests of all cryptographic rooms share: the reader of docs/spec/vectors. */
@NullMarked
package org.specie.kernel.crypto;

import org.jspecify.annotations.NullMarked;
