package org.specie.offline.agents.unsealing;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.sharing.Lagrange;

/**
 * A case and the authorities that approved it. Spec: docs/spec/56-register.md 3.4.
 *
 * @param about the case
 * @param approvals with increasing indices
 */
public record Warrant(UnsealingCase about, List<Approval> approvals) {
  public Warrant {
    approvals = List.copyOf(approvals);
  }

  /** Whether m of {@code authorities} approved exactly this case. */
  public boolean isOrdered(Authorities authorities) {
    Hash32 commitment = about.commitment();
    int last = 0;
    for (Approval each : approvals) {
      if (each.index() <= last || !each.isRight(authorities, commitment)) {
        return false;
      }
      last = each.index();
    }
    return approvals.size() >= authorities.needed();
  }

  /** The one encoding. */
  public ByteString encode() {
    return new Encoder()
        .bytes(about.encode())
        .list(approvals, (out, each) -> each.encode(out))
        .toByteString();
  }

  /** Reads a warrant and nothing after it. */
  public static Warrant decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    UnsealingCase about = UnsealingCase.decode(in.bytes(UnsealingCase.SIZE_MAX));
    Warrant read = new Warrant(about, in.list(Lagrange.INDEX_MAX, Approval::decode));
    in.end();
    return read;
  }
}
