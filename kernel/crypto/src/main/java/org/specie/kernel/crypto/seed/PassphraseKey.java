package org.specie.kernel.crypto.seed;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * A key from a passphrase, made slow and hungry for memory so that guessing is: Argon2id, version
 * 1.3. Source: RFC 9106; docs/spec/06-keys.md 6.11. The memory accesses of its second half depend
 * on the passphrase.
 */
public final class PassphraseKey {
  /** Bytes of a derived key. */
  public static final int SIZE = 32;

  /** Bytes of a salt. */
  public static final int SALT_SIZE = 16;

  private static final int LANES_MAX = 16;
  private static final int PASSES_MAX = 64;
  private static final int KIBIBYTES_PER_LANE_MIN = 8;
  private static final int KIBIBYTES_MAX = 1 << 20;

  private PassphraseKey() {}

  /**
   * What one guess costs. Stands in clear beside whatever the key protects; the bounds keep a
   * forged file from exhausting the machine that reads it.
   *
   * @param memoryKib memory in kibibytes, at least 8 a lane, at most 1 GiB
   * @param passes over that memory, 1 to 64
   * @param lanes 1 to 16
   */
  public record Cost(int memoryKib, int passes, int lanes) {
    /** The second recommended option of RFC 9106: 64 MiB, 3 passes, 4 lanes. */
    public static final Cost STANDARD = new Cost(1 << 16, 3, 4);

    public Cost {
      Check.that(isValid(memoryKib, passes, lanes), "the cost of a guess is within its bounds");
    }

    private static boolean isValid(int memoryKib, int passes, int lanes) {
      return 1 <= lanes
          && lanes <= LANES_MAX
          && 1 <= passes
          && passes <= PASSES_MAX
          && KIBIBYTES_PER_LANE_MIN * lanes <= memoryKib
          && memoryKib <= KIBIBYTES_MAX;
    }

    /** Memory, passes, lanes: four bytes each. */
    public void encode(Encoder out) {
      out.u32(memoryKib).u32(passes).u32(lanes);
    }

    /** Reads what {@link #encode} wrote. */
    public static Cost decode(Decoder in) throws MalformedInput {
      int memoryKib = in.u32();
      int passes = in.u32();
      int lanes = in.u32();
      if (!isValid(memoryKib, passes, lanes)) {
        throw new MalformedInput("the cost of a guess is out of bounds");
      }
      return new Cost(memoryKib, passes, lanes);
    }
  }

  /** The key of {@code passphrase} under {@code salt}; the caller wipes its array. */
  public static Secret derive(char[] passphrase, ByteString salt, Cost cost) {
    Check.that(salt.size() == SALT_SIZE, "a salt has 16 bytes");
    byte[] password = utf8(passphrase);
    byte[] key = new byte[SIZE];
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt.toByteArray())
            .build());
    generator.generateBytes(password, key);
    Secret secret = Secret.copyOf(key);
    Arrays.fill(password, (byte) 0);
    Arrays.fill(key, (byte) 0);
    return secret;
  }

  /** NFKD, so that one passphrase typed on two keyboards is one. */
  private static byte[] utf8(char[] passphrase) {
    String normalised = Normalizer.normalize(CharBuffer.wrap(passphrase), Normalizer.Form.NFKD);
    return normalised.getBytes(StandardCharsets.UTF_8);
  }
}
