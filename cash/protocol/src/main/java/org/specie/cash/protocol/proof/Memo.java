package org.specie.cash.protocol.proof;

import java.util.Optional;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.hybrid.SelfMemo;

/**
 * What a holder writes to its later self into each transaction: the new amounts, which no seed
 * yields, and what the transaction did. Source: docs/spec/10-private-cash.md, clause 10.9.
 *
 * @param paid amount of the coin created, or of the public move
 * @param received sum of the coins claimed
 * @param payee first 16 bytes of the payee's pid, or zeros
 */
public record Memo(
    Amount balance, Amount budget, Amount income, Amount paid, Amount received, ByteString payee) {
  public static final int PAYEE_SIZE = 16;

  public Memo {
    Check.that(payee.size() == PAYEE_SIZE, "the payee's short name has 16 bytes");
  }

  /** Encrypts the memo for {@code keys}, bound to the transaction's salt and inputs. */
  public ByteString seal(HolderKeys keys, ByteString salt, ByteString consumed) {
    Encoder out =
        new Encoder()
            .u64(balance.minor())
            .u64(budget.minor())
            .u64(income.minor())
            .u64(paid.minor())
            .u64(received.minor())
            .fixed(payee);
    out.fixed(new byte[SelfMemo.PLAINTEXT_SIZE - out.size()]);
    return SelfMemo.seal(keys.memo(), salt, consumed, out.toByteString());
  }

  /** The memo, if {@code keys} wrote it. */
  public static Optional<Memo> open(
      HolderKeys keys, ByteString salt, ByteString consumed, ByteString sealed) {
    return SelfMemo.open(keys.memo(), salt, consumed, sealed).flatMap(Memo::parse);
  }

  private static Optional<Memo> parse(ByteString plaintext) {
    try {
      Decoder in = new Decoder(plaintext);
      return Optional.of(
          new Memo(
              amount(in), amount(in), amount(in), amount(in), amount(in), in.fixed(PAYEE_SIZE)));
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  private static Amount amount(Decoder in) throws MalformedInput {
    long minor = in.u64();
    if (!Amount.isValid(minor)) {
      throw new MalformedInput("amount out of range");
    }
    return Amount.ofMinor(minor);
  }
}
