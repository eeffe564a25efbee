package org.specie.cash.application.state;

import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.protocol.relation.Shape;
import org.specie.cash.protocol.transaction.Parts.EntryClaim;
import org.specie.cash.protocol.transaction.Parts.EntryOutput;
import org.specie.cash.protocol.transaction.StateBody;
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
 * @param value P_v, or P_r once it is refunded
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
  /** How far admission lets the end of an entry run ahead of the last block. */
  public static final long ADMITTED_EARLY_SECONDS = 3_600;

  private static final int TIER_ONE = 1;
  private static final int TIER_THREE = 3;

  /** What is stored of its course. */
  public enum Status {
    OPEN(0),
    CLEARED(1),
    VETOED(2),
    ACCEPTED(3),
    REFUNDED(5),
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
    RETURNED,
    /** Whoever accepted it gave of it back; it can only go to who paid it. */
    REFUNDED
  }

  public Entry {
    Check.that(created <= release && release < expiry, "an entry is made, released, and expires");
  }

  /**
   * The entry that a transaction makes in a block decided at {@code seconds}, as the policy of that
   * block fixes it for ever.
   */
  public static Entry made(TierPolicy tiers, long seconds, StateBody body) {
    EntryOutput output = body.entry().orElseThrow();
    boolean isDelayed = body.shape().payout() == Shape.Payout.DELAYED_ENTRY;
    long release = Math.addExact(seconds, isDelayed ? tiers.delaySeconds() : 0);
    return new Entry(
        isDelayed ? TIER_THREE : TIER_ONE,
        body.payment().orElseThrow().pV(),
        output.acceptor(),
        output.payer(),
        seconds,
        release,
        Math.addExact(release, tiers.claimSeconds()),
        isDelayed && !tiers.silenceReleases(),
        Status.OPEN);
  }

  /** The phase in a block decided at {@code seconds}. */
  public Phase phaseAt(long seconds) {
    return switch (status) {
      case VETOED -> Phase.VETOED;
      case ACCEPTED -> Phase.ACCEPTED;
      case REFUNDED -> Phase.REFUNDED;
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
      case NONE, LOAD, UNLOAD, CLASS_CHANGE -> false;
      case REFUND -> phase == Phase.ACCEPTED;
      case ACCEPT -> phase == Phase.RELEASED;
      case RETURN ->
          switch (phase) {
            case PENDING, VETOED, EXPIRED, REFUNDED -> true;
            case RELEASED, ACCEPTED, RETURNED -> false;
          };
    };
  }

  /** Whether {@code claim} speaks of this entry and of whom {@code move} gives it to. */
  public boolean isMeantBy(EntryClaim claim, Shape.Move move) {
    return claim.value().equals(value)
        && claim.owner().equals(move == Shape.Move.RETURN ? payer : acceptor);
  }

  /** The entry with another status. */
  public Entry with(Status next) {
    return new Entry(tier, value, acceptor, payer, created, release, expiry, needsClearance, next);
  }

  /** The entry, refunded with what {@code refund} commits to. */
  public Entry refunded(G1 refund) {
    return new Entry(
        tier, refund, acceptor, payer, created, release, expiry, needsClearance, Status.REFUNDED);
  }

  /** Whether it can have been made with {@code made}; once it is refunded that no longer shows. */
  public boolean mayHaveHeld(G1 made) {
    return switch (status) {
      case OPEN, CLEARED, VETOED, ACCEPTED -> value.equals(made);
      case REFUNDED, RETURNED -> true;
    };
  }

  /** The entry as it was when it was made with {@code made}. */
  public Entry asMade(G1 made) {
    return new Entry(
        tier, made, acceptor, payer, created, release, expiry, needsClearance, Status.OPEN);
  }

  public ByteString encode() {
    Encoder out = new Encoder().u8(status.code).u8(tier);
    value.encode(out);
    acceptor.encode(out);
    payer.encode(out);
    return out.u64(created).u64(release).u64(expiry).bool(needsClearance).toByteString();
  }

  public static Entry decode(Decoder in) throws MalformedInput {
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
