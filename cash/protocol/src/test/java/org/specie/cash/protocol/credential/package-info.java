/** What a wallet holds and publishes, read from bytes nobody vouches for. */
@NullMarked
package org.specie.cash.protocol.credential;

import org.jspecify.annotations.NullMarked;
