package org.specie.offline.agents.suspicion;

import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.inspection.Receipt;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;

/**
 * What is remarkable about one owner id, in figures. Spec: docs/spec/54-agents.md 6.8.
 *
 * @param owner the one
 * @param rule that it met
 * @param begin of the stretch: the first receipt's time
 * @param end of the stretch: the last receipt's time
 * @param count of receipts
 * @param sumMinor of their amounts
 * @param receipts a digest of the digests of their tokens, in order
 */
public record Suspicion(
    OwnerId owner,
    SplittingRule rule,
    Minutes begin,
    Minutes end,
    int count,
    long sumMinor,
    Hash32 receipts) {
  public Suspicion {
    Check.that(begin.compareTo(end) <= 0, "a stretch ends after it began");
    Check.that(count >= rule.count() && sumMinor > 0, "a suspicion meets its rule");
  }

  static Suspicion of(SplittingRule rule, List<Receipt> receipts) {
    Encoder tokens = new Encoder();
    receipts.forEach(each -> tokens.hash(each.token()));
    return new Suspicion(
        receipts.getFirst().owner(),
        rule,
        receipts.getFirst().time(),
        receipts.getLast().time(),
        receipts.size(),
        receipts.stream().mapToLong(each -> each.amount().minor()).reduce(0, Math::addExact),
        Hash32.sha256(tokens.toByteString()));
  }

  void encode(Encoder out) {
    out.fixed(owner.bytes());
    rule.encode(out);
    begin.encode(out);
    end.encode(out);
    out.u32(count).u64(sumMinor).hash(receipts);
  }

  static Suspicion decode(Decoder in) throws MalformedInput {
    OwnerId owner = OwnerId.decode(in);
    SplittingRule rule = SplittingRule.decode(in);
    Minutes begin = Minutes.decode(in);
    Minutes end = Minutes.decode(in);
    int count = in.u32();
    long sumMinor = in.u64();
    if (begin.compareTo(end) > 0 || count < rule.count() || sumMinor == 0) {
      throw new MalformedInput("a suspicion meets its rule");
    }
    return new Suspicion(owner, rule, begin, end, count, sumMinor, in.hash());
  }
}
