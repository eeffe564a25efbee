package org.specie.services.auditor.message;

import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * How an auditor is.
 *
 * @param height of the ledger as far as it sees it; 0 if it does not
 * @param named whether the policy in force names its key
 * @param decisions in its record, those that put a payment before a person among them
 * @param head the hash of the last of them
 * @param waiting payments before a person
 * @param refusals how many questions were refused for the reason of each number, since it started
 */
public record Standing(
    long height, boolean named, long decisions, Hash32 head, int waiting, List<Refusals> refusals) {
  private static final int REASONS_MAX = 64;

  /** So many for the reason of this number. */
  public record Refusals(int code, long count) {}

  public Standing {
    refusals = List.copyOf(refusals);
    Check.that(refusals.size() <= REASONS_MAX, "reasons are few");
  }

  void encode(Encoder out) {
    out.u64(height).bool(named).u64(decisions).hash(head).u32(waiting);
    out.list(refusals, (to, each) -> to.u32(each.code()).u64(each.count()));
  }

  static Standing decode(Decoder in) throws MalformedInput {
    return new Standing(
        in.u64(),
        in.bool(),
        in.u64(),
        in.hash(),
        in.u32(),
        in.list(REASONS_MAX, each -> new Refusals(each.u32(), each.u64())));
  }
}
