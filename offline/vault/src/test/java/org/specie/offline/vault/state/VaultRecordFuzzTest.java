package org.specie.offline.vault.state;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;

/** Reads a log that somebody with its secret wrote. */
class VaultRecordFuzzTest {
  @FuzzTest
  void recordsHaveOneEncoding(byte[] input) {
    ByteString bytes = ByteString.copyOf(input);
    try {
      Check.that(VaultRecord.decode(bytes).encode().equals(bytes), "a record has one encoding");
    } catch (MalformedInput _) {
      return;
    }
  }
}
