package org.specie.node.signing;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.PsThresholdKey;

/** Who signs the outputs of which blocks. */
@FunctionalInterface
public interface SigningSeats {
  /**
   * Those who sign the outputs of the block at {@code height}; where that block is not known here
   * yet, those who will as far as is known.
   */
  Seats at(long height) throws IOException;

  /**
   * The operators of one epoch, in the order of their shares.
   *
   * @param key whose share i is that of the operator at place i, from 1
   */
  record Seats(
      long epoch,
      long fromHeight,
      PsThresholdKey key,
      List<String> names,
      PsAggregator aggregator) {
    public Seats {
      names = List.copyOf(names);
      Check.that(names.size() == key.operators(), "every operator has a share");
    }

    /** The seats of {@code names}, who hold {@code key} from {@code fromHeight} on. */
    public static Seats of(long epoch, long fromHeight, PsThresholdKey key, List<String> names) {
      return new Seats(epoch, fromHeight, key, names, new PsAggregator(key));
    }

    /** The place of {@code operator}, from 1; 0 if it has none. */
    int place(String operator) {
      return names.indexOf(operator) + 1;
    }

    String name(int place) {
      return names.get(place - 1);
    }
  }
}
