package org.specie.cash.protocol.proof;

import java.util.List;
import java.util.Optional;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.hybrid.Hybrid;
import org.specie.kernel.crypto.hybrid.KemSecret;
import org.specie.kernel.crypto.hybrid.Opened;
import org.specie.kernel.crypto.hybrid.Sealed;
import org.specie.kernel.crypto.hybrid.ViewPublicKey;

/**
 * What payer and payee of a coin share beside the ledger: its value, a note, and the blinding
 * factors of its commitments, which follow from the encrypted key exchange, so that the payer
 * cannot choose them.
 */
public final class CoinSecrets {
  /** Bytes of the note a payer may send along. */
  public static final int NOTE_SIZE = Hybrid.PLAINTEXT_SIZE - 8;

  private final Amount value;
  private final ByteString note;
  private final Scalar pidBlinding;
  private final Scalar valueBlinding;

  private CoinSecrets(Amount value, ByteString note, KemSecret secret) {
    this.value = value;
    this.note = note;
    this.pidBlinding = secret.derive("specie/coin/d6", 64).lend(Scalar::reduce);
    this.valueBlinding = secret.derive("specie/coin/d7", 64).lend(Scalar::reduce);
  }

  /** A coin output and its secrets. */
  record Made(CoinOutput output, CoinSecrets secrets) {}

  /** Creates the coin output of {@code value} for {@code pid}. */
  static Made make(
      Suite suite,
      Outputs outputs,
      Scalar pid,
      ViewPublicKey viewKey,
      Amount value,
      ByteString note,
      Entropy entropy) {
    Check.that(note.size() == NOTE_SIZE, "a note has a fixed length");
    ByteString plaintext = new Encoder().u64(value.minor()).fixed(note).toByteString();
    Sealed sealed = Hybrid.seal(viewKey, plaintext, outputs.consumed(), entropy);
    CoinSecrets secrets = new CoinSecrets(value, note, sealed.secret());
    return new Made(secrets.output(suite, outputs, pid, sealed.ciphertext()), secrets);
  }

  private CoinOutput output(Suite suite, Outputs outputs, Scalar pid, ByteString ciphertext) {
    G1 base = outputs.coinBase(suite);
    G1 g = suite.g().point();
    return new CoinOutput(
        base.times(pid).plus(g.times(pidBlinding)),
        base.times(Scalar.of(value.minor())).plus(g.times(valueBlinding)),
        ciphertext);
  }

  /**
   * The secrets of {@code coin}, if it is encrypted to {@code keys} <b>and</b> its commitments are
   * what the ciphertext says for this very pid. Anything else is worth nothing to the holder.
   */
  public static Optional<CoinSecrets> open(
      Suite suite, HolderKeys keys, Outputs outputs, CoinOutput coin) {
    Optional<Opened> opened = keys.view().open(coin.ciphertext(), outputs.consumed());
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try {
      Decoder in = new Decoder(opened.get().plaintext());
      long minor = in.u64();
      if (!Amount.isValid(minor)) {
        return Optional.empty();
      }
      CoinSecrets secrets =
          new CoinSecrets(Amount.ofMinor(minor), in.fixed(NOTE_SIZE), opened.get().secret());
      CoinOutput expected = secrets.output(suite, outputs, keys.pid(), coin.ciphertext());
      return expected.equals(coin) ? Optional.of(secrets) : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  public Amount value() {
    return value;
  }

  /** The payer's note, padded with zeros. */
  public ByteString note() {
    return note;
  }

  Scalar pidBlinding() {
    return pidBlinding;
  }

  Scalar valueBlinding() {
    return valueBlinding;
  }

  /** Openings of the committed attributes, in order. */
  public List<Scalar> blindings() {
    return List.of(pidBlinding, valueBlinding);
  }

  /** The message the coin's signature is on. */
  public List<Scalar> message(Suite suite, Outputs outputs, Scalar pid) {
    return Coin.message(suite, pid, outputs.coinSerial(suite), value);
  }

  @Override
  public String toString() {
    return "CoinSecrets[redacted]";
  }
}
