package org.specie.cash.protocol;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;

/**
 * Bases and serial numbers of what a transaction creates. They are hashes of the nullifiers it
 * consumes, in canonical form: what can be consumed only once can be issued under only once.
 */
public record Outputs(ByteString consumed) {
  private static final int STATE = 0;
  private static final int COIN = 1;

  /** Outputs of a transaction of {@code kind} that consumes {@code nullifiers}, in order. */
  public static Outputs of(Suite suite, int kind, List<ByteString> nullifiers) {
    Encoder out = new Encoder();
    suite.domain().encode(out);
    out.u8(kind).list(nullifiers, Encoder::bytes);
    return new Outputs(out.toByteString());
  }

  private ByteString at(int index) {
    return ByteString.concat(consumed, new Encoder().u8(index).toByteString());
  }

  public G1 stateBase(Suite suite) {
    return suite.hashToBase("issue", at(STATE));
  }

  public G1 coinBase(Suite suite) {
    return suite.hashToBase("issue", at(COIN));
  }

  public Scalar stateSerial(Suite suite) {
    return suite.hashToScalar("sn", at(STATE));
  }

  public Scalar coinSerial(Suite suite) {
    return suite.hashToScalar("sn", at(COIN));
  }
}
