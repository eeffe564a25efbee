package org.specie.offline.agents.pseudonym;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.escrow.EscrowPublicKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.factory.TokenOwners.TokenOwner;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;

/**
 * Gives owner ids, each for one device: to a person that an identity register knows always the same
 * for the same device, to whoever stays anonymous a fresh one. It keeps who the person is sealed
 * and in no other form. Spec: docs/spec/56-register.md section 2.
 */
public final class PseudonymAgent {
  private static final String LABEL = "specie/offline/pseudonym";

  /** Payers see nothing of somebody anonymous. */
  private static final TokenOwner NOBODY = new TokenOwner(true, new PayeeInfo(""));

  private final Keys keys;
  private final IdentityRegister identities;
  private final EscrowPublicKey authorities;
  private final Register register;
  private final Entropy entropy;

  /** The agent's secrets: it signs entries with one, and derives owner ids from the other. */
  public static final class Keys {
    private static final int SECRET_SIZE_MIN = 32;

    private final Ed25519SecretKey signing;
    private final Secret derivation;

    /** Both are kept apart from the register; who has the second can try out references. */
    public Keys(Ed25519SecretKey signing, Secret derivation) {
      Check.that(derivation.size() >= SECRET_SIZE_MIN, "owner ids come of at least 32 bytes");
      this.signing = signing;
      this.derivation = derivation;
    }

    /** What authorities and persons know the agent by. */
    public Ed25519PublicKey publicKey() {
      return signing.publicKey();
    }

    @Override
    public String toString() {
      return "Keys[redacted]";
    }
  }

  /** An agent that asks {@code identities} and seals for {@code authorities}. */
  public PseudonymAgent(
      Keys keys,
      IdentityRegister identities,
      EscrowPublicKey authorities,
      Register register,
      Entropy entropy) {
    Check.that(authorities.slots().size() == 1, "entries are sealed under a key of one slot");
    this.keys = keys;
    this.identities = identities;
    this.authorities = authorities;
    this.register = register;
    this.entropy = entropy;
  }

  /**
   * The owner id for the device that the consent in {@code bytes} names, or why there is none. Ids
   * of one person have nothing in common that anybody sees without the agent's secret.
   */
  public Answer<OwnerId> identify(ByteString bytes, Minutes now) throws IOException {
    Consent consent;
    try {
      consent = Consent.decode(bytes);
    } catch (MalformedInput _) {
      return Answer.refused(RegisterReason.MALFORMED);
    }
    return identify(consent, identities, now);
  }

  /** The same, where {@code people} says who it is: the agent's register, or what it said. */
  public synchronized Answer<OwnerId> identify(
      Consent consent, IdentityRegister people, Minutes now) throws IOException {
    return switch (person(consent.claim(), consent::isOf, people, now)) {
      case Answer.Refused<IdentityRegister.Person>(var reason) -> Answer.refused(reason);
      case Answer.Given<IdentityRegister.Person>(IdentityRegister.Person person) ->
          Answer.given(entered(derive(consent.claim()), person));
    };
  }

  /**
   * The owner id whose letters the person of {@code call} comes for; there need not be any. Nothing
   * of the call is kept. Anybody may call, so whether there is such a person is not told.
   */
  public Answer<OwnerId> recognise(LetterCall call, Minutes now) throws IOException {
    return recognise(call, identities, now);
  }

  /** The same, where {@code people} says who it is: the agent's register, or what it said. */
  public synchronized Answer<OwnerId> recognise(
      LetterCall call, IdentityRegister people, Minutes now) throws IOException {
    return switch (person(call.claim(), call::isOf, people, now)) {
      case Answer.Refused<IdentityRegister.Person>(var reason) ->
          Answer.refused(
              reason.equals(RegisterReason.REFERENCE_UNKNOWN) ? RegisterReason.NO_CONSENT : reason);
      case Answer.Given<IdentityRegister.Person> _ -> Answer.given(derive(call.claim()));
    };
  }

  /** Whether something is signed by this person for this agent. */
  private interface Signed {
    boolean isOf(Ed25519PublicKey person, Ed25519PublicKey agent);
  }

  private Answer<IdentityRegister.Person> person(
      Claim claim, Signed signed, IdentityRegister people, Minutes now) throws IOException {
    if (!claim.isValidAt(now)) {
      return Answer.refused(RegisterReason.CONSENT_NOT_VALID_NOW);
    }
    Optional<IdentityRegister.Person> person = people.find(claim.reference());
    if (person.isEmpty()) {
      return Answer.refused(RegisterReason.REFERENCE_UNKNOWN);
    }
    return signed.isOf(person.get().key(), keys.publicKey())
        ? Answer.given(person.get())
        : Answer.refused(RegisterReason.NO_CONSENT);
  }

  private OwnerId entered(OwnerId owner, IdentityRegister.Person person) throws IOException {
    if (register.find(owner).isEmpty()) {
      RegisterEntry entry =
          RegisterEntry.make(keys.signing, authorities, owner, person.identity(), entropy);
      register.write(entry, person.owner());
    }
    return owner;
  }

  private OwnerId derive(Claim claim) {
    Secret derived =
        keys.derivation.derive(
            LABEL,
            ArtLayout.ID_SIZE,
            ByteString.utf8(identities.source()),
            ByteString.utf8(claim.reference()),
            new Encoder().u16(claim.device()).toByteString());
    OwnerId owner = new OwnerId(derived.lend(ByteString::copyOf));
    derived.destroy();
    return owner;
  }

  /** A fresh owner id for somebody who stays anonymous: one for each {@code request}. */
  public synchronized Answer<OwnerId> anonymous(ByteString request) throws IOException {
    if (request.size() != Register.REQUEST_SIZE) {
      return Answer.refused(RegisterReason.MALFORMED);
    }
    Optional<OwnerId> answered = register.answered(request);
    if (answered.isPresent()) {
      return Answer.given(answered.get());
    }
    OwnerId fresh = new OwnerId(ByteString.copyOf(entropy.bytes(ArtLayout.ID_SIZE)));
    Check.that(register.find(fresh).isEmpty(), "the entropy source does not repeat");
    register.writeAnonymous(request, fresh, NOBODY);
    return Answer.given(fresh);
  }
}
