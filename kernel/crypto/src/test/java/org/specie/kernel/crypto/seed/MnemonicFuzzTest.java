package org.specie.kernel.crypto.seed;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.specie.kernel.core.Check;

/** Reads whatever somebody pastes where words are asked for. */
class MnemonicFuzzTest {
  @FuzzTest
  void understandsWordsOrSaysWhatIsWrong(byte[] input) {
    switch (Mnemonic.parse(new String(input, StandardCharsets.UTF_8))) {
      case Mnemonic.Parsed.Understood understood -> {
        Mnemonic mnemonic = understood.mnemonic();
        String words = String.join(" ", mnemonic.words());
        Check.that(
            Mnemonic.parse(words) instanceof Mnemonic.Parsed.Understood again
                && again.mnemonic().equals(mnemonic),
            "its own words mean the same");
      }
      case Mnemonic.Parsed.Refused refused ->
          Check.that(!refused.refusal().reason().remedy().isEmpty(), "a refusal has a remedy");
    }
  }
}
