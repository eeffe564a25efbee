package org.specie.cash.protocol.proof;

import java.util.Optional;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.EntryAddress;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.Payee;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.transaction.Parts.EntryClaim;
import org.specie.cash.protocol.transaction.Parts.EntryOutput;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.hybrid.Hybrid;
import org.specie.kernel.crypto.hybrid.Opened;
import org.specie.kernel.crypto.hybrid.ViewSecretKey;
import org.specie.kernel.crypto.seed.Secret;

/**
 * What payer and payee of an entry share beside the ledger: its amount, a note, and the blinding
 * factors of P_v and P_acc. They are hashes of a seed that the payer derives from the words, so the
 * payer finds them again and cannot choose them. Source: docs/spec/12-tiers.md, clause 12.17.
 */
public final class EntrySecrets {
  private static final int SEED_SIZE = 32;

  /** Bytes of the note a payer may send along. */
  public static final int NOTE_SIZE = Hybrid.PLAINTEXT_SIZE - 8 - SEED_SIZE;

  private final Amount amount;
  private final ByteString note;
  private final Scalar valueBlinding;
  private final Scalar acceptorBlinding;

  private EntrySecrets(Amount amount, ByteString note, ByteString seed) {
    this.amount = amount;
    this.note = note;
    Secret secret = Secret.copyOf(seed.toByteArray());
    this.valueBlinding = secret.derive("specie/entry/rho1", 64).lend(Scalar::reduce);
    this.acceptorBlinding = secret.derive("specie/entry/rho5", 64).lend(Scalar::reduce);
    secret.destroy();
  }

  /** An entry output, the commitment to its amount, and its secrets. */
  record Made(EntryOutput output, G1 pV, EntrySecrets secrets) {}

  private static ByteString seed(HolderKeys payer, ByteString salt, ByteString nullifier) {
    return payer.entrySeed(salt, nullifier).lend(ByteString::copyOf);
  }

  /** Creates the entry of {@code payment} by {@code payer}, whose P_ret is {@code returnable}. */
  static Made make(
      Suite suite,
      Outputs outputs,
      HolderKeys payer,
      Intent.Payment payment,
      G1 returnable,
      ByteString salt,
      ByteString nullifier,
      Entropy entropy) {
    byte[] note = new byte[NOTE_SIZE];
    payment.note().copyTo(note, 0);
    ByteString seed = seed(payer, salt, nullifier);
    EntrySecrets secrets = new EntrySecrets(payment.amount(), ByteString.copyOf(note), seed);
    ByteString plaintext =
        new Encoder().u64(payment.amount().minor()).fixed(seed).fixed(note).toByteString();
    Payee payee = payment.payee();
    G1 acceptor =
        switch (payee) {
          case PaymentAddress address -> secrets.acceptor(suite, address.pid(suite));
          case EntryAddress address -> address.acceptor();
        };
    ByteString ciphertext =
        Hybrid.seal(payee.viewKey(), plaintext, outputs.consumed(), entropy).ciphertext();
    return new Made(
        new EntryOutput(acceptor, returnable, ciphertext), secrets.value(suite), secrets);
  }

  private G1 value(Suite suite) {
    return commit(suite, Scalar.of(amount.minor()), valueBlinding);
  }

  private G1 acceptor(Suite suite, Scalar pid) {
    return commit(suite, pid, acceptorBlinding);
  }

  static G1 commit(Suite suite, Scalar value, Scalar blinding) {
    return suite.value().point().times(value).plus(suite.g().point().times(blinding));
  }

  /**
   * What accepts the entry of {@code made}, if it is paid to the payment address of {@code keys}
   * <b>and</b> its commitments are what the ciphertext says. Anything else is worth nothing.
   *
   * @param outputs of the transaction that made it
   */
  public static Optional<EntryOpening> accept(
      Suite suite, HolderKeys keys, Outputs outputs, StateTransaction made) {
    return open(keys.view(), outputs, made)
        .flatMap(
            secrets ->
                secrets.opening(suite, keys, made, acceptor(made), secrets.acceptorBlinding));
  }

  /** The same of an entry paid to the entry address {@code name} of {@code keys}. */
  public static Optional<EntryOpening> accept(
      Suite suite, HolderKeys keys, ByteString name, Outputs outputs, StateTransaction made) {
    return open(keys.entryView(name), outputs, made)
        .flatMap(
            secrets ->
                secrets.opening(suite, keys, made, acceptor(made), keys.entryBlinding(name)));
  }

  /** The secrets of the entry of {@code made}, if its notice is encrypted to {@code view}. */
  public static Optional<EntrySecrets> open(
      ViewSecretKey view, Outputs outputs, StateTransaction made) {
    return made.body()
        .entry()
        .flatMap(entry -> view.open(entry.ciphertext(), outputs.consumed()))
        .flatMap(EntrySecrets::read);
  }

  private static Optional<EntrySecrets> read(Opened opened) {
    try {
      Decoder in = new Decoder(opened.plaintext());
      long minor = in.u64();
      ByteString seed = in.fixed(SEED_SIZE);
      ByteString note = in.fixed(NOTE_SIZE);
      return Amount.isValid(minor)
          ? Optional.of(new EntrySecrets(Amount.ofMinor(minor), note, seed))
          : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }

  private static G1 acceptor(StateTransaction made) {
    return made.body().entry().orElseThrow().acceptor();
  }

  /** The opening, if the entry holds this amount and {@code owner} is that of {@code keys}. */
  private Optional<EntryOpening> opening(
      Suite suite, HolderKeys keys, StateTransaction made, G1 owner, Scalar ownerBlinding) {
    StateBody.Payment payment = made.body().payment().orElseThrow();
    boolean fits =
        payment.pV().equals(value(suite)) && owner.equals(commit(suite, keys.pid(), ownerBlinding));
    return fits
        ? Optional.of(
            new EntryOpening(
                new EntryClaim(made.core(), payment.pV(), owner),
                amount,
                valueBlinding,
                ownerBlinding))
        : Optional.empty();
  }

  /**
   * What returns the entry of {@code made} to {@code keys}, if they made it: from the words, the
   * transaction and the amount in its memo. Bytes that say something else than they did are worth
   * nothing.
   *
   * @param nullifier of the state it consumed, in canonical form
   */
  public static Optional<EntryOpening> takeBack(
      Suite suite, HolderKeys keys, ByteString nullifier, StateTransaction made, Amount amount) {
    StateBody.Payment payment = made.body().payment().orElseThrow();
    ByteString salt = made.body().header().salt();
    EntrySecrets secrets =
        new EntrySecrets(
            amount, ByteString.copyOf(new byte[NOTE_SIZE]), seed(keys, salt, nullifier));
    return secrets.opening(
        suite,
        keys,
        made,
        payment.entry().orElseThrow().payer(),
        StateSecrets.derive(keys, salt, nullifier).rho6());
  }

  public Amount amount() {
    return amount;
  }

  /** The payer's note, padded with zeros. */
  public ByteString note() {
    return note;
  }

  Scalar valueBlinding() {
    return valueBlinding;
  }

  Scalar acceptorBlinding() {
    return acceptorBlinding;
  }

  @Override
  public String toString() {
    return "EntrySecrets[redacted]";
  }
}
