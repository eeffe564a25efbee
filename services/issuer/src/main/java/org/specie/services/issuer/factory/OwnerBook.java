package org.specie.services.issuer.factory;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.factory.TokenOwners;
import org.specie.offline.token.value.OwnerId;

/** The owners a factory knows; each is entered once. Spec: docs/spec/58-issuer-service.md 7.2. */
final class OwnerBook implements TokenOwners {
  private final Storage storage;

  OwnerBook(Storage storage) {
    this.storage = storage;
  }

  @Override
  public Optional<TokenOwner> find(OwnerId owner) throws IOException {
    Optional<ByteString> value = storage.get(owner.bytes());
    try {
      return value.isPresent()
          ? Optional.of(OwnerEntry.decodeOwner(value.get()))
          : Optional.empty();
    } catch (MalformedInput e) {
      throw new IOException("the factory's register of owners is damaged; restore it", e);
    }
  }

  /** Enters an owner; false if there is another one with this pseudonym. */
  boolean enter(OwnerEntry entry) throws IOException {
    Optional<TokenOwner> known = find(entry.id());
    if (known.isPresent()) {
      return known.get().equals(entry.owner());
    }
    storage.write(new Storage.Batch().put(entry.id().bytes(), OwnerEntry.encode(entry.owner())));
    return true;
  }
}
