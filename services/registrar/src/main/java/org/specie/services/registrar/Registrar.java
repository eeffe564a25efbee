package org.specie.services.registrar;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.registration.RegistrarReason;
import org.specie.cash.protocol.registration.TagKey;
import org.specie.cash.protocol.registration.TagShare;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.Header;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.services.api.Answer;
import org.specie.services.api.Refusal;
import org.specie.services.registrar.RegisterBook.Entry;
import org.specie.services.registrar.evidence.Evidence;
import org.specie.services.registrar.evidence.Registration;

/**
 * One registrar: its key, its book, its own sight of the ledger, and the identity providers it
 * believes. It believes nothing of whoever passes a registration on. Safe for many threads. Source:
 * docs/spec/43-registrar.md, sections 3 and 4.
 */
public final class Registrar implements AutoCloseable {
  /** How far ahead an enrolment may be valid, in blocks: what wallets choose, seen from behind. */
  public static final long AHEAD_MAX = Header.HORIZON + Header.GRID;

  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;

  /** What is a registrar's own. Not a record: two of it are secret. */
  public static final class Own {
    private final Ed25519SecretKey key;
    private final TagShare tags;
    private final RegisterBook book;

    /**
     * Takes all of it over.
     *
     * @param key by which the policy names it
     * @param tags its share of the key behind uniqueness tags
     */
    public Own(Ed25519SecretKey key, TagShare tags, RegisterBook book) {
      this.key = key;
      this.tags = tags;
      this.book = book;
    }
  }

  /**
   * Its part of a tag's proof.
   *
   * @param place of its share, from 0
   */
  public record Given(int place, ByteString point) {}

  /** What it answers: the person's tag, and its signature on the enrolment statement. */
  public record Signed(Hash32 tag, ByteString signature) {}

  /**
   * How it is.
   *
   * @param height of the ledger as it sees it; 0 if it does not
   * @param named whether the policy in force names its key
   * @param entries of its book
   */
  public record Standing(Ed25519PublicKey key, long height, boolean named, long entries) {}

  private final Own own;
  private final Domain domain;
  private final ByteString encodedDomain;
  private final LedgerSight sight;
  private final Map<String, Ed25519PublicKey> issuers;
  private final ServedProviders providers;
  private final Clock clock;

  /**
   * @param domain of the ledger
   * @param issuers identity providers it believes, and their keys
   * @param providers through whom it lets people in
   */
  public Registrar(
      Own own,
      Domain domain,
      LedgerSight sight,
      Map<String, Ed25519PublicKey> issuers,
      ServedProviders providers,
      Clock clock) {
    this.own = own;
    this.domain = domain;
    Encoder out = new Encoder();
    domain.encode(out);
    this.encodedDomain = out.toByteString();
    this.sight = sight;
    this.issuers = Map.copyOf(issuers);
    this.providers = providers;
    this.clock = clock;
  }

  private static <T> Answer<T> refused(Reason reason, int status) {
    return Answer.refused(Refusal.Explanation.of(reason, status));
  }

  /** Whether the provider that brings {@code asked} is one it answers. */
  private boolean isServed(Registration asked) throws IOException {
    Optional<Map<String, Ed25519PublicKey>> listed = providers.listed();
    return listed.isEmpty()
        || asked
            .mark()
            .filter(
                mark ->
                    Optional.ofNullable(listed.get().get(mark.provider()))
                        .filter(key -> mark.isOf(key, encodedDomain, asked))
                        .isPresent())
            .isPresent();
  }

  /** Its part of the proof of a person's tag, for whom it would let in as far as it can see. */
  public Answer<Given> give(Registration asked) throws IOException {
    return examine(asked)
        .then(
            _ ->
                Answer.done(
                    new Given(own.tags.place(), own.tags.answer(question(asked.evidence())))));
  }

  /**
   * Whether it lets a person in with a wallet; fails if its book cannot be written, or its list of
   * providers not be read.
   *
   * @param proof of the person's tag, which it verifies itself
   */
  public Answer<Signed> register(Registration asked, ByteString proof) throws IOException {
    return examine(asked).then(examined -> named(asked, proof, examined));
  }

  private ByteString question(Evidence evidence) {
    return TagKey.question(domain, evidence.identity());
  }

