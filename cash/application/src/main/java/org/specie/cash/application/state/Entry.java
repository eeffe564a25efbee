package org.specie.cash.application.state;

import org.specie.cash.protocol.relation.Shape;
import org.specie.cash.protocol.transaction.Parts.EntryClaim;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;

/**
 * Value that waits on the ledger: one state machine for delay, veto, clearance, acceptance,
 * cancellation, refund and reclaim. Nothing happens to an entry by itself; its phase at a time
 * follows from what is stored. Times are decided time, in seconds. Source: docs/spec/12-tiers.md,
 * clauses 12.9 to 12.12.
 *
 * @param tier 1 or 3
 * @param value P_v
 * @param acceptor P_acc
 * @param payer P_ret
 * @param created when it was made
 * @param release from when it can be accepted
 * @param expiry from when it no longer can
 * @param needsClearance whether auditors must clear it
 */
public record Entry(
    int tier,
    G1 value,
    G1 acceptor,
    G1 payer,
    long created,
    long release,
    long expiry,
    boolean needsClearance,
    Status status) {
  /** What is stored of its course. */
  public enum Status {
    OPEN(0),
    CLEARED(1),
    VETOED(2),
    ACCEPTED(3),
    RETURNED(4);

    private final int code;

    Status(int code) {
      this.code = code;
    }

    private static Status ofCode(int code) throws MalformedInput {
      for (Status status : values()) {
        if (status.code == code) {
          return status;
        }
      }
      throw new MalformedInput("no status of an entry");
    }
  }

  /** What it is at a time. */
  public enum Phase {
    /** It waits: auditors may veto or clear it, and the payer may cancel it. */
    PENDING,
    /** It can be accepted. */
    RELEASED,
    /** It can only go back. */
    EXPIRED,
    /** Auditors stopped it; it can only go back. */
    VETOED,
    /** It went to whom it was paid. */
    ACCEPTED,
    /** It went back. */
    RETURNED
  }

  public Entry {
    Check.that(created <= release && release < expiry, "an entry is made, released, and expires");
  }

  /** The phase in a block decided at {@code seconds}. */
  public Phase phaseAt(long seconds) {
    return switch (status) {
      case VETOED -> Phase.VETOED;
      case ACCEPTED -> Phase.ACCEPTED;
      case RETURNED -> Phase.RETURNED;
      case OPEN -> waiting(seconds, !needsClearance);
      case CLEARED -> waiting(seconds, true);
    };
  }

  private Phase waiting(long seconds, boolean isClear) {
    if (seconds >= expiry) {
      return Phase.EXPIRED;
    }
    return seconds >= release && isClear ? Phase.RELEASED : Phase.PENDING;
  }

  /** Whether its value may move as {@code move} says in a block decided at {@code seconds}. */
  public boolean mayEnd(Shape.Move move, long seconds) {
    Phase phase = phaseAt(seconds);
    return switch (move) {
      case NONE, LOAD, UNLOAD -> false;
      case ACCEPT -> phase == Phase.RELEASED;
      case RETURN -> phase == Phase.PENDING || phase == Phase.VETOED || phase == Phase.EXPIRED;
    };
  }

  /** Whether {@code claim} speaks of this entry and of whom {@code move} gives it to. */
  public boolean isMeantBy(EntryClaim claim, Shape.Move move) {
    return claim.value().equals(value)
        && claim.owner().equals(move == Shape.Move.ACCEPT ? acceptor : payer);
  }

  /** The entry with another status. */
  public Entry with(Status next) {
    return new Entry(tier, value, acceptor, payer, created, release, expiry, needsClearance, next);
  }

  ByteString encode() {
    Encoder out = new Encoder().u8(status.code).u8(tier);
    value.encode(out);
    acceptor.encode(out);
    payer.encode(out);
    return out.u64(created).u64(release).u64(expiry).bool(needsClearance).toByteString();
  }

  static Entry decode(Decoder in) throws MalformedInput {
    Status status = Status.ofCode(in.u8());
    int tier = in.u8();
    G1 value = G1.decode(in);
    G1 acceptor = G1.decode(in);
    G1 payer = G1.decode(in);
    long created = in.u64();
    long release = in.u64();
    long expiry = in.u64();
    if (created > release || release >= expiry) {
      throw new MalformedInput("not the times of an entry");
    }
    return new Entry(tier, value, acceptor, payer, created, release, expiry, in.bool(), status);
  }
}
