package org.specie.offline.agents.unsealing;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/**
 * An authority's share for one case, and where its log has it, 458 bytes. Spec:
 * docs/spec/56-register.md 4.2.
 *
 * @param commitment of the case
 * @param number of the log entry
 * @param logged the digest of the log entry
 * @param share of the entry's box
 * @param signature of the authority whose index the share has
 */
public record GivenShare(
    Hash32 commitment, long number, Hash32 logged, DecryptionShare share, ByteString signature) {
  private static final String TAG = "SPECIE unsealing share v1";

  public GivenShare {
    Check.that(number > 0, "entries count from 1");
    Check.that(
        signature.size() == Ed25519PublicKey.SIGNATURE_SIZE, "a signature of Ed25519 has 64 bytes");
  }

  static GivenShare sign(
      Authorities authorities, Ed25519SecretKey key, LogEntry entry, DecryptionShare share) {
    ByteString body = body(entry.commitment(), entry.number(), entry.digest(), share);
    return new GivenShare(
        entry.commitment(),
        entry.number(),
        entry.digest(),
        share,
        key.sign(authorities.signed(TAG, body)));
  }

  private static ByteString body(
      Hash32 commitment, long number, Hash32 logged, DecryptionShare share) {
    Encoder out = new Encoder().hash(commitment).u64(number).hash(logged);
    share.encode(out);
    return out.toByteString();
  }

  /** Of which authority it says that it is. */
  public int index() {
    return share.index();
  }

  /** Whether this is what authority {@code index} answered in {@code about}, right or wrong. */
  public boolean isAnswerOf(int index, UnsealingCase about, Authorities authorities) {
    return index() == index && commitment.equals(about.commitment()) && isSigned(authorities);
  }

  boolean isSigned(Authorities authorities) {
    return authorities.isSigned(index(), TAG, body(commitment, number, logged, share), signature);
  }

  /** The one encoding. */
  public ByteString encode() {
    return ByteString.concat(body(commitment, number, logged, share), signature);
  }

  /** Reads an answer and nothing after it. */
  public static GivenShare decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Hash32 commitment = in.hash();
    long number = in.u64();
    if (number == 0) {
      throw new MalformedInput("entries count from 1");
    }
    GivenShare read =
        new GivenShare(
            commitment,
            number,
            in.hash(),
            DecryptionShare.decode(1, in),
            in.fixed(Ed25519PublicKey.SIGNATURE_SIZE));
    in.end();
    return read;
  }
}
