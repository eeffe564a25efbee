package org.specie.wallet.receipt;

import java.util.Optional;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.credential.SpendSignature;
import org.specie.cash.protocol.proof.CoinOpening;
import org.specie.cash.protocol.proof.PayerOpening;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.transcript.Transcript;
import org.specie.ledger.api.chain.TransactionProof;
import org.specie.wallet.request.PaymentRequest;
import org.specie.wallet.showing.ShownText;

/**
 * What a payee says of one payment it received, or a payer of one it made, signed, with everything
 * that proves it. It holds if {@link ReceiptVerifier} says so. Source: docs/spec/33-receipts.md,
 * clauses 33.1 and 33.9.
 */
public record PaymentReceipt(Statement statement, SigmaProof signature) {
  /** The longest receipt in bytes; changes of operators make long ones. */
  public static final int BYTES_MAX = 16 * 1024 * 1024;

  private static final int BY_PAYEE = 1;
  private static final int BY_PAYER = 2;
  private static final int ADDRESS_BYTES_MAX = 1024;

  /**
   * Who paid, and shows it.
   *
   * @param opening shows who made the transaction
   */
  public record Payer(PaymentAddress address, PayerOpening opening) {}

  /**
   * What is signed.
   *
   * @param payer if it is the payer who issues the receipt; then it says who paid
   * @param proof of the ledger, that the transaction is final and applied
   * @param opening shows payee and amount of the coin
   * @param note what the payer wrote, as the issuer says: nothing on the ledger shows it
   * @param text the issuer's words
   * @param recipient for whom the receipt is made; may be empty
   */
  public record Statement(
      Optional<Payer> payer,
      TransactionProof proof,
      PaymentAddress payee,
      CoinOpening opening,
      String note,
      String text,
      String recipient) {
    /** The longest note: 71 bytes that are no text are shown as digits. */
    public static final int NOTE_BYTES_MAX = 142;

    public Statement {
      Check.that(isNote(note), "a note is visible text, or digits");
      Check.that(PaymentRequest.isMessage(text), "the issuer's words are short visible text");
      Check.that(PaymentRequest.isMessage(recipient), "a recipient is short visible text");
      Check.that(
          proof.receipt().header().epochSeconds() <= ShownText.SECONDS_MAX, "time ends in 9999");
    }

    static boolean isNote(String note) {
      return PaymentRequest.isMessage(note) || note.matches("[0-9a-f]{0," + NOTE_BYTES_MAX + "}");
    }

    /** By whom the receipt is issued and signed. */
    PaymentAddress issuer() {
      return payer.map(Payer::address).orElse(payee);
    }

    private void encode(Encoder out) {
      out.u8(payer.isPresent() ? BY_PAYER : BY_PAYEE);
      proof.encode(out);
      payer.ifPresent(
          shown -> {
            out.bytes(shown.address().encode());
            shown.opening().encode(out);
          });
      out.bytes(payee.encode());
      opening.encode(out);
      out.text(note).text(text).text(recipient);
    }

    private static Statement decode(Suite suite, Decoder in) throws MalformedInput {
      int version = in.u8();
      if (version != BY_PAYEE && version != BY_PAYER) {
        throw new MalformedInput("not a receipt of version 1 or 2");
      }
      TransactionProof proof = TransactionProof.decode(in);
      Optional<Payer> payer =
          version == BY_PAYER
              ? Optional.of(
                  new Payer(
                      PaymentAddress.decode(suite, in.bytes(ADDRESS_BYTES_MAX)),
                      PayerOpening.decode(in)))
              : Optional.empty();
      PaymentAddress payee = PaymentAddress.decode(suite, in.bytes(ADDRESS_BYTES_MAX));
      CoinOpening opening = CoinOpening.decode(in);
      String note = in.text(NOTE_BYTES_MAX);
      String text = in.text(PaymentRequest.MESSAGE_BYTES_MAX);
      String recipient = in.text(PaymentRequest.MESSAGE_BYTES_MAX);
      boolean isShowable =
          isNote(note)
              && PaymentRequest.isMessage(text)
              && PaymentRequest.isMessage(recipient)
              && proof.receipt().header().epochSeconds() <= ShownText.SECONDS_MAX;
      if (!isShowable) {
        throw new MalformedInput("words or a time that cannot be shown");
      }
      return new Statement(payer, proof, payee, opening, note, text, recipient);
    }

    private Transcript transcript(Suite suite) {
      Encoder signed = new Encoder();
      encode(signed);
      Transcript transcript = new Transcript("SPECIE payment-receipt v1");
      transcript.append("suite", suite.hash());
      transcript.append("receipt", signed.toByteString());
      return transcript;
    }

    /** The receipt, signed by its issuer, who holds {@code keys}. */
    PaymentReceipt sign(Suite suite, HolderKeys keys, Entropy entropy) {
      return new PaymentReceipt(this, SpendSignature.sign(suite, keys, transcript(suite), entropy));
    }
  }

  /** Whether the issuer it names signed all of it. */
  boolean isSigned(Suite suite) {
    return SpendSignature.verifies(
        suite, statement.issuer().publicSpendKey(), statement.transcript(suite), signature);
  }

  /** The canonical bytes. */
  public ByteString encode() {
    Encoder out = new Encoder();
    statement.encode(out);
    signature.encode(out);
    return out.toByteString();
  }

  /** Reads canonical bytes; that the receipt holds is still to be verified. */
  public static PaymentReceipt decode(Suite suite, ByteString bytes) throws MalformedInput {
    if (bytes.size() > BYTES_MAX) {
      throw new MalformedInput("longer than any receipt");
    }
    Decoder in = new Decoder(bytes);
    Statement statement = Statement.decode(suite, in);
    PaymentReceipt receipt = new PaymentReceipt(statement, SpendSignature.decode(suite, in));
    in.end();
    return receipt;
  }
}
