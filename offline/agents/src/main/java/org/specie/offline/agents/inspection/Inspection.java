package org.specie.offline.agents.inspection;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.Answer;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.TokenId;

/**
 * Looks at every payment that comes in. Its alarms follow from signatures and counts; what is
 * merely unusual is none. One submission costs the verification of a proof and some ten reads. Safe
 * for many threads, one at a time. Spec: docs/spec/54-agents.md section 6.
 */
public final class Inspection {
  private static final BigInteger THOUSAND = BigInteger.valueOf(1_000);

  private final TokenVerifier verifier;
  private final IssuedCredentials issued;
  private final InspectionBook book;

  /** Inspection under {@code root}, over a storage that nobody else writes. */
  public Inspection(KeyCert root, Currency currency, IssuedCredentials issued, Storage storage) {
    this.verifier = new TokenVerifier(KnownKeys.under(root), currency);
    this.issued = issued;
    this.book = new InspectionBook(storage);
  }

  /** Takes a payment in; the alarms it raised, or why it is not believed. */
  public Answer<List<Alarm>> submit(Proof proof) throws IOException {
    return enter(proof, Optional.empty(), issued);
  }

  /**
   * The same, for who asked the factory before, so that one that is slow holds nobody else.
   *
   * @param made what the factory says of the token's id
   */
  public Answer<List<Alarm>> submit(Proof proof, Optional<Hash32> made) throws IOException {
    return enter(proof, Optional.empty(), new Told(made, issued));
  }

  /** What a factory said before; the core is asked. */
  private record Told(Optional<Hash32> made, IssuedCredentials issued)
      implements IssuedCredentials {
    @Override
    public Optional<Hash32> token(KeyId factory, TokenId id) {
      return made;
    }

    @Override
    public long grantedKeys(KeyId classKey) throws IOException {
      return issued.grantedKeys(classKey);
    }
  }

  /** Takes a payment in that an institution credited to an account. */
  public Answer<List<Alarm>> credit(Proof proof, Booking booking) throws IOException {
    return enter(proof, Optional.of(booking), issued);
  }

  private synchronized Answer<List<Alarm>> enter(
      Proof proof, Optional<Booking> booking, IssuedCredentials known) throws IOException {
    if (verifier.audit(proof) instanceof Verdict.Refused refused) {
      return Answer.refused(refused.reason());
    }
    Submission submission = new Submission(book, known, proof);
    submission.enter();
    if (booking.isPresent()) {
      submission.credit(booking.get());
    }
    return Answer.given(submission.write());
  }

  /**
   * Notes that {@code amount} was put into circulation; the same name counts once.
   *
   * @return what is noted under the name, which may be another amount from before
   */
  public synchronized Amount issue(Hash32 name, Amount amount) throws IOException {
    Optional<Amount> before = book.issued(name);
    if (before.isPresent()) {
      return before.get();
    }
    ByteString key = InspectionBook.issueKey(name);
    Totals totals = book.totals();
    Storage.Batch batch = new Storage.Batch();
    batch.put(key, new Encoder().u64(amount.minor()).toByteString());
    Submission.putTotals(
        batch,
        new Totals(Math.addExact(totals.issuedMinor(), amount.minor()), totals.creditedMinor()));
    book.write(batch);
    return amount;
  }

  /** What went into circulation and what came back. */
  public synchronized Totals totals() throws IOException {
    return book.totals();
  }

  /** Every alarm so far. */
  public synchronized List<Alarm> alarms() throws IOException {
    return book.alarms();
  }

  /** At most so many alarms whose digests are above this one, in the order of digests. */
  public synchronized List<Alarm> alarmsAfter(Hash32 digest, int countMax) throws IOException {
    return book.alarmsAfter(digest, countMax);
  }

  /** The proof that an alarm names. */
  public synchronized Optional<ByteString> proof(Hash32 token) throws IOException {
    return book.proof(token);
  }

  /** Hands out who was paid from {@code from} to {@code until}, in order of time. */
  public synchronized void receipts(Minutes from, Minutes until, Consumer<Receipt> reader)
      throws IOException {
    book.receipts(from, until, reader);
  }

  /** The sum of payments claimed from {@code from} to {@code until}, in minor units. */
  public synchronized long turnoverMinor(Minutes from, Minutes until) throws IOException {
    return book.turnoverMinor(from, until);
  }

  /**
   * The velocity of money from {@code from} to {@code until}: payments claimed then, over what
   * circulates now, in thousandths; nothing while nothing circulates. Spec: docs/spec/54-agents.md
   * 6.5.
   */
  public synchronized OptionalLong velocityThousandths(Minutes from, Minutes until)
      throws IOException {
    long circulating = book.totals().circulatingMinor();
    if (circulating == 0) {
      return OptionalLong.empty();
    }
    BigInteger turnover = BigInteger.valueOf(book.turnoverMinor(from, until));
    return OptionalLong.of(
        turnover.multiply(THOUSAND).divide(BigInteger.valueOf(circulating)).longValueExact());
  }
}
