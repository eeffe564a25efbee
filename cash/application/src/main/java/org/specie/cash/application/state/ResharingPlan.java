package org.specie.cash.application.state;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.dkg.DkgFault;
import org.specie.ledger.api.block.OperatorSet;

/**
 * A change of operators that the committee planned, while the issuing key is handed on for it, and
 * afterwards how that ended. Source: docs/spec/27-membership.md, section 5.
 *
 * @param id the record of the committee's act
 * @param stage how far it is
 * @param closesAt the last height at which the round of the stage takes messages; of a plan that
 *     ended, the height at which it did
 * @param holders how many operators hold shares of the key as it is
 * @param due how many messages the round waits for
 * @param posted how many of them are there
 * @param expelled place, from 1, of the holder that the plan expels and nobody waits for
 * @param operators to whom the key is handed on
 * @param faults what was found, once the plan ended
 */
public record ResharingPlan(
    Hash32 id,
    Stage stage,
    long closesAt,
    int holders,
    int due,
    int posted,
    Optional<Integer> expelled,
    OperatorSet operators,
    Faults faults) {
  /** How far a plan is. */
  public enum Stage {
    /** New operators post the keys under which they want their shares. */
    KEYS(1),
    /** Holders deal their shares to the new operators. */
    DEALINGS(2),
    /** New operators say what was dealt to them wrongly, or that nothing was. */
    EXAMINATION(3),
    /** The key is handed on and the change announced. */
    COMPLETE(4),
    /** Too few did their part; the operators stay as they are. */
    FAILED(5),
    /** The committee thought better of it. */
    CANCELLED(6);

    private final int code;

    Stage(int code) {
      this.code = code;
    }

    /** The number of the round, and of what is no round any more. */
    public int code() {
      return code;
    }

    /** Whether messages are still taken. */
    public boolean isOpen() {
      return this == KEYS || this == DEALINGS || this == EXAMINATION;
    }

    private static Stage decode(Decoder in) throws MalformedInput {
      int code = in.u8();
      for (Stage stage : values()) {
        if (stage.code == code) {
          return stage;
        }
      }
      throw new MalformedInput("no such stage of a plan");
    }
  }

  /**
   * Who did what it should not have, or not what it should have.
   *
   * @param holders by place in the set before the change, from 1
   * @param operators by place in the set after it, from 1
   * @param silent new operators that posted a key and examined nothing, by place
   */
  public record Faults(
      SortedMap<Integer, DkgFault> holders,
      SortedMap<Integer, DkgFault> operators,
      SortedSet<Integer> silent) {
    /** Nobody, so far. */
    public static final Faults NONE = new Faults(new TreeMap<>(), new TreeMap<>(), new TreeSet<>());

    private static final int NAME_BYTES_MAX = 32;

    public Faults {
      holders = Collections.unmodifiableSortedMap(new TreeMap<>(holders));
      operators = Collections.unmodifiableSortedMap(new TreeMap<>(operators));
      silent = Collections.unmodifiableSortedSet(new TreeSet<>(silent));
    }

    private void encode(Encoder out) {
      encode(out, holders);
      encode(out, operators);
      out.list(silent.stream().toList(), Encoder::u16);
    }

    private static void encode(Encoder out, SortedMap<Integer, DkgFault> faults) {
      out.list(
          faults.entrySet().stream().toList(),
          (each, fault) -> each.u16(fault.getKey()).text(fault.getValue().name()));
    }

    private static Faults decode(Decoder in) throws MalformedInput {
      return new Faults(
          decodeFaults(in),
          decodeFaults(in),
          new TreeSet<>(in.list(OperatorSet.OPERATORS_MAX, Decoder::u16)));
    }

    private static SortedMap<Integer, DkgFault> decodeFaults(Decoder in) throws MalformedInput {
      SortedMap<Integer, DkgFault> faults = new TreeMap<>();
      for (Map.Entry<Integer, DkgFault> each :
          in.list(OperatorSet.OPERATORS_MAX, Faults::decodeFault)) {
        faults.put(each.getKey(), each.getValue());
      }
      return faults;
    }

    private static Map.Entry<Integer, DkgFault> decodeFault(Decoder in) throws MalformedInput {
      int place = in.u16();
      String name = in.text(NAME_BYTES_MAX);
      for (DkgFault fault : DkgFault.values()) {
        if (fault.name().equals(name)) {
          return Map.entry(place, fault);
        }
      }
      throw new MalformedInput("no such fault");
    }
  }

  public ResharingPlan {
    Check.that(!stage.isOpen() || posted <= due, "nobody posts who has nothing to post");
  }

  /** The plan, after one more message. */
  public ResharingPlan afterPost() {
    return new ResharingPlan(
        id, stage, closesAt, holders, due, posted + 1, expelled, operators, faults);
  }

  /** The plan in its next round. */
  public ResharingPlan inRound(Stage next, long closesAt, int due) {
    return new ResharingPlan(id, next, closesAt, holders, due, 0, expelled, operators, faults);
  }

  /** The plan as it ended at {@code height}. */
  public ResharingPlan ended(Stage how, long height, Faults faults) {
    Check.that(!how.isOpen(), "a plan ends complete, failed or cancelled");
    return new ResharingPlan(id, how, height, holders, 0, 0, expelled, operators, faults);
  }

  ByteString encode() {
    Encoder out = new Encoder().hash(id).u8(stage.code).u64(closesAt);
    out.u16(holders).u16(due).u16(posted).u16(expelled.orElse(0));
    operators.encode(out);
    faults.encode(out);
    return out.toByteString();
  }

  /** The height at which the round closes at the latest, if the plan that begins here is open. */
  static Optional<Long> closing(Decoder in) throws MalformedInput {
    in.hash();
    boolean isOpen = Stage.decode(in).isOpen();
    long closesAt = in.u64();
    return isOpen ? Optional.of(closesAt) : Optional.empty();
  }

  static ResharingPlan decode(Decoder in) throws MalformedInput {
    Hash32 id = in.hash();
    Stage stage = Stage.decode(in);
    long closesAt = in.u64();
    int holders = in.u16();
    int due = in.u16();
    int posted = in.u16();
    int expelled = in.u16();
    return new ResharingPlan(
        id,
        stage,
        closesAt,
        holders,
        due,
        posted,
        expelled == 0 ? Optional.empty() : Optional.of(expelled),
        OperatorSet.decode(in),
        Faults.decode(in));
  }
}
