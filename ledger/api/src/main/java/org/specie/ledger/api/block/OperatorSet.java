package org.specie.ledger.api.block;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.quorum.MultiSignatureKey;
import org.specie.kernel.crypto.quorum.QuorumKey;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/**
 * The configuration of one epoch: who operates the ledger, how many of them may lie or be slow, and
 * what it takes to make a block final. Names and keys are distinct, so that nobody counts twice.
 * Source: docs/spec/20-ledger.md, clause 2.2.
 *
 * @param epoch 0 at genesis, one more with each change
 * @param faults f, how many may do anything
 * @param slow c, how many more may be slow or down without costing the fast path; there are 3f + 2c
 *     + 1 operators, or any number if f = c = 0, for an engine of one process
 * @param quorum how many operators' shares make a commit certificate, more than f
 */
public record OperatorSet(
    long epoch,
    List<Operator> operators,
    int faults,
    int slow,
    int quorum,
    CertificateScheme scheme) {
  /** The most operators a ledger may have. */
  public static final int OPERATORS_MAX = 1024;

  private static final int NAME_BYTES_MAX = 64;
  private static final int ADDRESS_BYTES_MAX = 255;
  private static final DomainTag TAG = new DomainTag("specie/ledger/operators/1");

  /**
   * One operator.
   *
   * @param name by which people know it, and by which it stays the same when its keys change
   * @param publicKey its consensus key
   * @param address where its replica can be reached; a hint that nothing rests on, maybe empty
   * @param transportKey hash of the public key of its transport certificate; zero if it has none
   */
  public record Operator(
      String name, Ed25519PublicKey publicKey, String address, Hash32 transportKey) {
    public Operator {
      Check.that(
          !name.isEmpty() && ByteString.utf8(name).size() <= NAME_BYTES_MAX,
          "an operator's name has 1 to 64 bytes");
      Check.that(
          ByteString.utf8(address).size() <= ADDRESS_BYTES_MAX,
          "an operator's address has at most 255 bytes");
    }

    /** An operator that is not reached over a network. */
    public Operator(String name, Ed25519PublicKey publicKey) {
      this(name, publicKey, "", Hash32.ZERO);
    }
  }

  public OperatorSet {
    operators = List.copyOf(operators);
    Optional<String> objection = objection(epoch, operators, faults, slow, quorum, scheme);
    Check.that(objection.isEmpty(), objection.orElse(""));
  }

  /** The first epoch of an engine of one process, with Ed25519 signatures. */
  public OperatorSet(List<Operator> operators, int quorum) {
    this(0, operators, 0, 0, quorum, new CertificateScheme.MultiSignature());
  }

  /**
   * Replicas of which {@code faults} may lie and {@code slow} more be slow, with Ed25519 signatures
   * and the smallest quorum, one more than may lie.
   */
  public static OperatorSet replicated(long epoch, List<Operator> operators, int faults, int slow) {
    return new OperatorSet(
        epoch, operators, faults, slow, faults + 1, new CertificateScheme.MultiSignature());
  }

  /** Why the parts are no set, if they are none. */
  private static Optional<String> objection(
      long epoch,
      List<Operator> operators,
      int faults,
      int slow,
      int quorum,
      CertificateScheme scheme) {
    if (operators.isEmpty() || operators.size() > OPERATORS_MAX) {
      return Optional.of("there are 1 to 1024 operators");
    }
    if (epoch < 0 || faults < 0 || slow < 0) {
      return Optional.of("epoch, faults and slow ones are not negative");
    }
    boolean isOneProcess = faults == 0 && slow == 0;
    if (!isOneProcess && operators.size() != 3L * faults + 2L * slow + 1) {
      return Optional.of("there are 3f + 2c + 1 operators");
    }
    if (quorum <= faults || quorum > operators.size()) {
      return Optional.of("the quorum is more than f and at most all operators");
    }
    if (!areDistinct(operators)) {
      return Optional.of("operators' names and keys are distinct");
    }
    return switch (scheme) {
      case CertificateScheme.MultiSignature _ -> Optional.empty();
      case CertificateScheme.ThresholdBls(var fast, var commit, var execution) -> {
        boolean fits =
            List.of(fast, commit, execution).stream()
                    .allMatch(key -> key.signers() == operators.size())
                && fast.threshold() == 3 * faults + slow + 1
                && commit.threshold() == 2 * faults + slow + 1
                && execution.threshold() == quorum;
        yield fits ? Optional.empty() : Optional.of("the shared keys have the set's thresholds");
      }
    };
  }

  private static boolean areDistinct(List<Operator> operators) {
    Set<Object> seen = new HashSet<>();
    for (Operator operator : operators) {
      boolean isNew =
          seen.add(operator.name())
              && seen.add(operator.publicKey())
              && (operator.transportKey().equals(Hash32.ZERO) || seen.add(operator.transportKey()));
      if (!isNew) {
        return false;
      }
    }
    return true;
  }

  /** How many operators there are. */
  public int size() {
    return operators.size();
  }

  /** Whether the numbers are those of replicas that need not trust each other. */
  public boolean isReplicated() {
    return operators.size() == 3 * faults + 2 * slow + 1;
  }

  /** The place of the operator called {@code name}. */
  public Optional<Integer> indexOf(String name) {
    return IntStream.range(0, operators.size())
        .filter(i -> operators.get(i).name().equals(name))
        .boxed()
        .findFirst();
  }

  /** The key of fast decisions, which take 3f + c + 1 operators. */
  public QuorumKey fastKey() {
    return switch (scheme) {
      case CertificateScheme.MultiSignature _ -> signatures(3 * faults + slow + 1);
      case CertificateScheme.ThresholdBls(var fast, _, _) -> fast;
    };
  }

  /** The key of preparations and slow decisions, which take 2f + c + 1 operators. */
  public QuorumKey commitKey() {
    return switch (scheme) {
      case CertificateScheme.MultiSignature _ -> signatures(2 * faults + slow + 1);
      case CertificateScheme.ThresholdBls(_, var commit, _) -> commit;
    };
  }

  /** The key of commit certificates. */
  public QuorumKey executionKey() {
    return switch (scheme) {
      case CertificateScheme.MultiSignature _ -> signatures(quorum);
      case CertificateScheme.ThresholdBls(_, _, var execution) -> execution;
    };
  }

  private MultiSignatureKey signatures(int threshold) {
    return new MultiSignatureKey(operators.stream().map(Operator::publicKey).toList(), threshold);
  }

  /** The hash that headers name this set by. */
  public Hash32 hash() {
    return TAG.hash(encode());
  }

  /** The canonical bytes. */
  public ByteString encode() {
    Encoder out = new Encoder();
    encode(out);
    return out.toByteString();
  }

  /** Reads canonical bytes. */
  public static OperatorSet decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    OperatorSet set = decode(in);
    in.end();
    return set;
  }

  /** Appends the canonical bytes. */
  public void encode(Encoder out) {
    out.u64(epoch).list(operators, OperatorSet::encodeOperator);
    out.u16(faults).u16(slow).u16(quorum);
    scheme.encode(out);
  }

  private static void encodeOperator(Encoder out, Operator operator) {
    out.text(operator.name())
        .fixed(operator.publicKey().bytes())
        .text(operator.address())
        .hash(operator.transportKey());
  }

  /** Reads what {@link #encode(Encoder)} appends. */
  public static OperatorSet decode(Decoder in) throws MalformedInput {
    long epoch = in.u64();
    List<Operator> operators = in.list(OPERATORS_MAX, OperatorSet::decodeOperator);
    int faults = in.u16();
    int slow = in.u16();
    int quorum = in.u16();
    CertificateScheme scheme = CertificateScheme.decode(in);
    Optional<String> objection = objection(epoch, operators, faults, slow, quorum, scheme);
    if (objection.isPresent()) {
      throw new MalformedInput("not a set of operators");
    }
    return new OperatorSet(epoch, operators, faults, slow, quorum, scheme);
  }

  private static Operator decodeOperator(Decoder in) throws MalformedInput {
    String name = in.text(NAME_BYTES_MAX);
    if (name.isEmpty()) {
      throw new MalformedInput("an operator without a name");
    }
    return new Operator(name, Ed25519PublicKey.decode(in), in.text(ADDRESS_BYTES_MAX), in.hash());
  }
}
