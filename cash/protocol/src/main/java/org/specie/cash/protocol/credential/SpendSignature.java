package org.specie.cash.protocol.credential;

import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.relation.KeyRelation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.sigma.Instance;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.sigma.SigmaProver;
import org.specie.kernel.crypto.sigma.SigmaVerifier;
import org.specie.kernel.crypto.sigma.Witness;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * Signatures under a spend key: knowledge of k with K = k·g_K, bound to a transcript. The name of
 * the transcript's protocol keeps signatures for one purpose from being any for another. Source:
 * docs/spec/10-private-cash.md, clause 10.3; 128 bytes.
 */
public final class SpendSignature {
  private SpendSignature() {}

  /** Signs everything that {@code transcript} holds with the spend key of {@code keys}. */
  public static SigmaProof sign(
      Suite suite, HolderKeys keys, Transcript transcript, Entropy entropy) {
    KeyRelation key = suite.relations().key();
    Witness witness = new Witness.Builder(key.relation).set(key.k, keys.k()).build();
    return SigmaProver.prove(instance(suite, keys.publicSpendKey()), witness, transcript, entropy);
  }

  /**
   * Whether the holder of {@code publicSpendKey} signed everything that {@code transcript} holds.
   */
  public static boolean verifies(
      Suite suite, G1 publicSpendKey, Transcript transcript, SigmaProof signature) {
    return SigmaVerifier.prepare(instance(suite, publicSpendKey), signature, transcript)
        .verifyNaively();
  }

  /** Reads a signature; whether it holds is still to be asked. */
  public static SigmaProof decode(Suite suite, Decoder in) throws MalformedInput {
    return SigmaProof.decode(suite.relations().key().relation, in);
  }

  private static Instance instance(Suite suite, G1 publicSpendKey) {
    KeyRelation key = suite.relations().key();
    return new Instance.Builder(key.relation).set(key.publicKey, publicSpendKey).build();
  }
}
