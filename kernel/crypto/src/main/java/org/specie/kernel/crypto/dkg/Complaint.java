package org.specie.kernel.crypto.dkg;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.sigma.SigmaProof;

/**
 * Third round: "the shares this dealer sealed for me are wrong", with the agreed point that opens
 * them and the proof that it is the right one, so that everybody can look. It opens what this
 * dealer sealed for this recipient and nothing else.
 */
public record Complaint(int dealer, G1 agreed, SigmaProof proof) implements DkgMessage {
  public Complaint {
    Check.that(dealer > 0, "a dealer has an index");
  }

  void encodeBody(Encoder out) {
    agreed.encode(out.u16(dealer));
    proof.encode(out);
  }

  static Complaint decodeBody(int dealers, Decoder in) throws MalformedInput {
    int dealer = in.u16();
    if (dealer == 0 || dealer > dealers) {
      throw new MalformedInput("no such dealer");
    }
    return new Complaint(
        dealer, G1.decodeInSubgroup(in), SigmaProof.decode(ShareSealing.AGREEMENT, in));
  }
}
