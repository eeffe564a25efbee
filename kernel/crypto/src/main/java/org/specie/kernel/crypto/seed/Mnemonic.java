package org.specie.kernel.crypto.seed;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;

/**
 * The words of a backup: 12 to 24 English words that carry 128 to 256 bits of entropy and a
 * checksum. Source: BIP-39; docs/spec/06-keys.md 6.1. Turning them into a seed costs 2,048 rounds
 * of PBKDF2, about a millisecond, on purpose.
 */
public final class Mnemonic {
  /** What reading words yields. */
  public sealed interface Parsed {
    /** The words are a mnemonic. */
    final class Understood implements Parsed {
      private final Mnemonic mnemonic;

      Understood(Mnemonic mnemonic) {
        this.mnemonic = mnemonic;
      }

      /** The mnemonic. */
      public Mnemonic mnemonic() {
        return mnemonic;
      }
    }

    /** They are not, for this reason. */
    record Refused(MnemonicRefusal refusal) implements Parsed {}
  }

  private static final int ROUNDS = 2048;
  private static final int BITS_PER_WORD = 11;
  private static final Pattern WHITE_SPACE =
      Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

  private final Secret entropy;

  private Mnemonic(Secret entropy) {
    Check.that(isEntropySize(entropy.size()), "entropy has 16, 20, 24, 28 or 32 bytes");
    this.entropy = entropy;
  }

  private static boolean isEntropySize(int size) {
    return 16 <= size && size <= 32 && size % 4 == 0;
  }

  private static boolean isWordCount(int words) {
    return 12 <= words && words <= 24 && words % 3 == 0;
  }

  /** Fresh words; {@code words} is 12, 15, 18, 21 or 24. */
  public static Mnemonic generate(int words, Entropy entropy) {
    Check.that(isWordCount(words), "a mnemonic has 12, 15, 18, 21 or 24 words");
    return new Mnemonic(Secret.random(words / 3 * 4, entropy));
  }

  /** The words for given entropy of 16, 20, 24, 28 or 32 bytes. */
  public static Mnemonic ofEntropy(Secret entropy) {
    return new Mnemonic(entropy);
  }

  /**
   * Reads words as a person types them: any white space between, either case. Says which word is
   * wrong, because the person reads them from paper.
   */
  public static Parsed parse(String text) {
    String normalised = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    String[] words =
        WHITE_SPACE
            .splitAsStream(normalised)
            .filter(each -> !each.isEmpty())
            .toArray(String[]::new);
    if (!isWordCount(words.length)) {
      return new Parsed.Refused(new MnemonicRefusal.WrongCount(words.length));
    }
    int[] indexes = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      OptionalInt index = WordList.english().index(words[i]);
      if (index.isEmpty()) {
        List<String> nearest = WordList.english().nearest(words[i]);
        return new Parsed.Refused(new MnemonicRefusal.UnknownWord(i + 1, nearest));
      }
      indexes[i] = index.getAsInt();
    }
    Mnemonic mnemonic = new Mnemonic(entropyOf(indexes));
    return Arrays.equals(mnemonic.indexes(), indexes)
        ? new Parsed.Understood(mnemonic)
        : new Parsed.Refused(new MnemonicRefusal.BadChecksum());
  }

  /** The leading bits of the words, without the checksum. */
  private static Secret entropyOf(int[] indexes) {
    byte[] bytes = new byte[indexes.length / 3 * 4];
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      int index = indexes[bit / BITS_PER_WORD];
      int set = (index >>> (BITS_PER_WORD - 1 - bit % BITS_PER_WORD)) & 1;
      bytes[bit / 8] |= (byte) (set << (7 - bit % 8));
    }
    Secret entropy = Secret.copyOf(bytes);
    Arrays.fill(bytes, (byte) 0);
    return entropy;
  }

  /** Entropy, then one bit of its SHA-256 digest for every 32 bits of it, in groups of 11. */
  private int[] indexes() {
    return entropy.lend(
        bytes -> {
          byte[] all = Arrays.copyOf(bytes, bytes.length + 1);
          all[bytes.length] = (byte) Hash32.sha256(bytes).bytes().at(0);
          int[] indexes = new int[bytes.length / 4 * 3];
          for (int bit = 0; bit < indexes.length * BITS_PER_WORD; bit++) {
            int set = (all[bit / 8] >>> (7 - bit % 8)) & 1;
            indexes[bit / BITS_PER_WORD] = (indexes[bit / BITS_PER_WORD] << 1) | set;
          }
          Arrays.fill(all, (byte) 0);
          return indexes;
        });
  }

  /** The words, to be shown once and written down. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    for (int index : indexes()) {
      words.add(WordList.english().word(index));
    }
    return List.copyOf(words);
  }

  /** The seed; an empty {@code passphrase} is allowed, every passphrase gives another seed. */
  public Seed seed(String passphrase) {
    char[] password = String.join(" ", words()).toCharArray();
    String salt = "mnemonic" + Normalizer.normalize(passphrase, Normalizer.Form.NFKD);
    PBEKeySpec parameters =
        new PBEKeySpec(
            password, salt.getBytes(StandardCharsets.UTF_8), ROUNDS, Seed.SIZE * Byte.SIZE);
    try {
      byte[] bytes =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
              .generateSecret(parameters)
              .getEncoded();
      Seed seed = new Seed(Secret.copyOf(bytes));
      Arrays.fill(bytes, (byte) 0);
      return seed;
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK computes PBKDF2 with SHA-512", e);
    } finally {
      parameters.clearPassword();
      Arrays.fill(password, '\0');
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Mnemonic that && entropy.equals(that.entropy);
  }

  @Override
  public int hashCode() {
    return entropy.hashCode();
  }

  @Override
  public String toString() {
    return "Mnemonic(" + entropy.size() / 4 * 3 + " words)";
  }
}
