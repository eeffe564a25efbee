package org.specie.kernel.crypto.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.Vectors;
import tools.jackson.databind.JsonNode;

/** docs/spec/06-keys.md 6.1 and 6.2. */
final class MnemonicTest {
  private static final JsonNode VECTORS = Vectors.read("bip39.json");
  private static final String GOOD =
      "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic";
  private final Entropy entropy = new Random(11)::nextBytes;

  private static Mnemonic understood(String words) {
    return switch (Mnemonic.parse(words)) {
      case Mnemonic.Parsed.Understood it -> it.mnemonic();
      case Mnemonic.Parsed.Refused it -> throw new AssertionError(it.refusal());
    };
  }

  private static MnemonicRefusal refused(String words) {
    return switch (Mnemonic.parse(words)) {
      case Mnemonic.Parsed.Understood _ -> throw new AssertionError("accepted: " + words);
      case Mnemonic.Parsed.Refused it -> it.refusal();
    };
  }

  @Test
  void agreesWithPublishedAndForeignVectors() {
    Stream.concat(Vectors.list(VECTORS, "published"), Vectors.list(VECTORS, "own"))
        .forEach(
            each -> {
              String words = Vectors.text(each, "words");
              byte[] bits = Vectors.bytes(each, "entropy").toByteArray();
              Mnemonic mnemonic = Mnemonic.ofEntropy(Secret.copyOf(bits));
              assertThat(String.join(" ", mnemonic.words())).isEqualTo(words);
              assertThat(understood(words)).isEqualTo(mnemonic);
              Seed seed = mnemonic.seed(Vectors.text(each, "passphrase"));
              assertThat(Vectors.reveal(seed.secret())).isEqualTo(Vectors.bytes(each, "seed"));
            });
  }

  @Test
  void refusesAWrongChecksum() {
    Vectors.list(VECTORS, "refused_checksum")
        .forEach(
            words ->
                assertThat(refused(words.asString())).isEqualTo(new MnemonicRefusal.BadChecksum()));
    assertThat(new MnemonicRefusal.BadChecksum().reason().code()).isEqualTo(5103);
  }

  @Test
  void refusesMostExchangesOfTwoWords() {
    List<String> words = List.of(GOOD.split(" "));
    int refused = 0;
    for (int i = 0; i + 1 < words.size(); i++) {
      List<String> exchanged = new ArrayList<>(words);
      Collections.swap(exchanged, i, i + 1);
      if (Mnemonic.parse(String.join(" ", exchanged)) instanceof Mnemonic.Parsed.Refused) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThanOrEqualTo(9);
  }

  @Test
  void refusesAWrongCountAndSaysIt() {
    for (int count : new int[] {0, 1, 11, 13, 14, 16, 23, 25, 27}) {
      String words = String.join(" ", Collections.nCopies(count, "abandon"));
      assertThat(refused(words)).isEqualTo(new MnemonicRefusal.WrongCount(count));
    }
    assertThat(refused(" \t\n ")).isEqualTo(new MnemonicRefusal.WrongCount(0));
  }

  @Test
  void namesThePositionOfAnUnknownWordAndSuggestsTheNearest() {
    MnemonicRefusal refusal = refused(GOOD.replace("curtain", "kurtain"));
    assertThat(refusal).isInstanceOf(MnemonicRefusal.UnknownWord.class);
    if (refusal instanceof MnemonicRefusal.UnknownWord unknown) {
      assertThat(unknown.position()).isEqualTo(5);
      assertThat(unknown.suggestions()).contains("curtain");
      assertThat(unknown.toString()).doesNotContain("curtain");
      assertThat(unknown.reason().code()).isEqualTo(5102);
    }
  }

  @Test
  void suggestsForExchangedMissingAndExtraLetters() {
    assertThat(WordList.english().nearest("oznoe")).startsWith("ozone");
    assertThat(WordList.english().nearest("piknic")).startsWith("picnic");
    assertThat(WordList.english().nearest("eigh")).startsWith("eight");
    assertThat(WordList.english().nearest("curtainrail")).startsWith("curtain");
    assertThat(WordList.english().nearest("qqqqqqqq")).isEmpty();
    assertThat(WordList.english().nearest("x".repeat(10_000))).isEmpty();
    assertThat(WordList.edits("ab", "ba")).isEqualTo(1);
    assertThat(WordList.edits("", "abc")).isEqualTo(3);
  }

  @Test
  void takesAnyCaseAndWhiteSpace() {
    assertThat(understood("  " + GOOD.toUpperCase(Locale.ROOT).replace(" ", " \n\t ") + "\n"))
        .isEqualTo(understood(GOOD));
    // No-break, next line, ogham, ideographic, line and paragraph separator: what pasting brings.
    for (int space : new int[] {0xa0, 0x85, 0x1680, 0x2003, 0x2028, 0x2029, 0x3000}) {
      String between = Character.toString(space);
      assertThat(understood(between + GOOD.replace(" ", between) + between))
          .as("white space %x", space)
          .isEqualTo(understood(GOOD));
    }
  }

  @Test
  void generatesWordsThatItReads() {
    for (int count : new int[] {12, 15, 18, 21, 24}) {
      Mnemonic fresh = Mnemonic.generate(count, entropy);
      assertThat(fresh.words()).hasSize(count);
      assertThat(understood(String.join(" ", fresh.words()))).isEqualTo(fresh);
    }
    assertThat(Mnemonic.generate(12, entropy)).isNotEqualTo(Mnemonic.generate(12, entropy));
    assertThatThrownBy(() -> Mnemonic.generate(13, entropy)).isInstanceOf(InvariantViolation.class);
  }

  @Test
  void passphrasesGiveUnrelatedSeeds() {
    Mnemonic mnemonic = understood(GOOD);
    assertThat(mnemonic.seed("")).isEqualTo(mnemonic.seed("")).isNotEqualTo(mnemonic.seed(" "));
  }

  @Test
  void printsNeitherWordsNorSeed() {
    Mnemonic mnemonic = understood(GOOD);
    assertThat(mnemonic.toString()).isEqualTo("Mnemonic(12 words)");
    assertThat(mnemonic.seed("").toString()).isEqualTo("Seed(redacted)");
    assertThat(Mnemonic.parse(GOOD).toString()).doesNotContain("ozone");
  }
}
