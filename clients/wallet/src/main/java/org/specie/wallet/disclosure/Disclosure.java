package org.specie.wallet.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.disclosure.DisclosureClaim;
import org.specie.cash.protocol.disclosure.Step;
import org.specie.cash.protocol.transaction.Parts.AccountMove;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.transcript.Transcript;
import org.specie.ledger.api.chain.TransactionProof;
import org.specie.wallet.Answer;
import org.specie.wallet.showing.ShownText;
import org.specie.wallet.statement.Statement;

/**
 * Every step of a period with its amounts, for one verifier, with what proves that none is missing
 * and none added. It holds if {@link DisclosureVerifier} says so. Source:
 * docs/spec/34-income-and-disclosure.md, clauses 34.7 to 34.11.
 *
 * @param first made the state that lived at the beginning of the period
 * @param last consumed the one that lived at its end
 */
public record Disclosure(
    Heading heading,
    TransactionProof first,
    List<Line> lines,
    TransactionProof last,
    ByteString proof) {
  private static final String FORMAT = "specie-disclosure/1";

  /** A step of the period. */
  public record Line(TransactionProof proof, Amount received, Amount paid, Amount returned) {
    private void encode(Encoder out) {
      proof.encode(out);
      out.u64(received.minor()).u64(paid.minor()).u64(returned.minor());
    }

    private static Line decode(Decoder in) throws MalformedInput {
      return new Line(Heading.decodeProven(in), amount(in), amount(in), amount(in));
    }

    DisclosureClaim.Line claim(Step step) {
      return new DisclosureClaim.Line(step, received, paid, returned);
    }
  }

  public Disclosure {
    lines = List.copyOf(lines);
  }

  static Amount amount(Decoder in) throws MalformedInput {
    long minor = in.u64();
    if (!Amount.isValid(minor)) {
      throw new MalformedInput("not an amount");
    }
    return Amount.ofMinor(minor);
  }

  List<TransactionProof> proofs() {
    List<TransactionProof> all = new ArrayList<>(List.of(first));
    lines.forEach(line -> all.add(line.proof()));
    all.add(last);
    return all;
  }

  private static Encoder encode(
      Heading heading, TransactionProof first, List<Line> lines, TransactionProof last) {
    Encoder out = new Encoder();
    heading.encode(out);
    first.encode(out);
    out.list(lines, (to, line) -> line.encode(to));
    last.encode(out);
    return out;
  }

  /** What the proof is bound to: everything before it. */
  static Transcript transcript(
      Suite suite,
      Heading heading,
      TransactionProof first,
      List<Line> lines,
      TransactionProof last) {
    return Heading.transcript("SPECIE disclosure v1", suite, encode(heading, first, lines, last));
  }

  Transcript transcript(Suite suite) {
    return transcript(suite, heading, first, lines, last);
  }

  /** The canonical bytes. */
  public ByteString encode() {
    return encode(heading, first, lines, last).bytes(proof).toByteString();
  }

  /** Reads canonical bytes; that the disclosure holds is still to be verified. */
  public static Disclosure decode(Suite suite, ByteString bytes) throws MalformedInput {
    if (bytes.size() > Heading.BYTES_MAX) {
      throw new MalformedInput("longer than any disclosure");
    }
    Decoder in = new Decoder(bytes);
    Disclosure disclosure =
        new Disclosure(
            Heading.decode(suite, in),
            Heading.decodeProven(in),
            in.list(DisclosureClaim.LINES_MAX, Line::decode),
            Heading.decodeProven(in),
            in.bytes(Heading.PROOF_BYTES_MAX));
    in.end();
    return disclosure;
  }

  /** What it says, in order: the name of each thing and its value. */
  public Map<String, String> fields(Suite suite) {
    SequencedMap<String, String> fields = heading.fields(suite, last);
    fields.put("received", sum(Line::received));
    fields.put("paid", sum(Line::paid));
    fields.put("returned", sum(Line::returned));
    fields.put("steps", Integer.toString(lines.size()));
    for (int i = 0; i < lines.size(); i++) {
      fields.put("step " + (i + 1), words(suite, lines.get(i)));
    }
    return fields;
  }

  private String sum(Function<Line, Amount> amount) {
    return Statement.decimal(lines.stream().map(amount).mapToLong(Amount::minor).sum());
  }

  private static String words(Suite suite, Line line) {
    StringBuilder text =
        new StringBuilder(Heading.time(line.proof().receipt().header().epochSeconds()))
            .append(' ')
            .append(line.proof().transaction().id().toHex())
            .append(' ')
            .append(
                Certified.of(suite, line.proof())
                    .step()
                    .map(Disclosure::kind)
                    .orElse("no step of private money"));
    append(text, "received", line.received());
    append(text, "paid", line.paid());
    append(text, "returned", line.returned());
    return text.toString();
  }

  private static void append(StringBuilder text, String word, Amount amount) {
    if (!amount.equals(Amount.ZERO)) {
      text.append(", ").append(word).append(' ').append(amount.toDecimal());
    }
  }

  private static String kind(Step step) {
    return switch (step.transaction().kind()) {
      case PAY, BULK -> "step";
      case LOAD -> "ordinary made private: " + move(step, "from");
      case UNLOAD, BULK_UNLOAD -> "private made ordinary: " + move(step, "to");
      case APPROVED_PAY -> "step with approval";
      case DELAYED_PAY -> "step with delay";
      case ENTRY_PAY -> "step into an entry";
      case ACCEPT -> "entry accepted";
      case RETURN -> "entry taken back";
      case CLASS_CHANGE -> "gone to another class";
      case REFUND -> "accepted entry given back";
      case ENROL, FOLD, LINK -> "no step";
    };
  }

  private static String move(Step step, String direction) {
    AccountMove move = step.transaction().body().move().orElseThrow();
    return "%s %s %s".formatted(move.amount().toDecimal(), direction, new Address(move.account()));
  }

  private static ShownText<Disclosure> form(Suite suite) {
    return new ShownText<>(
        FORMAT,
        new ShownText.Content<>(
            disclosure -> disclosure.fields(suite),
            Disclosure::encode,
            bytes -> decode(suite, bytes)),
        DisclosureReason.UNREADABLE,
        DisclosureReason.WORDS_DIFFER);
  }

  /** The file: JSON in ASCII. */
  public String write(Suite suite) {
    return form(suite).write(this);
  }

  /** Reads a file; that the disclosure holds is still to be verified. */
  public static Answer<Disclosure> read(Suite suite, String text) {
    return form(suite).read(text);
  }
}
