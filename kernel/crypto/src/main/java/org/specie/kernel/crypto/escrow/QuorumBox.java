package org.specie.kernel.crypto.escrow;

import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.sigma.Instance;
import org.specie.kernel.crypto.sigma.Relation;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.sigma.SigmaProver;
import org.specie.kernel.crypto.sigma.SigmaVerifier;
import org.specie.kernel.crypto.sigma.Witness;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * Bytes that only a quorum can read: a random point M = m·g sealed as in 5b.2, a box whose key
 * comes of M, and the proof that whoever sealed it knows t and m. The proof is bound to the box and
 * to a context, so nobody can make the box of one context into one of another. The key has one
 * slot. Sealing costs 1.5 ms, verifying 1 ms. Source: docs/spec/05b-threshold-escrow.md, clause
 * 5b.9.
 *
 * @param key the sealed point
 * @param proof of what was sealed
 * @param box the bytes
 */
public record QuorumBox(EscrowCiphertext key, SigmaProof proof, ByteString box) {
  /** Bytes that {@link #encode} writes more than the plaintext has. */
  public static final int OVERHEAD =
      2 * G1.SIZE + SigmaProof.size(Statement.RELATION) + SecretBox.OVERHEAD;

  private static final String LABEL = "specie/escrow/box";

  public QuorumBox {
    Check.that(key.sealed().size() == 1, "a box has a key of one slot");
    Check.that(box.size() >= SecretBox.OVERHEAD, "a box holds its plaintext and 48 bytes");
  }

  /** "I know t and m with R = t·g and E = m·g + t·PK." */
  private static final class Statement {
    private static final Relation.Builder BUILDER = new Relation.Builder("specie-escrow-box-v1");
    private static final Relation.Expression MASK = BUILDER.secret("t");
    private static final Relation.Expression SEALED = BUILDER.secret("m");
    private static final Relation.Point EPHEMERAL = BUILDER.point("R");
    private static final Relation.Point MASKED = BUILDER.point("E");
    private static final Relation.Point QUORUM = BUILDER.point("PK");
    private static final Relation RELATION = relation();

    private Statement() {}

    private static Relation relation() {
      Relation.Fixed g = new Relation.Fixed(new BaseSet.Builder().add(G1.GENERATOR));
      return BUILDER
          .equation("mask", EPHEMERAL, MASK.times(g))
          .equation("sealed", MASKED, SEALED.times(g), MASK.times(QUORUM))
          .build();
    }

    private static Instance instance(EscrowPublicKey quorum, EscrowCiphertext key) {
      return new Instance.Builder(RELATION)
          .set(EPHEMERAL, key.ephemeral())
          .set(MASKED, key.sealed().getFirst())
          .set(QUORUM, quorum.slots().getFirst())
          .build();
    }

    private static Transcript transcript(
        EscrowPublicKey quorum, ByteString context, EscrowCiphertext key, ByteString box) {
      Transcript transcript = new Transcript("specie-escrow-box-v1");
      transcript.append("context", context);
      transcript.append("quorum", quorum.hash());
      transcript.append("ciphertext", key.hash());
      transcript.append("box", Hash32.sha256(box));
      return transcript;
    }
  }

  /**
   * Seals {@code plaintext} for the holders of {@code quorum}.
   *
   * @param context what the box is for; it is public
   */
  public static QuorumBox seal(
      EscrowPublicKey quorum, ByteString context, ByteString plaintext, Entropy entropy) {
    Check.that(quorum.slots().size() == 1, "a box is sealed under a key of one slot");
    Scalar t = Scalar.random(entropy);
    Scalar m = Scalar.random(entropy);
    Check.that(!m.isZero() && !m.equals(t), "the entropy source does not repeat");
    G1 point = G1.GENERATOR.times(m);
    EscrowCiphertext key = EscrowCiphertext.encrypt(quorum, List.of(point), t);
    Secret secret = Secret.copyOf(point.toByteArray());
    ByteString box = SecretBox.seal(secret, LABEL, context, plaintext, entropy);
    secret.destroy();
    Witness witness =
        new Witness.Builder(Statement.RELATION)
            .set(Statement.MASK, t)
            .set(Statement.SEALED, m)
            .build();
    SigmaProof proof =
        SigmaProver.prove(
            Statement.instance(quorum, key),
            witness,
            Statement.transcript(quorum, context, key, box),
            entropy);
    return new QuorumBox(key, proof, box);
  }

  /**
   * Whether this was sealed for {@code quorum} and {@code context} by somebody who knew what. It
   * does not say that the box opens: who seals rubbish is found out when it is opened.
   */
  public boolean verifies(EscrowPublicKey quorum, ByteString context) {
    return quorum.slots().size() == 1
        && key.isMasked()
        && SigmaVerifier.prepare(
                Statement.instance(quorum, key),
                proof,
                Statement.transcript(quorum, context, key, box))
            .verifyNaively();
  }

  /** The plaintext; nothing if the masks are not the quorum's, or rubbish was sealed. */
  public Optional<ByteString> open(List<G1> masks, ByteString context) {
    G1 point = key.open(List.of(masks)).getFirst();
    if (point.isInfinity()) {
      return Optional.empty();
    }
    Secret secret = Secret.copyOf(point.toByteArray());
    Optional<ByteString> opened = SecretBox.open(secret, LABEL, context, box);
    secret.destroy();
    return opened;
  }

  /** R and E, the proof, then the box, whose length the layout fixes. */
  public void encode(Encoder out) {
    key.encode(out);
    proof.encode(out);
    out.fixed(box);
  }

  /** Reads a box around a plaintext of this size. */
  public static QuorumBox decode(int plaintextSize, Decoder in) throws MalformedInput {
    return new QuorumBox(
        EscrowCiphertext.decode(1, in),
        SigmaProof.decode(Statement.RELATION, in),
        in.fixed(plaintextSize + SecretBox.OVERHEAD));
  }
}
