package org.specie.ledger.api.block;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/**
 * The operators whose signatures make a block final, by index, and how many of them it takes. Names
 * and keys are distinct, so that nobody counts twice. Source: docs/spec/20-ledger.md, clause 2.2.
 */
public record OperatorSet(List<Operator> operators, int quorum) {
  /** The most operators a ledger may have. */
  public static final int OPERATORS_MAX = 1024;

  private static final int NAME_BYTES_MAX = 64;

  /** One operator: the name people know it by, and its public key. */
  public record Operator(String name, Ed25519PublicKey publicKey) {
    public Operator {
      Check.that(
          !name.isEmpty() && ByteString.utf8(name).size() <= NAME_BYTES_MAX,
          "an operator's name has 1 to 64 bytes");
    }
  }

  public OperatorSet {
    operators = List.copyOf(operators);
    Check.that(
        !operators.isEmpty() && operators.size() <= OPERATORS_MAX, "there are 1 to 1024 operators");
    Check.that(1 <= quorum && quorum <= operators.size(), "the quorum is 1 to all operators");
    Check.that(areDistinct(operators), "operators' names and keys are distinct");
  }

  /** How many operators there are. */
  public int size() {
    return operators.size();
  }

  private static boolean areDistinct(List<Operator> operators) {
    Set<Object> seen = new HashSet<>();
    for (Operator operator : operators) {
      if (!seen.add(operator.name()) || !seen.add(operator.publicKey())) {
        return false;
      }
    }
    return true;
  }

  void encode(Encoder out) {
    out.list(operators, OperatorSet::encodeOperator);
    out.u16(quorum);
  }

  private static void encodeOperator(Encoder out, Operator operator) {
    out.text(operator.name()).fixed(operator.publicKey().bytes());
  }

  static OperatorSet decode(Decoder in) throws MalformedInput {
    List<Operator> operators = in.list(OPERATORS_MAX, OperatorSet::decodeOperator);
    int quorum = in.u16();
    if (quorum < 1 || quorum > operators.size() || !areDistinct(operators)) {
      throw new MalformedInput("not a set of operators with a quorum");
    }
    return new OperatorSet(operators, quorum);
  }

  private static Operator decodeOperator(Decoder in) throws MalformedInput {
    String name = in.text(NAME_BYTES_MAX);
    if (name.isEmpty()) {
      throw new MalformedInput("an operator without a name");
    }
    return new Operator(name, Ed25519PublicKey.decode(in));
  }
}
