package org.specie.services.issuer.pseudonym;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;

/**
 * People whom this issuer identified itself; each is entered once. Spec:
 * docs/spec/58-issuer-service.md 10.4.
 */
final class PersonBook {
  private final Storage storage;

  PersonBook(Storage storage) {
    this.storage = storage;
  }

  Optional<PersonEntry> find(String reference) throws IOException {
    Optional<ByteString> value = storage.get(ByteString.utf8(reference));
    try {
      return value.isPresent() ? Optional.of(PersonEntry.decode(value.get())) : Optional.empty();
    } catch (MalformedInput e) {
      throw new IOException("the book of people is damaged; restore it from a copy", e);
    }
  }

  /** Enters somebody; false if there is another entry under the reference. */
  boolean enter(PersonEntry entry) throws IOException {
    Optional<PersonEntry> known = find(entry.reference());
    if (known.isPresent()) {
      return known.get().equals(entry);
    }
    storage.write(new Storage.Batch().put(ByteString.utf8(entry.reference()), entry.encode()));
    return true;
  }
}
