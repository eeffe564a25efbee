package org.specie.offline.vault.state;

import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.InvariantViolation;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.check.KnownKeys;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.Validity;

/**
 * What a vault knows: everything that its records say, and nothing else. Not thread-safe. Spec:
 * docs/spec/55-vault.md section 3.
 */
public final class VaultState {
  /** What there is from the root's word on. */
  private record Identity(Facts facts, KnownKeys keys, TokenVerifier verifier) {}

  private final Books books = new Books();
  private final PaymentKeys paymentKeys = new PaymentKeys();
  private Stage stage = Stage.BLANK;
  private Optional<P256Key> point = Optional.empty();
  private Optional<Identity> identity = Optional.empty();
  private Optional<OwnerId> owner = Optional.empty();
  private Sums sums = Sums.NONE;
  private Amount unapproved = Amount.ZERO;
  private Amount approvalFrom = Amount.ZERO;
  private Minutes floor = new Minutes(0);
  private int lastLoad;
  private int lastRequest;

  /** Takes a step that was written, or is read again. */
  public void apply(VaultRecord record) {
    switch (record) {
      case VaultRecord.Opened _ -> {}
      case VaultRecord.Made(P256Key made) -> point = Optional.of(made);
      case VaultRecord.Initialised initialised -> initialise(initialised);
      case VaultRecord.Personalised(OwnerId named) -> {
        owner = Optional.of(named);
        stage = Stage.PERSONALISED;
      }
      case VaultRecord.Activated _ -> stage = Stage.OPERATIONAL;
      case VaultRecord.Learnt learnt -> {
        Check.that(
            keys().learn(learnt.certificate()).isAccepted(), "a certificate was learnt before");
        raise(learnt.certificate().validity().from());
      }
      case VaultRecord.Timed(Minutes time) -> raise(time);
      case VaultRecord.Generated generated -> paymentKeys.add(generated.key(), generated.mark());
      case VaultRecord.Certified certified -> {
        paymentKeys.certify(certified.certificate());
        paymentKeys.forget(keys(), floor);
      }
      case VaultRecord.Requested(int number) -> lastRequest = number;
      case VaultRecord.Paid paid -> pay(paid);
      case VaultRecord.Credited credited -> {
        sums = sums.receive(credited.amount());
        books.redeem(credited.id(), credited.redeemed(), credited.validity().until());
        raise(credited.validity().from());
      }
      case VaultRecord.Loaded(int serial, Amount amount) -> {
        sums = sums.load(amount);
        lastLoad = serial;
      }
      case VaultRecord.Limited(Amount payment) -> approvalFrom = payment;
      case VaultRecord.Disabled _ -> {
        paymentKeys.clear();
        stage = Stage.DISABLED;
      }
      case VaultRecord.Recovered _ -> stage = Stage.RECOVERED;
    }
  }

  private void initialise(VaultRecord.Initialised initialised) {
    KnownKeys keys = KnownKeys.under(initialised.root());
    Facts facts = initialised.facts();
    identity = Optional.of(new Identity(facts, keys, new TokenVerifier(keys, facts.currency())));
    approvalFrom = facts.limits().payment();
    stage = Stage.INITIALISED;
    raise(initialised.root().validity().from());
  }

  private void pay(VaultRecord.Paid paid) {
    Amount amount = paid.payment().amount();
    sums = sums.spend(amount);
    unapproved = paid.approved() ? Amount.ZERO : unapproved.plus(amount);
    Validity validity = paid.validity();
    books.pay(paid.payment(), validity.until());
    int usesMax =
        keys().classOf(paid.payment().certificate().classKey()).map(ClassCert::uses).orElse(1);
    paymentKeys.use(paid.payment().certificate(), paid.payment().use(), usesMax);
    raise(validity.from());
  }

  private void raise(Minutes time) {
    if (time.compareTo(floor) > 0) {
      floor = time;
      books.forget(floor);
      paymentKeys.forget(keys(), floor);
    }
  }

  private Identity identity() {
    return identity.orElseThrow(
        () -> new InvariantViolation("a vault that is used was initialised"));
  }

  /** Where it is in its life. */
  public Stage stage() {
    return stage;
  }

  /** The device's public key, once it was made. */
  public Optional<P256Key> point() {
    return point;
  }

  /** What the root said it is. */
  public Facts facts() {
    return identity().facts();
  }

  /** The certificates it knows. */
  public KnownKeys keys() {
    return identity().keys();
  }

  /** Whom it believes. */
  public TokenVerifier verifier() {
    return identity().verifier();
  }

  /** Whose it is. */
  public OwnerId owner() {
    return owner.orElseThrow(() -> new InvariantViolation("a vault in use has an owner"));
  }

  /** Its money. */
  public Sums sums() {
    return sums;
  }

  /** What was paid without approval since the last payment with one. */
  public Amount unapproved() {
    return unapproved;
  }

  /** A payment of this amount or more needs approval. */
  public Amount approvalFrom() {
    return approvalFrom;
  }

  /** The latest time that an agent vouched for. */
  public Minutes floor() {
    return floor;
  }

  /** The number of the last load. */
  public int lastLoad() {
    return lastLoad;
  }

  /** The number of the last request to an agent. */
  public int lastRequest() {
    return lastRequest;
  }

  /** What was paid and redeemed. */
  public Books books() {
    return books;
  }

  /** Its payment keys. */
  public PaymentKeys paymentKeys() {
    return paymentKeys;
  }

  /** The key for a payment of {@code amount} at {@code time}. */
  public Optional<PaymentKeys.Ready> payerKey(Minutes time, Amount amount) {
    return paymentKeys.choose(keys(), time, amount);
  }
}