  private Answer<Signed> named(Registration asked, ByteString proof, Examined examined)
      throws IOException {
    Evidence evidence = asked.evidence();
    Optional<Hash32> tag = own.tags.key().tag(question(evidence), proof);
    return tag.isEmpty()
        ? Answer.refused(RegistrarRefusal.TAG_UNPROVEN)
        : enter(
            new Enrolment.Statement(
                domain, tag.get(), examined.spendKey(), evidence.classId(), asked.validUntil()),
            examined.height());
  }

  /** A registration that holds, and the ledger's height at that moment. */
  private record Examined(G1 spendKey, long height) {}

  private Answer<Examined> examine(Registration asked) throws IOException {
    Optional<G1> spendKey = spendKey(asked.publicSpendKey());
    if (spendKey.isEmpty()) {
      return refused(RegistrarReason.KEY_INVALID, BAD_REQUEST);
    }
    if (!isServed(asked)) {
      return Answer.refused(RegistrarRefusal.PROVIDER_UNKNOWN);
    }
    Evidence evidence = asked.evidence();
    Optional<Ed25519PublicKey> issuer = Optional.ofNullable(issuers.get(evidence.issuer()));
    if (issuer.isEmpty()) {
      return Answer.refused(RegistrarRefusal.ISSUER_UNKNOWN);
    }
    boolean isShownByItsHolder =
        evidence.expires() >= clock.epochSeconds()
            && issuer.get().verify(evidence.bytes(), asked.signature())
            && evidence.holder().verify(asked.signed(encodedDomain), asked.consent());
    if (!isShownByItsHolder) {
      return Answer.refused(RegistrarRefusal.EVIDENCE_WRONG);
    }
    Optional<LedgerSight.View> view = look();
    if (view.isEmpty()) {
      return Answer.refused(RegistrarRefusal.LEDGER_UNSEEN);
    }
    if (!isNamed(view.get())) {
      return Answer.refused(RegistrarRefusal.NOT_A_REGISTRAR);
    }
    long ahead = asked.validUntil() - view.get().height();
    if (ahead <= 0 || AHEAD_MAX < ahead) {
      return refused(PrivateReason.NOT_CURRENT, CONFLICT);
    }
    if (evidence.classId() >= view.get().policy().classes().size()) {
      return refused(PrivateReason.UNKNOWN_CLASS, CONFLICT);
    }
    return Answer.done(new Examined(spendKey.get(), view.get().height()));
  }

  private Answer<Signed> enter(Enrolment.Statement statement, long height) throws IOException {
    Entry wanted =
        new Entry(
            statement.publicSpendKey().toCompressed(), statement.classId(), statement.validUntil());
    Optional<Entry> known = own.book.find(statement.uniqueness());
    boolean isOpen = known.filter(each -> each.isOfTheSameWallet(wanted)).isEmpty();
    boolean isLapsed = known.filter(each -> height <= each.validUntil()).isEmpty();
    if (isOpen && isLapsed) {
      // Only the ledger knows what came of it, and whom others let in.
      try {
        if (sight.isKnown(statement.uniqueness())) {
          return refused(RegistrarReason.REGISTERED_BEFORE, CONFLICT);
        }
      } catch (IOException e) {
        return Answer.refused(RegistrarRefusal.LEDGER_UNSEEN);
      }
    }
    return own.book.enter(statement.uniqueness(), wanted, isLapsed ? known : Optional.empty())
        ? Answer.done(new Signed(statement.uniqueness(), own.key.sign(statement.bytes())))
        : refused(RegistrarReason.REGISTERED_BEFORE, CONFLICT);
  }

  private static Optional<G1> spendKey(ByteString compressed) {
    try {
      Decoder in = new Decoder(compressed);
      G1 key = G1.decodeCompressed(in);
      in.end();
      return key.isInfinity() || !key.isInSubgroup() ? Optional.empty() : Optional.of(key);
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  private Optional<LedgerSight.View> look() {
    try {
      return Optional.of(sight.look());
    } catch (IOException e) {
      // Whoever runs it finds the cause in its status; a provider asks the others.
      return Optional.empty();
    }
  }

  private boolean isNamed(LedgerSight.View view) {
    return view.policy().registrars().keys().contains(own.key.publicKey());
  }

  /** How it is. */
  public Standing standing() {
    Optional<LedgerSight.View> view = look();
    return new Standing(
        own.key.publicKey(),
        view.map(LedgerSight.View::height).orElse(0L),
        view.filter(this::isNamed).isPresent(),
        own.book.count());
  }

  /** Forgets its secrets and closes its book. */
  @Override
  public void close() throws IOException {
    own.key.destroy();
    own.tags.destroy();
    own.book.close();
  }
}
