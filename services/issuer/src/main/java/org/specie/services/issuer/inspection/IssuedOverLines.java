package org.specie.services.issuer.inspection;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.offline.agents.inspection.IssuedCredentials;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.TokenId;
import org.specie.services.issuer.core.CoreLine;
import org.specie.services.issuer.factory.FactoryLine;

/**
 * What core and factories gave out, asked of them where they run. Whoever does not answer leaves a
 * payment untaken. Spec: docs/spec/58-issuer-service.md 9.2.
 *
 * @param factories each at the end of its line, by its certified key; a token of no other is known
 */
public record IssuedOverLines(CoreLine core, Map<KeyId, FactoryLine> factories)
    implements IssuedCredentials {
  public IssuedOverLines {
    factories = Map.copyOf(factories);
  }

  @Override
  public Optional<Hash32> token(KeyId of, TokenId id) throws IOException {
    Optional<FactoryLine> factory = Optional.ofNullable(factories.get(of));
    return factory.isPresent() ? factory.get().made(id) : Optional.empty();
  }

  @Override
  public long grantedKeys(KeyId classKey) throws IOException {
    return core.granted(classKey);
  }
}
