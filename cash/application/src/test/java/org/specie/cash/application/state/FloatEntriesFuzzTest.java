package org.specie.cash.application.state;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;

/** Entries about offline cash come with proofs from strangers; each has one encoding. */
class FloatEntriesFuzzTest {
  @FuzzTest
  void entriesHaveOneEncoding(byte[] input) {
    if (input.length == 0) {
      return;
    }
    ByteString bytes = ByteString.copyOf(input).slice(1, input.length);
    try {
      Decoder in = new Decoder(bytes);
      ByteString again =
          switch (input[0] % 3) {
            case 0 -> Supply.decode(in).encode();
            case 1 -> FloatAccount.decode(in).encode();
            default -> Crossing.decode(in).encode();
          };
      in.end();
      Check.that(again.equals(bytes), "what was accepted is written the same way");
    } catch (MalformedInput refused) {
      // As it should be.
    }
  }
}
