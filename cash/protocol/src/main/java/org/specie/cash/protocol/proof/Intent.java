package org.specie.cash.protocol.proof;

import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.Payee;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.relation.Shape.Move;
import org.specie.cash.protocol.relation.Shape.Payout;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Encoder;

/**
 * What a holder wants of one transaction that consumes a state.
 *
 * @param renewal whether to set the budget anew; the state's epoch must lie before the current one
 * @param coins coins to claim; slots left over show the dummy
 * @param payment whom to pay; a paying kind without one pays nothing to nobody
 * @param move the public amount, in a load or unload
 * @param claim the entry that is accepted, returned or refunded
 * @param refund what goes back into it, where it is refunded
 * @param order of the registrars, in a change of class
 */
public record Intent(
    Kind kind,
    boolean renewal,
    List<Coin> coins,
    Optional<Payment> payment,
    Optional<AccountTransfer> move,
    Optional<EntryOpening> claim,
    Optional<Refund> refund,
    Optional<ClassOrder> order) {
  /**
   * A payment of {@code amount} with a note of at most {@link CoinSecrets#NOTE_SIZE} bytes, or
   * {@link EntrySecrets#NOTE_SIZE} into an entry.
   *
   * @param payee an entry address only for an entry within the budget
   */
  public record Payment(Payee payee, Amount amount, ByteString note) {
    public Payment {
      Check.that(note.size() <= CoinSecrets.NOTE_SIZE, "a note fits its place");
    }
  }

  /**
   * @param account 20 bytes, linked to the holder
   * @param nonce the account's next nonce in a load, else 0
   */
  public record AccountTransfer(Amount amount, ByteString account, long nonce) {}

  /** Giving {@code amount} back with a note of at most {@link RefundNotice#NOTE_SIZE} bytes. */
  public record Refund(Amount amount, ByteString note) {
    public Refund {
      Check.that(note.size() <= RefundNotice.NOTE_SIZE, "a note fits its place");
    }
  }

  /** Without an entry to end. */
  public Intent(
      Kind kind,
      boolean renewal,
      List<Coin> coins,
      Optional<Payment> payment,
      Optional<AccountTransfer> move) {
    this(kind, renewal, coins, payment, move, Optional.empty());
  }

  /** Without a refund or an order. */
  public Intent(
      Kind kind,
      boolean renewal,
      List<Coin> coins,
      Optional<Payment> payment,
      Optional<AccountTransfer> move,
      Optional<EntryOpening> claim) {
    this(kind, renewal, coins, payment, move, claim, Optional.empty(), Optional.empty());
  }

  public Intent {
    coins = List.copyOf(coins);
    var shape = kind.shape(renewal).orElseThrow();
    Check.that(coins.size() <= shape.slots(), "no more coins than slots");
    Check.that(payment.isEmpty() || shape.pays(), "this kind creates no coin");
    Check.that(
        move.isPresent() == shape.move().isPublic(), "an account transfer exactly in a move");
    Check.that(
        claim.isPresent() == shape.move().namesEntry(), "an entry exactly where one is opened");
    Check.that(refund.isPresent() == (shape.move() == Move.REFUND), "a refund exactly in a refund");
    Check.that(
        order.isPresent() == (shape.move() == Move.CLASS_CHANGE),
        "an order exactly in a change of class");
    Check.that(
        payment.isPresent() || !shape.pays() || shape.payout() == Payout.COIN,
        "only the plain payment may pay nobody");
    payment.ifPresent(paid -> requirePlace(paid, shape.payout()));
  }

  private static void requirePlace(Payment payment, Payout payout) {
    Check.that(
        payout == Payout.ENTRY || payment.payee() instanceof PaymentAddress,
        "an entry address is for an entry within the budget");
    Check.that(
        !payout.makesEntry() || payment.note().size() <= EntrySecrets.NOTE_SIZE,
        "a note fits its place");
  }

  /** Paying {@code payment}, claiming {@code coin} if there is one. */
  public static Intent pay(boolean renewal, Optional<Coin> coin, Payment payment) {
    return new Intent(
        Kind.PAY, renewal, coin.stream().toList(), Optional.of(payment), Optional.empty());
  }

  /** Paying by {@code kind}: approved, delayed, or into an entry within the budget. */
  public static Intent pay(Kind kind, Payment payment) {
    return new Intent(kind, false, List.of(), Optional.of(payment), Optional.empty());
  }

  /** Accepting or returning {@code entry}. */
  public static Intent end(Kind kind, EntryOpening entry) {
    return new Intent(
        kind, false, List.of(), Optional.empty(), Optional.empty(), Optional.of(entry));
  }

  /** Going to another class as {@code order} says. */
  public static Intent change(boolean renewal, ClassOrder order) {
    return new Intent(
        Kind.CLASS_CHANGE,
        renewal,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(order));
  }

  /** Giving {@code back} of {@code entry}, which was accepted, claiming {@code coin} on the way. */
  public static Intent refund(
      boolean renewal, Optional<Coin> coin, EntryOpening entry, Refund back) {
    return new Intent(
        Kind.REFUND,
        renewal,
        coin.stream().toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(entry),
        Optional.of(back),
        Optional.empty());
  }

  /** Claiming {@code coin}, or doing nothing, in the same shape as a payment. */
  public static Intent claim(boolean renewal, Optional<Coin> coin) {
    return new Intent(
        Kind.PAY, renewal, coin.stream().toList(), Optional.empty(), Optional.empty());
  }

  /** Names the wish: two intents encode alike if and only if they want the same. */
  void encode(Encoder out) {
    out.u8(kind.code()).bool(renewal);
    out.list(coins, (each, coin) -> coin.serial().encode(each));
    out.list(
        payment.stream().toList(),
        (each, p) -> each.bytes(p.payee().encode()).u64(p.amount().minor()).bytes(p.note()));
    out.list(
        move.stream().toList(),
        (each, m) -> each.u64(m.amount().minor()).bytes(m.account()).u64(m.nonce()));
    claim.ifPresent(c -> out.hash(c.claim().entry()).u64(c.amount().minor()));
    refund.ifPresent(r -> out.u64(r.amount().minor()).bytes(r.note()));
    order.ifPresent(o -> o.encode(out));
  }

  /** The sum of the coins claimed. */
  public Amount received() {
    Amount sum = Amount.ZERO;
    for (Coin coin : coins) {
      sum = sum.plus(coin.value());
    }
    return sum;
  }

  /** The amount of the coin created. */
  public Amount paid() {
    return payment.map(Payment::amount).orElse(Amount.ZERO);
  }

  /** The amount that goes back into an entry. */
  public Amount refunded() {
    return refund.map(Refund::amount).orElse(Amount.ZERO);
  }

  /** The amount of the entry that is opened. */
  public Amount claimed() {
    return claim.map(EntryOpening::amount).orElse(Amount.ZERO);
  }
}
