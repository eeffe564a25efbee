package org.specie.cash.application.state;

import java.util.Optional;
import org.specie.cash.protocol.transaction.Parts.AccountMove;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;

/**
 * An ordinary account: its balance, its next nonce, and the record that ties it to the unnamed
 * owner of a private state, if it has been linked.
 *
 * @param link R_a as it stood in the link transaction, compared byte by byte afterwards
 */
public record Account(Amount balance, long nonce, Optional<G1> link) {
  /** An account that never received anything. */
  public static final Account EMPTY = new Account(Amount.ZERO, 0, Optional.empty());

  /** So many numbers after the next one may wait for those before them. */
  public static final int NONCES_WAITING_MAX = 64;

  /**
   * Whether a payment of {@code amount} with {@code nonce} is worth ordering although others come
   * before it. Without a bound anybody could fill blocks with payments that never come true, from
   * accounts that never had anything.
   */
  public boolean letsWait(long nonce, Amount amount) {
    return nonce > this.nonce && nonce - this.nonce <= NONCES_WAITING_MAX && balance.covers(amount);
  }

  /** The account with {@code amount} more. */
  public Account credited(Amount amount) {
    return new Account(balance.plus(amount), nonce, link);
  }

  /** The account with {@code amount} less, which it has. */
  public Account debited(Amount amount) {
    Check.that(balance.covers(amount), "an account is never overdrawn");
    return new Account(balance.minus(amount), nonce, link);
  }

  /** The account after one more transaction it signed. */
  public Account signedOnce() {
    return new Account(balance, Math.addExact(nonce, 1), link);
  }

  /** The account linked by {@code record}. */
  public Account linkedBy(G1 record) {
    Check.that(link.isEmpty(), "an account is linked once");
    return new Account(balance, nonce, Optional.of(record));
  }

  /** Whether {@code move} names this account's link record. */
  public boolean isLinkedBy(AccountMove move) {
    return link.isPresent() && link.get().equals(move.link());
  }

  ByteString encode() {
    Encoder out = new Encoder().u64(balance.minor()).u64(nonce).bool(link.isPresent());
    link.ifPresent(point -> point.encode(out));
    return out.toByteString();
  }

  static Account decode(Decoder in) throws MalformedInput {
    long minor = in.u64();
    if (!Amount.isValid(minor)) {
      throw new MalformedInput("amount out of range");
    }
    return new Account(
        Amount.ofMinor(minor), in.u64(), in.bool() ? Optional.of(G1.decode(in)) : Optional.empty());
  }
}
