package org.specie.offline.purse.border;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.signature.Address;

/** Whose account a deposit token names. */
@FunctionalInterface
public interface Accounts {
  /** The account behind a token's account reference of 16 bytes; the same for ever. */
  Optional<Address> of(ByteString reference);
}
