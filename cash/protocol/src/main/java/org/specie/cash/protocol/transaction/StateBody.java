package org.specie.cash.protocol.transaction;

import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.TierRules;
import org.specie.cash.protocol.relation.Shape;
import org.specie.cash.protocol.transaction.Parts.AccountMove;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.cash.protocol.transaction.Parts.EntryClaim;
import org.specie.cash.protocol.transaction.Parts.EntryOutput;
import org.specie.cash.protocol.transaction.Parts.Refund;
import org.specie.cash.protocol.transaction.Parts.Slot;
import org.specie.cash.protocol.transaction.Parts.StateOutput;
import org.specie.cash.protocol.transaction.Parts.StateShow;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.escrow.EscrowCiphertext;
import org.specie.kernel.crypto.hybrid.SelfMemo;

/**
 * What the proofs of a {@link StateTransaction} are bound to.
 *
 * @param nullifier N_0 of the state consumed
 * @param pBal commitment to the new balance, under the bases of the range proof
 * @param payment present in a paying kind
 * @param pEp commitment to the old epoch, present in a renewal
 * @param move present in a load or unload
 * @param claim present where an entry is accepted, returned or refunded
 * @param refund present where it is refunded
 * @param order present in a change of class
 * @param memo 96 bytes for the holder's later self
 */
public record StateBody(
    Kind kind,
    Header header,
    StateShow show,
    G1 nullifier,
    List<Slot> slots,
    StateOutput output,
    G1 pBal,
    Optional<Payment> payment,
    Optional<G1> pEp,
    Optional<AccountMove> move,
    Optional<EntryClaim> claim,
    Optional<Refund> refund,
    Optional<ClassOrder> order,
    ByteString memo) {

  /**
   * The amount that leaves the state and what becomes of it.
   *
   * @param coin the coin created, of which operators sign one
   * @param entry or the entry created
   * @param pV commitment to the amount
   * @param pBud commitment to the budget left, within the budget
   * @param audit payer, payee and amount sealed for auditors, above it
   */
  public record Payment(
      Optional<CoinOutput> coin,
      Optional<EntryOutput> entry,
      G1 pV,
      Optional<G1> pBud,
      Optional<EscrowCiphertext> audit) {
    private boolean fits(Shape.Payout payout) {
      return coin.isPresent() == payout.makesCoin()
          && entry.isPresent() == payout.makesEntry()
          && pBud.isPresent() == payout.usesBudget()
          && audit.isPresent() == payout.isSealed();
    }

    void encode(Encoder out) {
      coin.ifPresent(c -> c.encode(out));
      entry.ifPresent(e -> e.encode(out));
      pV.encode(out);
      pBud.ifPresent(p -> p.encode(out));
      audit.ifPresent(a -> a.encode(out));
    }

    static Payment decode(Shape.Payout payout, Decoder in) throws MalformedInput {
      return new Payment(
          payout.makesCoin() ? Optional.of(CoinOutput.decode(in)) : Optional.empty(),
          payout.makesEntry() ? Optional.of(EntryOutput.decode(in)) : Optional.empty(),
          G1.decode(in),
          payout.usesBudget() ? Optional.of(G1.decode(in)) : Optional.empty(),
          payout.isSealed()
              ? Optional.of(EscrowCiphertext.decode(TierRules.AUDIT_SLOTS, in))
              : Optional.empty());
    }
  }

  public StateBody {
    slots = List.copyOf(slots);
    Shape shape = kind.shape(header.renewal()).orElseThrow();
    Check.that(show.v().size() == shape.hiddenAttributes(), "as many V as hidden attributes");
    Check.that(slots.size() == shape.slots(), "as many slots as the kind has");
    Check.that(payment.isPresent() == shape.pays(), "a payment exactly in a paying kind");
    Check.that(
        payment.isEmpty() || payment.get().fits(shape.payout()), "a payment as the kind makes it");
    Check.that(pEp.isPresent() == shape.renewal(), "an epoch link exactly in a renewal");
    Check.that(move.isPresent() == shape.move().isPublic(), "a move exactly in a moving kind");
    Check.that(
        claim.isPresent() == shape.move().namesEntry(), "a claim exactly where an entry is opened");
    Check.that(
        refund.isPresent() == (shape.move() == Shape.Move.REFUND), "a refund exactly in a refund");
    Check.that(
        order.isPresent() == (shape.move() == Shape.Move.CLASS_CHANGE),
        "an order exactly in a change of class");
    Check.that(memo.size() == SelfMemo.SIZE, "a memo has 96 bytes");
  }

  /** The coin created, if there is one. */
  public Optional<CoinOutput> coin() {
    return payment.flatMap(Payment::coin);
  }

  /** The entry created, if there is one. */
  public Optional<EntryOutput> entry() {
    return payment.flatMap(Payment::entry);
  }

  /** The sealed record of a payment of tier 2 or 3. */
  public Optional<EscrowCiphertext> audit() {
    return payment.flatMap(Payment::audit);
  }

  /** The commitment to what goes to somebody else: the amount of a payment or of a refund. */
  public Optional<G1> paidValue() {
    return payment.map(Payment::pV).or(() -> refund.map(Refund::value));
  }

  /** The wallet class of the state created. */
  public int nextClass() {
    return order.map(ClassOrder::classId).orElse(header.classId());
  }

  public Shape shape() {
    return kind.shape(header.renewal()).orElseThrow();
  }

  void encode(Encoder out) {
    out.u8(kind.code());
    header.encode(out);
    show.encode(out);
    nullifier.encode(out);
    slots.forEach(slot -> slot.encode(out));
    output.encode(out);
    pBal.encode(out);
    payment.ifPresent(p -> p.encode(out));
    pEp.ifPresent(p -> p.encode(out));
    move.ifPresent(m -> m.encode(out));
    claim.ifPresent(c -> c.encode(out));
    refund.ifPresent(r -> r.encode(out));
    order.ifPresent(o -> o.encode(out));
    out.fixed(memo);
  }

  /** The canonical bytes. */
  public ByteString bytes() {
    Encoder out = new Encoder();
    encode(out);
    return out.toByteString();
  }

  static StateBody decode(Kind kind, Decoder in) throws MalformedInput {
    Header header = Header.decode(in);
    Shape shape = kind.shape(header.renewal()).orElseThrow();
    return new StateBody(
        kind,
        header,
        StateShow.decode(in, shape.hiddenAttributes()),
        G1.decode(in),
        Slot.decodeAll(in, shape.slots()),
        StateOutput.decode(in),
        G1.decode(in),
        shape.pays() ? Optional.of(Payment.decode(shape.payout(), in)) : Optional.empty(),
        shape.renewal() ? Optional.of(G1.decode(in)) : Optional.empty(),
        shape.move().isPublic()
            ? Optional.of(AccountMove.decode(in, shape.move() == Shape.Move.LOAD))
            : Optional.empty(),
        shape.move().namesEntry() ? Optional.of(EntryClaim.decode(in)) : Optional.empty(),
        shape.move() == Shape.Move.REFUND ? Optional.of(Refund.decode(in)) : Optional.empty(),
        shape.move() == Shape.Move.CLASS_CHANGE
            ? Optional.of(ClassOrder.decode(in))
            : Optional.empty(),
        in.fixed(SelfMemo.SIZE));
  }
}
