package org.specie.offline.agents.suspicion;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/**
 * A suspicion as inspection hands it over, 156 bytes. Who the owner is stays sealed: only an order
 * to the authorities opens that. Spec: docs/spec/54-agents.md 6.8.
 *
 * @param suspicion of one owner id
 * @param signature of inspection
 */
public record SuspicionReport(Suspicion suspicion, ByteString signature) {
  /** How many bytes a report has. */
  public static final int SIZE = 156;

  private static final String TAG = "SPECIE suspicion report v1";

  public SuspicionReport {
    Check.that(
        signature.size() == Ed25519PublicKey.SIGNATURE_SIZE, "a signature of Ed25519 has 64 bytes");
  }

  /** Signs what was found. */
  public static SuspicionReport sign(Suspicion suspicion, Ed25519SecretKey inspection) {
    return new SuspicionReport(suspicion, inspection.sign(signed(suspicion)));
  }

  private static ByteString body(Suspicion suspicion) {
    Encoder out = new Encoder();
    suspicion.encode(out);
    return out.toByteString();
  }

  private static ByteString signed(Suspicion suspicion) {
    return new Encoder().text(TAG).fixed(body(suspicion)).toByteString();
  }

  /** Whether inspection, whose key this is, handed it over. */
  public boolean isSignedBy(Ed25519PublicKey inspection) {
    return inspection.verify(signed(suspicion), signature);
  }

  /** The one encoding. */
  public ByteString encode() {
    return ByteString.concat(body(suspicion), signature);
  }

  /** Reads a report and nothing after it. */
  public static SuspicionReport decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    SuspicionReport read =
        new SuspicionReport(Suspicion.decode(in), in.fixed(Ed25519PublicKey.SIGNATURE_SIZE));
    in.end();
    return read;
  }
}
