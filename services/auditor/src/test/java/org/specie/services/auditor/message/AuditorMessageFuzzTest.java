package org.specie.services.auditor.message;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.services.auditor.decision.Decision;
import org.specie.services.auditor.message.AuditorCodec.Answered;
import org.specie.services.auditor.message.AuditorCodec.Asked;

/** Strangers ask, impostors answer, and disks rot. */
class AuditorMessageFuzzTest {
  @FuzzTest
  void questionsHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      Asked asked = AuditorCodec.decodeQuestion(bytes);
      Check.that(AuditorCodec.encode(asked).equals(bytes), "a question has one encoding");
      Check.that(AuditorCodec.number(bytes).equals(Optional.of(asked.number())), "and one number");
    } catch (MalformedInput refused) {
      return;
    }
  }

  @FuzzTest
  void repliesHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      Answered answered = AuditorCodec.decodeReply(bytes);
      Check.that(AuditorCodec.encode(answered).equals(bytes), "a reply has one encoding");
    } catch (MalformedInput refused) {
      return;
    }
  }

  @FuzzTest
  void introductionsAndDecisionsHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      Introduction introduction = Introduction.decode(bytes);
      Check.that(introduction.encode().equals(bytes), "an introduction has one encoding");
    } catch (MalformedInput refused) {
      decisionsHaveOneEncoding(bytes);
    }
  }

  private static void decisionsHaveOneEncoding(ByteString bytes) {
    try {
      Decision decision = Decision.decode(bytes);
      Check.that(decision.encode().equals(bytes), "a decision has one encoding");
    } catch (MalformedInput refused) {
      return;
    }
  }
}
