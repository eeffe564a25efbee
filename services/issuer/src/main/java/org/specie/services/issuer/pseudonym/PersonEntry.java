package org.specie.services.issuer.pseudonym;

import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.offline.agents.factory.TokenOwners.TokenOwner;
import org.specie.offline.agents.pseudonym.Consent;
import org.specie.offline.agents.pseudonym.Identity;
import org.specie.offline.agents.pseudonym.IdentityRegister.Person;
import org.specie.offline.token.receipt.PayeeInfo;

/**
 * Somebody as an identity register has them. Spec: docs/spec/58-issuer-service.md 10.4.
 *
 * @param reference of the record
 * @param key with which the person consents
 * @param institution whether it has accounts of others
 * @param shown what payers see
 * @param data who the person is, if that is to be sealed and not the reference
 */
public record PersonEntry(
    String reference,
    Ed25519PublicKey key,
    boolean institution,
    PayeeInfo shown,
    Optional<String> data) {
  private static final int SHOWN_MAX = 40;

  public PersonEntry {
    Check.that(Consent.isReference(reference), "a reference has 1 to 128 visible bytes");
    Check.that(data.stream().allMatch(Identity::isValue), "data have 1 to 512 visible bytes");
  }

  /** The one encoding. */
  public ByteString encode() {
    return new Encoder()
        .text(reference)
        .fixed(key.bytes())
        .bool(institution)
        .text(shown.text())
        .text(data.orElse(""))
        .toByteString();
  }

  /** Reads somebody and nothing after. */
  public static PersonEntry decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    String reference = in.text(Consent.REFERENCE_MAX);
    Ed25519PublicKey key = Ed25519PublicKey.decode(in.fixed(Ed25519PublicKey.SIZE));
    boolean institution = in.bool();
    String shown = in.text(SHOWN_MAX);
    String data = in.text(Identity.VALUE_MAX);
    in.end();
    if (!Consent.isReference(reference)
        || !PayeeInfo.isShowable(shown)
        || (!data.isEmpty() && !Identity.isValue(data))) {
      throw new MalformedInput("a person is visible text, and none of it too long");
    }
    return new PersonEntry(
        reference,
        key,
        institution,
        new PayeeInfo(shown),
        data.isEmpty() ? Optional.empty() : Optional.of(data));
  }

  /** What an agent is told of it, by the register {@code source}. */
  Person person(String source) {
    return new Person(
        key,
        data.map(value -> new Identity(Identity.Kind.DATA, source, value))
            .orElseGet(() -> new Identity(Identity.Kind.REFERENCE, source, reference)),
        new TokenOwner(false, institution, shown));
  }

  /** Says nothing about the person. */
  @Override
  public String toString() {
    return "PersonEntry[redacted]";
  }
}
