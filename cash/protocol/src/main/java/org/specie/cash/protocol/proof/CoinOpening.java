package org.specie.cash.protocol.proof;

import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * The opening of the two commitments of a coin: what payer and payee alone can show to others, and
 * nobody in two ways. It says nothing about any other coin, and spends nothing. Source:
 * docs/spec/10-private-cash.md, clauses 10.6 and 10.12. Encoding: 8 + 32 + 32 bytes.
 */
public record CoinOpening(Amount value, Scalar pidBlinding, Scalar valueBlinding) {
  /** The coin output for {@code pid} that this opens. */
  CoinOutput output(Suite suite, Outputs outputs, Scalar pid, ByteString ciphertext) {
    G1 base = outputs.coinBase(suite);
    G1 g = suite.g().point();
    return new CoinOutput(
        base.times(pid).plus(g.times(pidBlinding)),
        base.times(Scalar.of(value.minor())).plus(g.times(valueBlinding)),
        ciphertext);
  }

  /** Whether {@code coin} is one of this value for {@code pid} and for nobody else. */
  public boolean opens(Suite suite, Outputs outputs, Scalar pid, CoinOutput coin) {
    return output(suite, outputs, pid, coin.ciphertext()).equals(coin);
  }

  /** Appends the canonical bytes. */
  public void encode(Encoder out) {
    out.u64(value.minor());
    pidBlinding.encode(out);
    valueBlinding.encode(out);
  }

  /** Reads what {@link #encode} appends. */
  public static CoinOpening decode(Decoder in) throws MalformedInput {
    long minor = in.u64();
    if (!Amount.isValid(minor)) {
      throw new MalformedInput("not an amount");
    }
    return new CoinOpening(Amount.ofMinor(minor), Scalar.decode(in), Scalar.decode(in));
  }

  @Override
  public String toString() {
    return "CoinOpening[redacted]";
  }
}
