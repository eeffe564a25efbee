package org.specie.ledger.consensus.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.consensus.message.MessageCodec.Enveloped;
import org.specie.ledger.consensus.step.LogRecord;

/** Reads strangers' messages and the log's records; the first byte says which. */
class MessageFuzzTest {
  private static ByteString seed(String name) throws IOException {
    String path = "MessageFuzzTestInputs/messagesAndRecordsHaveOneEncoding/" + name;
    try (InputStream in = MessageFuzzTest.class.getResourceAsStream(path)) {
      byte[] input = in.readAllBytes();
      return ByteString.copyOf(input, 1, input.length - 1);
    }
  }

  @Test
  void genuineSeedsAreGenuine() {
    Samples.messages()
        .forEach(
            (name, message) ->
                assertThat(seedOrFail("message-" + name))
                    .isEqualTo(MessageCodec.encode(Samples.EPOCH, message)));
    Samples.records()
        .forEach(
            (name, record) -> assertThat(seedOrFail("record-" + name)).isEqualTo(record.encode()));
  }

  private static ByteString seedOrFail(String name) {
    try {
      return seed(name);
    } catch (IOException unreadable) {
      throw new AssertionError(name, unreadable);
    }
  }

  @FuzzTest
  void messagesAndRecordsHaveOneEncoding(byte[] input) {
    if (input.length == 0) {
      return;
    }
    ByteString bytes = ByteString.copyOf(input, 1, input.length - 1);
    ByteString written;
    try {
      written = input[0] == 0 ? rewritten(bytes) : LogRecord.decode(bytes).encode();
    } catch (MalformedInput refused) {
      return;
    }
    Check.that(written.equals(bytes), "what was accepted is written the same way");
  }

  private static ByteString rewritten(ByteString bytes) throws MalformedInput {
    Enveloped read = MessageCodec.decode(bytes);
    return MessageCodec.encode(read.epoch(), read.message());
  }
}
