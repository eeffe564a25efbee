package org.specie.kernel.crypto.dkg;

import java.security.MessageDigest;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * Schnorr's proof of knowledge of s for a point s·g~. It exists apart from page 02's relations
 * because those live in the first group, where this secret must not appear.
 */
public record SecondGroupProof(G2 firstMessage, Scalar response) {

  /** Proves knowledge of {@code secret}; the transcript goes on after the response. */
  static SecondGroupProof prove(Scalar secret, Transcript transcript, Entropy entropy) {
    Scalar nonce = nonce(secret, transcript, entropy);
    G2 firstMessage = G2.GENERATOR.times(nonce);
    transcript.append("T~", firstMessage.toByteArray());
    Scalar response = nonce.plus(transcript.challenge("c").times(secret));
    transcript.append("s", response);
    return new SecondGroupProof(firstMessage, response);
  }

  /** Whether the prover knew the logarithm of {@code point}; replays the transcript. */
  boolean verifies(G2 point, Transcript transcript) {
    transcript.append("T~", firstMessage.toByteArray());
    Scalar challenge = transcript.challenge("c");
    transcript.append("s", response);
    return G2.GENERATOR.times(response).equals(firstMessage.plus(point.times(challenge)));
  }

  /** Hedged: repeats only if entropy, secret and statement all repeat. */
  private static Scalar nonce(Scalar secret, Transcript transcript, Entropy entropy) {
    MessageDigest seed = Hash32.newSha256();
    seed.update(entropy.bytes(32));
    seed.update(transcript.hash().bytes().toByteArray());
    seed.update(secret.toByteArray());
    Transcript expand = new Transcript("specie-dkg-nonce-v1");
    expand.append("seed", seed.digest());
    return expand.challenge("nonce");
  }

  void encode(Encoder out) {
    firstMessage.encode(out);
    response.encode(out);
  }

  static SecondGroupProof decode(Decoder in) throws MalformedInput {
    return new SecondGroupProof(G2.decode(in), Scalar.decode(in));
  }
}
