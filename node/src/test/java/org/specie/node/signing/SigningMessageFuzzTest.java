package org.specie.node.signing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;

/** What a dishonest operator may send to the others' signers. */
class SigningMessageFuzzTest {
  @FuzzTest
  void messagesHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      SigningMessage message = SigningMessage.decode(bytes);
      Check.that(message.encode().equals(bytes), "a message has one encoding");
      if (message instanceof SigningMessage.Shares shares) {
        SigningMessage.Shares again = SigningMessage.Shares.of(shares.height(), shares.read());
        Check.that(again.equals(shares), "shares have one encoding");
      }
    } catch (MalformedInput refused) {
      return;
    }
  }
}
