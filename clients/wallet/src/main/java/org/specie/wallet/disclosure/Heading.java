package org.specie.wallet.disclosure;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.transcript.Transcript;
import org.specie.ledger.api.chain.TransactionProof;
import org.specie.wallet.address.AddressText;
import org.specie.wallet.request.PaymentRequest;
import org.specie.wallet.showing.ShownText;
import org.specie.wallet.statement.Period;

/**
 * Of whom a file is, of which period, and for whom. Source: docs/spec/34-income-and-disclosure.md,
 * clause 34.11.
 *
 * @param recipient the only verifier who is to believe it
 */
public record Heading(PaymentAddress holder, Period period, String recipient) {
  /** The longest file in canonical bytes; each step takes about ten thousand. */
  static final int BYTES_MAX = 32 * 1024 * 1024;

  /** No file is longer, in bytes. */
  public static final int FILE_BYTES_MAX = 2 * BYTES_MAX;

  /** A proof has five points and four numbers a step at most. */
  static final int PROOF_BYTES_MAX = 1024 * 1024;

  private static final int VERSION = 1;
  private static final int ADDRESS_BYTES_MAX = 1024;

  public Heading {
    Check.that(isRecipient(recipient), "a recipient has a name of short visible text");
    Check.that(isPeriod(period), "a period has a second and ends in 9999");
  }

  /** Whether {@code name} can name a recipient. */
  public static boolean isRecipient(String name) {
    return !name.isEmpty() && PaymentRequest.isMessage(name);
  }

  private static boolean isPeriod(Period period) {
    return period.fromSeconds() < period.untilSeconds()
        && period.untilSeconds() <= ShownText.SECONDS_MAX;
  }

  void encode(Encoder out) {
    out.u8(VERSION)
        .bytes(holder.encode())
        .u64(period.fromSeconds())
        .u64(period.untilSeconds())
        .text(recipient);
  }

  static Heading decode(Suite suite, Decoder in) throws MalformedInput {
    if (in.u8() != VERSION) {
      throw new MalformedInput("not of version 1");
    }
    PaymentAddress holder = PaymentAddress.decode(suite, in.bytes(ADDRESS_BYTES_MAX));
    long from = in.u64();
    long until = in.u64();
    String recipient = in.text(PaymentRequest.MESSAGE_BYTES_MAX);
    boolean isOne = 0 <= from && from < until && until <= ShownText.SECONDS_MAX;
    if (!isOne || !isRecipient(recipient)) {
      throw new MalformedInput("a period or a name that cannot be shown");
    }
    return new Heading(holder, new Period(from, until), recipient);
  }

  /** Reads a proof of the ledger that can be shown. */
  static TransactionProof decodeProven(Decoder in) throws MalformedInput {
    TransactionProof proof = TransactionProof.decode(in);
    long seconds = proof.receipt().header().epochSeconds();
    if (seconds < 0 || seconds > ShownText.SECONDS_MAX) {
      throw new MalformedInput("a time that cannot be shown");
    }
    return proof;
  }

  /** Where a proof about {@code statement} begins. */
  static Transcript transcript(String protocol, Suite suite, Encoder statement) {
    Transcript transcript = new Transcript(protocol);
    transcript.append("suite", suite.hash());
    transcript.append("statement", statement.toByteString());
    return transcript;
  }

  /** What it says to people, in order. */
  SequencedMap<String, String> fields(Suite suite, TransactionProof any) {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    fields.put("holder", AddressText.write(holder));
    fields.put("for", recipient);
    fields.put("from", time(period.fromSeconds()));
    fields.put("until", time(period.untilSeconds()));
    fields.put("currency", suite.domain().currency());
    fields.put("ledger", any.ledgerId().toHex());
    return fields;
  }

  static String time(long seconds) {
    return Instant.ofEpochSecond(seconds).toString();
  }
}
