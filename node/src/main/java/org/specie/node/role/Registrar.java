package org.specie.node.role;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.protocol.registration.TagShare;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/**
 * One registrar: its key, its share of the key behind uniqueness tags, and its register of who was
 * let in. The register holds tags, never evidence: without enough shares nobody can tell from a tag
 * whose it is, nor try identity numbers against it. It is written before the registrar signs, so
 * that no crash lets a person in twice.
 */
final class Registrar {
  private static final int ENTRY = 0x38;

  private final int index;
  private final Ed25519SecretKey key;
  private final TagShare tags;
  private final Storage register;

  Registrar(int index, Ed25519SecretKey key, TagShare tags, Storage register) {
    this.index = index;
    this.key = key;
    this.tags = tags;
    this.register = register;
  }

  /** Its share of the key behind tags. */
  TagShare tags() {
    return tags;
  }

  /** Signs for a person not yet in the register, or there with the same key and class. */
  synchronized Optional<Enrolment.Approval> approve(Enrolment.Statement statement)
      throws IOException {
    ByteString place = new Encoder().u8(ENTRY).hash(statement.uniqueness()).toByteString();
    ByteString entry = entry(statement.publicSpendKey(), statement.classId());
    Optional<ByteString> known = register.get(place);
    if (known.isPresent() && !known.get().equals(entry)) {
      return Optional.empty();
    }
    if (known.isEmpty()) {
      register.write(new Storage.Batch().put(place, entry));
    }
    return Optional.of(new Enrolment.Approval(index, key.sign(statement.bytes())));
  }

  private static ByteString entry(G1 publicSpendKey, int classId) {
    return new Encoder().fixed(publicSpendKey.toCompressed()).u8(classId).toByteString();
  }

  void close() throws IOException {
    key.destroy();
    tags.destroy();
    register.close();
  }
}
