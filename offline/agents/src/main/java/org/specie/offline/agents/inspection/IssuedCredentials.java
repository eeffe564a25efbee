package org.specie.offline.agents.inspection;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.TokenId;

/** What agents and the core gave out, as their records say. Spec: docs/spec/54-agents.md 6.3. */
public interface IssuedCredentials {
  /** The digest of the token that the factory with this key made under this id. */
  Optional<Hash32> token(KeyId factory, TokenId id) throws IOException;

  /** How many payment keys the core granted under this class key. */
  long grantedKeys(KeyId classKey) throws IOException;
}
