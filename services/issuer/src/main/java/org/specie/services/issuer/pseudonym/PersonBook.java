package org.specie.services.issuer.pseudonym;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.seed.Secret;

/**
 * People whom this issuer identified itself; each is entered once. Where somebody's row is, and
 * what it says, nobody sees without the agent's secret and the person's reference. Spec:
 * docs/spec/58-issuer-service.md 10.4.
 */
final class PersonBook {
  private static final String PLACE = "specie/issuer/person-place";
  private static final String PERSON = "specie/issuer/person";
  private static final int PLACE_SIZE = 32;

  private final Secret secret;
  private final Storage storage;
  private final Entropy entropy;

  PersonBook(Secret secret, Storage storage, Entropy entropy) {
    this.secret = secret;
    this.storage = storage;
    this.entropy = entropy;
  }

  private ByteString place(String reference) {
    Secret derived = secret.derive(PLACE, PLACE_SIZE, ByteString.utf8(reference));
    ByteString place = derived.lend(ByteString::copyOf);
    derived.destroy();
    return place;
  }

  Optional<PersonEntry> find(String reference) throws IOException {
    Optional<ByteString> box = storage.get(place(reference));
    return box.isPresent() ? Optional.of(read(reference, box.get())) : Optional.empty();
  }

  private PersonEntry read(String reference, ByteString box) throws IOException {
    Optional<ByteString> opened = SecretBox.open(secret, PERSON, ByteString.utf8(reference), box);
    try {
      if (opened.isPresent()) {
        return PersonEntry.decode(opened.get());
      }
    } catch (MalformedInput e) {
      throw new IOException("the book of people is damaged; restore it from a copy", e);
    }
    throw new IOException("the book of people is damaged; restore it from a copy");
  }

  /** Enters somebody; false if there is another entry under the reference. */
  boolean enter(PersonEntry entry) throws IOException {
    Optional<PersonEntry> known = find(entry.reference());
    if (known.isPresent()) {
      return known.get().equals(entry);
    }
    ByteString box =
        SecretBox.seal(secret, PERSON, ByteString.utf8(entry.reference()), entry.encode(), entropy);
    storage.write(new Storage.Batch().put(place(entry.reference()), box));
    return true;
  }
}
