package org.specie.cash.protocol.credential;

import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.hybrid.ViewPublicKey;
import org.specie.kernel.crypto.sigma.SigmaProof;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * Where to pay someone privately: the public spend key, whose hash is the pid, and the view key,
 * signed under the spend key so that nobody redirects the notice of a payment. Encoding: 96 + 32 +
 * 128 bytes.
 */
public record PaymentAddress(G1 publicSpendKey, ViewPublicKey viewKey, SigmaProof signature)
    implements Payee {
  /** The address of {@code keys}, freshly signed. */
  public static PaymentAddress of(Suite suite, HolderKeys keys, Entropy entropy) {
    ViewPublicKey view = keys.view().publicKey();
    return new PaymentAddress(
        keys.publicSpendKey(),
        view,
        SpendSignature.sign(suite, keys, transcript(suite, view), entropy));
  }

  private static Transcript transcript(Suite suite, ViewPublicKey view) {
    Transcript transcript = new Transcript("SPECIE payment-address v1");
    transcript.append("suite", suite.hash());
    transcript.append("view-key", view.bytes());
    return transcript;
  }

  /** Whether the holder of the spend key signed the view key. */
  public boolean isGenuine(Suite suite) {
    return SpendSignature.verifies(suite, publicSpendKey, transcript(suite, viewKey), signature);
  }

  public Scalar pid(Suite suite) {
    return suite.pid(publicSpendKey);
  }

  @Override
  public ByteString encode() {
    Encoder out = new Encoder();
    publicSpendKey.encode(out);
    out.fixed(viewKey.bytes());
    signature.encode(out);
    return out.toByteString();
  }

  /** Reads an address; {@link #isGenuine} is still to be asked. */
  public static PaymentAddress decode(Suite suite, ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    PaymentAddress address =
        new PaymentAddress(
            G1.decodeInSubgroup(in), ViewPublicKey.decode(in), SpendSignature.decode(suite, in));
    in.end();
    return address;
  }
}
