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

  private final ByteString note;
  private final CoinOpening opening;

  private CoinSecrets(Amount value, ByteString note, KemSecret secret) {
    this.note = note;
    this.opening =
        new CoinOpening(
            value,
            secret.derive("specie/coin/d6", 64).lend(Scalar::reduce),
            secret.derive("specie/coin/d7", 64).lend(Scalar::reduce));
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
    return new Made(secrets.opening.output(suite, outputs, pid, sealed.ciphertext()), secrets);
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
      return secrets.opening.opens(suite, outputs, keys.pid(), coin)
          ? Optional.of(secrets)
          : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  public Amount value() {
    return opening.value();
  }

  /** What its owner may show to others of this one coin. */
  public CoinOpening opening() {
    return opening;
  }

  /** The payer's note, padded with zeros. */
  public ByteString note() {
    return note;
  }

  Scalar pidBlinding() {
    return opening.pidBlinding();
  }

  Scalar valueBlinding() {
    return opening.valueBlinding();
  }

  /** Openings of the committed attributes, in order. */
  public List<Scalar> blindings() {
    return List.of(opening.pidBlinding(), opening.valueBlinding());
  }

  /** The message the coin's signature is on. */
  public List<Scalar> message(Suite suite, Outputs outputs, Scalar pid) {
    return Coin.message(suite, pid, outputs.coinSerial(suite), value());
  }

  @Override
  public String toString() {
    return "CoinSecrets[redacted]";
  }
}
