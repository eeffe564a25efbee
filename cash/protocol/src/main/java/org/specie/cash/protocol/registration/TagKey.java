package org.specie.cash.protocol.registration;

import java.util.Optional;
import java.util.SortedMap;
import org.specie.cash.protocol.Domain;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.quorum.Combination;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.kernel.crypto.quorum.QuorumKey;
import org.specie.kernel.crypto.quorum.ThresholdBlsKey;

/**
 * What everybody may know of the key behind uniqueness tags, which registrars hold in shares: a
 * threshold of them answers one question with one point, the <em>proof</em> of a tag, whoever of
 * them it was, and the tag is its hash. Fewer cannot, and nobody can bend it. Costs of section 7.14
 * of docs/spec/07-quorum-certificates.md. Source: docs/spec/43-registrar.md, section 11.
 *
 * @param key from key generation without a dealer, consistent
 */
public record TagKey(ThresholdBlsKey key) {
  /** Bytes of a share and of a proof. */
  public static final int POINT_SIZE = QuorumCertificate.ThresholdSignature.POINT_SIZE;

  private static final String QUESTION = "SPECIE tag question v1";
  private static final String TAG = "SPECIE uniqueness tag v1";

  public TagKey {
    Check.that(key.isConsistent(), "the shares of registrars are of one key");
  }

  /**
   * Who is asked for.
   *
   * @param identity what does not change from one evidence of the person to the next
   */
  public static ByteString question(Domain domain, ByteString identity) {
    Encoder out = new Encoder().text(QUESTION);
    domain.encode(out);
    return out.bytes(identity).toByteString();
  }

  /** Whether {@code point} is the answer of the share at {@code place}, from 0, to a question. */
  public boolean isShare(ByteString question, int place, ByteString point) {
    return key.isShareValid(question, place, point);
  }

  /**
   * The proof of a tag, if {@code points} has a threshold of good ones.
   *
   * @param points by places
   */
  public Optional<ByteString> combine(ByteString question, SortedMap<Integer, ByteString> points) {
    return switch (key.combine(question, points)) {
      case Combination.Complete(QuorumCertificate.ThresholdSignature(var point), var _) ->
          Optional.of(point);
      case Combination.Complete _, Combination.TooFew _ -> Optional.empty();
    };
  }

  /** What the person asked for is called, if {@code proof} is that of this key. 0.7 ms. */
  public Optional<Hash32> tag(ByteString question, ByteString proof) {
    boolean isProven =
        proof.size() == POINT_SIZE
            && key.isValid(question, new QuorumCertificate.ThresholdSignature(proof));
    return isProven
        ? Optional.of(
            Hash32.sha256(new Encoder().text(TAG).bytes(question).fixed(proof).toByteArray()))
        : Optional.empty();
  }

  /** How it is kept and handed out. */
  public ByteString encode() {
    Encoder out = new Encoder();
    key.encode(out);
    return out.toByteString();
  }

  /** Reads what {@link #encode} writes, all of {@code bytes}, and asks whether it is consistent. */
  public static TagKey decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    QuorumKey read = QuorumKey.decode(in);
    in.end();
    if (read instanceof ThresholdBlsKey key && key.isConsistent()) {
      return new TagKey(key);
    }
    throw new MalformedInput("not a key behind uniqueness tags");
  }
}
