package org.specie.services.auditor.decision;

import java.util.Arrays;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.services.auditor.message.Question;

/**
 * One entry of an auditor's record. Each names the hash of the one before, so that none can be
 * changed or left out unseen.
 *
 * @param number from 1
 * @param previous hash of the entry before; zeros before the first
 * @param atSeconds by the auditor's clock
 * @param code why it was refused; 0 otherwise
 * @param by whose decision it is: a person's name, or {@link #BY_RULE}
 * @param grounds of a person, for the record alone
 */
public record Decision(
    long number,
    Hash32 previous,
    long atSeconds,
    ShownPayment payment,
    Outcome outcome,
    int code,
    String by,
    String grounds) {
  /** Who decides where no person does. */
  public static final String BY_RULE = "rule";

  private static final int VERSION = 1;

  /** What was decided. The code is written and never reused. */
  public enum Outcome {
    APPROVED(1),
    REFUSED(2),
    /** It waits for a person: the only one that another follows. */
    WAITING(3),
    /** It waited until it was no longer valid. */
    LAPSED(4);

    private final int code;

    Outcome(int code) {
      this.code = code;
    }

    static Optional<Outcome> ofCode(int code) {
      return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
    }
  }

  /** What the next entry names. */
  public Hash32 hash() {
    return Hash32.sha256(ByteString.utf8("SPECIE auditor record v1"), encode());
  }

  public ByteString encode() {
    Encoder out = new Encoder().u8(VERSION).u64(number).hash(previous).u64(atSeconds);
    payment.encode(out);
    return out.u8(outcome.code).u32(code).text(by).text(grounds).toByteString();
  }

  public static Decision decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    if (in.u8() != VERSION) {
      throw new MalformedInput("not a decision of version 1");
    }
    Decision read =
        new Decision(
            in.u64(),
            in.hash(),
            in.u64(),
            ShownPayment.decode(in),
            Outcome.ofCode(in.u8())
                .orElseThrow(() -> new MalformedInput("unknown outcome of a decision")),
            in.u32(),
            in.text(Question.NAME_BYTES_MAX),
            in.text(Question.WORDS_BYTES_MAX));
    in.end();
    return read;
  }

  @Override
  public String toString() {
    return "Decision[" + number + ", " + outcome + ", redacted]";
  }
}
