package org.specie.services.issuer.inspection;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.offline.agents.inspection.IssuedCredentials;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.TokenId;
import org.specie.services.issuer.core.CoreLine;
import org.specie.services.issuer.factory.FactoryLine;

/**
 * What core and factory gave out, asked of them where they run. Whoever does not answer leaves a
 * payment untaken. Spec: docs/spec/58-issuer-service.md 9.2.
 *
 * @param factoryKey names the factory at the end of its line
 */
public record IssuedOverLines(CoreLine core, KeyId factoryKey, FactoryLine factory)
    implements IssuedCredentials {
  @Override
  public Optional<Hash32> token(KeyId of, TokenId id) throws IOException {
    return of.equals(factoryKey) ? factory.made(id) : Optional.empty();
  }

  @Override
  public long grantedKeys(KeyId classKey) throws IOException {
    return core.granted(classKey);
  }
}
