package org.specie.ledger.transport.identity;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * Whether signed bytes are in the one encoding they have. The signature covers the first of the
 * three parts only. The JDK does not look at the second, which repeats the algorithm, nor at how
 * many bits of the third are unused; without this, bytes of a genuine certificate could be changed
 * and it would still be trusted. Source: RFC 5280, 4.1.1.2 and 5.1.1.2; X.690, DER.
 */
final class OneEncoding {
  private static final int PARTS = 3;

  private OneEncoding() {}

  /** For a certificate or a revocation list whose signature was found good. */
  static boolean holds(byte[] der) {
    try {
      ASN1Primitive read = ASN1Primitive.fromByteArray(der);
      return read instanceof ASN1Sequence whole
          && whole.size() == PARTS
          && whole.getObjectAt(0) instanceof ASN1Sequence signed
          && namesAlgorithm(signed, whole.getObjectAt(1))
          && whole.getObjectAt(2) instanceof ASN1BitString signature
          && signature.getPadBits() == 0
          && Arrays.equals(whole.getEncoded(ASN1Encoding.DER), der);
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Version, serial number, algorithm in a certificate; version, algorithm in a list. */
  private static boolean namesAlgorithm(ASN1Sequence signed, ASN1Encodable algorithm) {
    for (int i = 1; i <= 2 && i < signed.size(); i++) {
      if (signed.getObjectAt(i) instanceof ASN1Sequence named) {
        return named.equals(algorithm.toASN1Primitive());
      }
    }
    return false;
  }
}
