package org.specie.cash.application.policy;

import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * How the time of a decided block becomes the number of an epoch. The ledger's epoch never runs
 * back: it is the largest number any rule has given so far. Whoever changes the rule chooses {@code
 * firstEpoch} so that the count goes on.
 */
public sealed interface EpochRule {
  /** The largest epoch; differences of epochs stay far inside the range proofs. */
  long EPOCH_MAX = 1L << 40;

  /** The epoch of the time {@code epochSeconds}, at least 1. */
  long epochAt(long epochSeconds);

  /** The first second that is no longer in {@code epoch}, or {@link Long#MAX_VALUE}. */
  long endOf(long epoch);

  void encode(Encoder out);

  /** Epochs of equal length: {@code firstEpoch} lasts until start + length. */
  record FixedLength(long firstEpoch, long startSeconds, long lengthSeconds) implements EpochRule {
    private static final int CODE = 1;

    public FixedLength {
      Check.that(isValid(firstEpoch, startSeconds, lengthSeconds), "epochs have a length");
    }

    private static boolean isValid(long firstEpoch, long startSeconds, long lengthSeconds) {
      return isFirst(firstEpoch) && startSeconds >= 0 && lengthSeconds >= 1;
    }

    @Override
    public long epochAt(long epochSeconds) {
      long passed = epochSeconds <= startSeconds ? 0 : epochSeconds - startSeconds;
      return Math.min(EPOCH_MAX, firstEpoch + Math.min(EPOCH_MAX, passed / lengthSeconds));
    }

    @Override
    public long endOf(long epoch) {
      long count = Math.max(0, epoch - firstEpoch) + 1;
      return count > (Long.MAX_VALUE - startSeconds) / lengthSeconds
          ? Long.MAX_VALUE
          : startSeconds + count * lengthSeconds;
    }

    @Override
    public void encode(Encoder out) {
      out.u8(CODE).u64(firstEpoch).u64(startSeconds).u64(lengthSeconds);
    }
  }

  /**
   * Epochs that begin when a calendar says, such as months: {@code firstEpoch} until {@code
   * starts[0]}, the next until {@code starts[1]}. The last one lasts until the policy names more.
   */
  record Calendar(long firstEpoch, List<Long> starts) implements EpochRule {
    /** The most changes of epoch a rule names. */
    public static final int STARTS_MAX = 1024;

    private static final int CODE = 2;

    public Calendar {
      starts = List.copyOf(starts);
      Check.that(isValid(firstEpoch, starts), "changes of epoch are in order");
    }

    private static boolean isValid(long firstEpoch, List<Long> starts) {
      boolean inOrder = isFirst(firstEpoch) && starts.size() <= STARTS_MAX;
      for (int i = 1; i < starts.size(); i++) {
        inOrder &= starts.get(i - 1) < starts.get(i);
      }
      return inOrder && (starts.isEmpty() || starts.getFirst() >= 0);
    }

    @Override
    public long epochAt(long epochSeconds) {
      long epoch = firstEpoch;
      for (long start : starts) {
        epoch += start <= epochSeconds ? 1 : 0;
      }
      return epoch;
    }

    @Override
    public long endOf(long epoch) {
      long index = Math.max(0, epoch - firstEpoch);
      return index < starts.size() ? starts.get((int) index) : Long.MAX_VALUE;
    }

    @Override
    public void encode(Encoder out) {
      out.u8(CODE).u64(firstEpoch).list(starts, Encoder::u64);
    }
  }

  private static boolean isFirst(long epoch) {
    return 1 <= epoch && epoch <= EPOCH_MAX / 2;
  }

  static EpochRule decode(Decoder in) throws MalformedInput {
    int code = in.u8();
    long firstEpoch = in.u64();
    if (code == FixedLength.CODE) {
      long start = in.u64();
      long length = in.u64();
      if (FixedLength.isValid(firstEpoch, start, length)) {
        return new FixedLength(firstEpoch, start, length);
      }
    } else if (code == Calendar.CODE) {
      List<Long> starts = in.list(Calendar.STARTS_MAX, Decoder::u64);
      if (Calendar.isValid(firstEpoch, starts)) {
        return new Calendar(firstEpoch, starts);
      }
    }
    throw new MalformedInput("not an epoch rule");
  }
}
