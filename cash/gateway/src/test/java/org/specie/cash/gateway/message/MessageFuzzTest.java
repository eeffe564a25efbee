package org.specie.cash.gateway.message;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import org.specie.cash.gateway.message.MessageCodec.Answered;
import org.specie.cash.gateway.message.MessageCodec.Asked;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;

/** Strangers send requests, and replicas that may lie send replies and parts of them. */
class MessageFuzzTest {
  @FuzzTest
  void requestsHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      Asked asked = MessageCodec.decodeRequest(bytes);
      Check.that(MessageCodec.encode(asked).equals(bytes), "a request has one encoding");
      Check.that(MessageCodec.number(bytes).equals(Optional.of(asked.number())), "and one number");
    } catch (MalformedInput refused) {
      return;
    }
  }

  @FuzzTest
  void repliesHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      Answered answered = MessageCodec.decodeReply(bytes);
      Check.that(MessageCodec.encode(answered).equals(bytes), "a reply has one encoding");
    } catch (MalformedInput refused) {
      return;
    }
  }

  @FuzzTest
  void partsStayWithinLimits(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    ReplyParts parts = new ReplyParts();
    try {
      Optional<ByteString> whole = parts.add(bytes);
      Check.that(
          whole.isEmpty() || whole.get().size() <= Reply.BYTES_MAX, "no reply is beyond the limit");
    } catch (MalformedInput refused) {
      return;
    }
  }
}
