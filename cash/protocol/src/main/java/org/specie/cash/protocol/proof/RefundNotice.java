package org.specie.cash.protocol.proof;

import java.util.Optional;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.transaction.Parts;
import org.specie.cash.protocol.transaction.Parts.EntryClaim;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.hybrid.SelfMemo;
import org.specie.kernel.crypto.seed.Secret;

/**
 * What whoever refunds an entry tells whoever paid it, without knowing who that is: the amount,
 * what blinds it, and a note, under a key that both have from the entry and nobody else. Source:
 * docs/spec/13-refunds-and-classes.md, clause 13.12.
 */
public final class RefundNotice {
  /** Bytes of the note that may go along. */
  public static final int NOTE_SIZE = SelfMemo.PLAINTEXT_SIZE - 8 - Scalar.SIZE;

  private static final int KEY_SIZE = 32;

  private final EntryOpening opening;
  private final ByteString note;

  private RefundNotice(EntryOpening opening, ByteString note) {
    this.opening = opening;
    this.note = note;
  }

  /** The key of both sides of the entry with {@code rho1}, the blinding factor of its P_v. */
  private static Secret key(Scalar rho1) {
    Secret shared = Secret.copyOf(rho1.toByteString().toByteArray());
    Secret key = shared.derive("specie/entry/refund", KEY_SIZE);
    shared.destroy();
    return key;
  }

  /**
   * Tells {@code amount}.
   *
   * @param rho1 what blinds the amount of the entry
   * @param rho7 what blinds the amount of the refund
   */
  static ByteString seal(
      Scalar rho1,
      ByteString salt,
      ByteString consumed,
      Amount amount,
      Scalar rho7,
      ByteString note) {
    Check.that(note.size() <= NOTE_SIZE, "a note fits its place");
    Encoder out = new Encoder().u64(amount.minor());
    rho7.encode(out);
    out.fixed(note).fixed(new byte[NOTE_SIZE - note.size()]);
    Secret key = key(rho1);
    ByteString sealed = SelfMemo.seal(key, salt, consumed, out.toByteString());
    key.destroy();
    return sealed;
  }

  /**
   * What {@code made} refunds of an entry, if its notice is for who holds {@code paid} <b>and</b>
   * what it commits to is what the notice says. Anything else is worth nothing.
   *
   * @param paid what would have returned the entry to who paid it; or what accepted it, for whoever
   *     wrote the notice
   * @param outputs of the transaction that refunds
   */
  public static Optional<RefundNotice> open(
      Suite suite, EntryOpening paid, Outputs outputs, StateTransaction made) {
    Optional<Parts.Refund> refund = made.body().refund();
    if (refund.isEmpty()
        || !made.body().claim().orElseThrow().entry().equals(paid.claim().entry())) {
      return Optional.empty();
    }
    Secret key = key(paid.valueBlinding());
    Optional<ByteString> opened =
        SelfMemo.open(key, made.body().header().salt(), outputs.consumed(), refund.get().notice());
    key.destroy();
    return opened.flatMap(plain -> read(suite, paid, refund.get(), plain));
  }

  private static Optional<RefundNotice> read(
      Suite suite, EntryOpening paid, Parts.Refund refund, ByteString plain) {
    try {
      Decoder in = new Decoder(plain);
      long minor = in.u64();
      Scalar rho7 = Scalar.decode(in);
      ByteString note = in.fixed(NOTE_SIZE);
      boolean fits =
          Amount.isValid(minor)
              && EntrySecrets.commit(suite, Scalar.of(minor), rho7).equals(refund.value());
      return fits
          ? Optional.of(
              new RefundNotice(
                  new EntryOpening(
                      new EntryClaim(paid.claim().entry(), refund.value(), paid.claim().owner()),
                      Amount.ofMinor(minor),
                      rho7,
                      paid.ownerBlinding()),
                  note))
          : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  /** What returns the refund to who paid the entry, if that is whose opening it was read with. */
  public EntryOpening opening() {
    return opening;
  }

  /** The words that came along, padded with zeros. */
  public ByteString note() {
    return note;
  }

  @Override
  public String toString() {
    return "RefundNotice[redacted]";
  }
}
