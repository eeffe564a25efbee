package org.specie.ledger.api.certificate;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.OperatorSet;

/**
 * Evidence that an operator said two different things where it may say one: two statements with one
 * kind, ledger, epoch, view and slot, two digests, and the operator's signature under both. It is
 * judged from these bytes and the operators of the epoch alone, by anybody, at any time. Source:
 * docs/spec/27-membership.md, section 4.
 *
 * @param operator its index in the set of that epoch
 */
public record Equivocation(
    int operator, long epoch, SignedStatement first, SignedStatement second) {
  public Equivocation {
    Check.that(
        0 <= operator && operator < OperatorSet.OPERATORS_MAX, "an operator's index is in range");
    Check.that(epoch >= 0, "epochs start at 0");
  }

  /** Whether this convicts the operator, on the ledger {@code ledgerId}, of {@code operators}. */
  public boolean convicts(Hash32 ledgerId, OperatorSet operators) {
    return epoch == operators.epoch()
        && operator < operators.size()
        && first.place().equals(second.place())
        && !first.bytes().equals(second.bytes())
        && first.isBy(ledgerId, operators, operator)
        && second.isBy(ledgerId, operators, operator);
  }

  /** Appends the canonical bytes. */
  public void encode(Encoder out) {
    out.u16(operator).u64(epoch);
    first.encode(out);
    second.encode(out);
  }

  /** Reads what {@link #encode} appends. */
  public static Equivocation decode(Decoder in) throws MalformedInput {
    int operator = in.u16();
    if (operator >= OperatorSet.OPERATORS_MAX) {
      throw new MalformedInput("no operator has this index");
    }
    return new Equivocation(
        operator, in.u64(), SignedStatement.decode(in), SignedStatement.decode(in));
  }
}
