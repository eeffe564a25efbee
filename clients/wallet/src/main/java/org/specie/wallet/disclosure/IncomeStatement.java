package org.specie.wallet.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.transcript.Transcript;
import org.specie.ledger.api.chain.TransactionProof;
import org.specie.wallet.Answer;
import org.specie.wallet.showing.ShownText;

/**
 * How much came in in a period, for one verifier, with what proves it and shows no payment. It
 * holds if {@link DisclosureVerifier} says so. Source: docs/spec/34-income-and-disclosure.md,
 * clauses 34.4 and 34.11.
 */
public record IncomeStatement(Heading heading, Amount income, Ends ends, ByteString proof) {
  private static final String FORMAT = "specie-income/1";

  /**
   * The transactions that made and consumed the states at the two ends of the period.
   *
   * @param firstConsumer left out if the period begins with the enrolment
   */
  public record Ends(
      TransactionProof first,
      Optional<TransactionProof> firstConsumer,
      TransactionProof last,
      TransactionProof lastConsumer) {
    List<TransactionProof> all() {
      List<TransactionProof> all = new ArrayList<>(List.of(first));
      firstConsumer.ifPresent(all::add);
      all.addAll(List.of(last, lastConsumer));
      return all;
    }

    private void encode(Encoder out) {
      out.bool(firstConsumer.isPresent());
      all().forEach(each -> each.encode(out));
    }

    private static Ends decode(Decoder in) throws MalformedInput {
      boolean isConsumed = in.bool();
      return new Ends(
          Heading.decodeProven(in),
          isConsumed ? Optional.of(Heading.decodeProven(in)) : Optional.empty(),
          Heading.decodeProven(in),
          Heading.decodeProven(in));
    }
  }

  private static Encoder encode(Heading heading, Amount income, Ends ends) {
    Encoder out = new Encoder();
    heading.encode(out);
    out.u64(income.minor());
    ends.encode(out);
    return out;
  }

  /** What the proof is bound to: everything before it. */
  static Transcript transcript(Suite suite, Heading heading, Amount income, Ends ends) {
    return Heading.transcript("SPECIE income v1", suite, encode(heading, income, ends));
  }

  Transcript transcript(Suite suite) {
    return transcript(suite, heading, income, ends);
  }

  /** The canonical bytes. */
  public ByteString encode() {
    return encode(heading, income, ends).bytes(proof).toByteString();
  }

  /** Reads canonical bytes; that the statement holds is still to be verified. */
  public static IncomeStatement decode(Suite suite, ByteString bytes) throws MalformedInput {
    if (bytes.size() > Heading.BYTES_MAX) {
      throw new MalformedInput("longer than any income statement");
    }
    Decoder in = new Decoder(bytes);
    Heading heading = Heading.decode(suite, in);
    Amount income = Disclosure.amount(in);
    Ends ends = Ends.decode(in);
    ByteString proof = in.bytes(Heading.PROOF_BYTES_MAX);
    in.end();
    return new IncomeStatement(heading, income, ends, proof);
  }

  /** What it says, in order: the name of each thing and its value. */
  public Map<String, String> fields(Suite suite) {
    SequencedMap<String, String> fields = heading.fields(suite, ends.last());
    fields.putFirst("income", income.toDecimal());
    return fields;
  }

  private static ShownText<IncomeStatement> form(Suite suite) {
    return new ShownText<>(
        FORMAT,
        new ShownText.Content<>(
            statement -> statement.fields(suite),
            IncomeStatement::encode,
            bytes -> decode(suite, bytes)),
        DisclosureReason.UNREADABLE,
        DisclosureReason.WORDS_DIFFER);
  }

  /** The file: JSON in ASCII. */
  public String write(Suite suite) {
    return form(suite).write(this);
  }

  /** Reads a file; that the statement holds is still to be verified. */
  public static Answer<IncomeStatement> read(Suite suite, String text) {
    return form(suite).read(text);
  }
}
