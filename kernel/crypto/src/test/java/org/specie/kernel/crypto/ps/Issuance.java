package org.specie.kernel.crypto.ps;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/** A message, its blindings and the request they make: what a holder brings to a test. */
record Issuance(List<Scalar> message, List<Scalar> blindings, SigningRequest request) {
  private static final ByteString DST = ByteString.utf8("SPECIE-test-v1-base");

  /** The first {@code hidden} of {@code attributes} random attributes are committed. */
  static Issuance random(int attributes, int hidden, Entropy entropy) {
    G1 base = G1.hashToCurve(ByteString.copyOf(entropy.bytes(16)), DST);
    List<Scalar> message = new ArrayList<>();
    List<Scalar> blindings = new ArrayList<>();
    List<Attribute> shape = new ArrayList<>();
    for (int j = 0; j < attributes; j++) {
      Scalar value = Scalar.random(entropy);
      message.add(value);
      if (j < hidden) {
        Scalar blinding = Scalar.random(entropy);
        blindings.add(blinding);
        G1 opened = base.times(value).plus(G1.GENERATOR.times(blinding));
        shape.add(new Attribute.Committed(opened));
      } else {
        shape.add(new Attribute.Public(value));
      }
    }
    return new Issuance(message, blindings, new SigningRequest(base, shape));
  }

  /** The same request with {@code attribute} in place of the one at {@code position}. */
  SigningRequest requestWith(int position, Attribute attribute) {
    List<Attribute> changed = new ArrayList<>(request.attributes());
    changed.set(position, attribute);
    return new SigningRequest(request.base(), changed);
  }

  /** The same message with {@code value} at {@code position}. */
  List<Scalar> messageWith(int position, Scalar value) {
    List<Scalar> changed = new ArrayList<>(message);
    changed.set(position, value);
    return changed;
  }
}
