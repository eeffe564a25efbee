package org.specie.kernel.crypto.dkg;

import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;

/**
 * First round: the hash of the vectors an operator will deal, so that nobody can choose its
 * contribution after seeing the others', and the key under which it wants its shares. The key is
 * made for this ceremony and destroyed after it.
 */
public record Announcement(Hash32 vectors, G1 encryptionKey) implements DkgMessage {
  void encodeBody(Encoder out) {
    encryptionKey.encode(out.hash(vectors));
  }

  static Announcement decodeBody(Decoder in) throws MalformedInput {
    return new Announcement(in.hash(), G1.decodeInSubgroup(in));
  }
}
