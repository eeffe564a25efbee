package org.specie.offline.agents.factory;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.IssuerCore;
import org.specie.offline.agents.device.SealedRequest;
import org.specie.offline.agents.factory.TokenOwners.TokenOwner;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Extensions;
import org.specie.offline.token.receipt.Purpose;
import org.specie.offline.token.receipt.Terms;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.TokenId;

/**
 * Makes tokens for owners that are in its register, within the policy. One request makes one token,
 * however often it is sent. Spec: docs/spec/54-agents.md section 5.
 */
public final class Factory {
  private static final P256Signature UNSIGNED =
      new P256Signature(ByteString.copyOf(new byte[ArtLayout.SIGNATURE_SIZE]));

  private final Identity identity;
  private final TokenPolicy.Current policies;
  private final TokenOwners owners;
  private final IssuerCore core;
  private final FactoryRecord record;
  private final Entropy entropy;

  /** The key with which a factory signs, and what the root said of it. Not a record: a secret. */
  public static final class Identity {
    private final SigningKey key;
    private final KeyCert certificate;
    private final Currency currency;

    /** A factory's key for tokens of {@code currency}. */
    public Identity(SigningKey key, KeyCert certificate, Currency currency) {
      Check.that(
          certificate.use() == KeyUse.FACTORY && certificate.key().equals(key.publicKey()),
          "a factory signs with the key it was certified for");
      Check.that(certificate.currencyNumber() == currency.number(), "a root has one currency");
      this.key = key;
      this.certificate = certificate;
      this.currency = currency;
    }
  }

  /** A factory that asks {@code core} who a device is. */
  public Factory(
      Identity identity,
      TokenPolicy.ByOwner policies,
      TokenOwners owners,
      IssuerCore core,
      FactoryRecord record,
      Entropy entropy) {
    this(identity, () -> policies, owners, core, record, entropy);
  }

  /** The same, by policies that may change from one token to the next. */
  public Factory(
      Identity identity,
      TokenPolicy.Current policies,
      TokenOwners owners,
      IssuerCore core,
      FactoryRecord record,
      Entropy entropy) {
    this.identity = identity;
    this.policies = policies;
    this.owners = owners;
    this.core = core;
    this.record = record;
    this.entropy = entropy;
  }

  /** Makes the token that a device asked for in {@code bytes}, or says why not. */
  public synchronized Answer<Configuration> make(ByteString bytes, Minutes now) throws IOException {
    SealedRequest request;
    TokenWish wish;
    try {
      request = SealedRequest.decode(bytes);
      wish = TokenWish.decode(request.body());
    } catch (MalformedInput _) {
      return Answer.refused(AgentReason.MALFORMED);
    }
    Optional<Configuration> answered = record.answered(request);
    if (answered.isPresent()) {
      return Answer.given(answered.get());
    }
    return switch (core.vouch(request)) {
      case Answer.Refused<SealedRequest> refused -> Answer.refused(refused.reason());
      case Answer.Given<SealedRequest> _ -> make(request, wish, now);
    };
  }

  private Answer<Configuration> make(SealedRequest request, TokenWish wish, Minutes now)
      throws IOException {
    Optional<TokenOwner> owner = owners.find(request.owner());
    if (owner.isEmpty()) {
      return Answer.refused(AgentReason.OWNER_UNKNOWN);
    }
    if (wish.purpose() == Purpose.DEPOSIT && !owner.get().institution()) {
      return Answer.refused(AgentReason.NO_INSTITUTION);
    }
    TokenPolicy policy = policies.current().of(owner.get());
    Optional<Terms> terms =
        TokenCut.terms(wish, policy, identity.certificate, identity.currency, now);
    if (terms.isEmpty()) {
      return Answer.refused(AgentReason.NOTHING_LEFT);
    }
    TokenId id = new TokenId(ByteString.copyOf(entropy.bytes(ArtLayout.ID_SIZE)));
    Check.that(record.made(id).isEmpty(), "the entropy source does not repeat");
    Draft draft = new Draft(request, wish, owner.get(), policy, terms.get(), id);
    P256Signature signature =
        identity.key.sign(Domain.CONFIGURATION, configuration(draft, UNSIGNED).signedBytes());
    Configuration made = configuration(draft, signature);
    record.write(request, made);
    return Answer.given(made);
  }

  /** A token that lacks its signature. */
  private record Draft(
      SealedRequest request,
      TokenWish wish,
      TokenOwner owner,
      TokenPolicy policy,
      Terms terms,
      TokenId id) {}

  private Configuration configuration(Draft draft, P256Signature signature) {
    return new Configuration(
        draft.owner().anonymous(),
        draft.wish().dedicated(),
        draft.wish().purpose(),
        draft.terms(),
        draft.id(),
        draft.request().owner(),
        draft.policy().number(),
        identity.certificate.id(),
        draft.owner().info(),
        new Extensions(draft.wish().account(), draft.wish().withdrawalKey()),
        signature);
  }
}
