package org.specie.cash.application.state;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;

/** What the register says of a provider comes with proofs from strangers; it has one encoding. */
class ProviderRecordFuzzTest {
  @FuzzTest
  void recordsHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      Decoder in = new Decoder(bytes);
      ByteString again = ProviderRecord.decode(in).encode();
      in.end();
      Check.that(again.equals(bytes), "what was accepted is written the same way");
    } catch (MalformedInput refused) {
      // As it should be.
    }
  }
}
