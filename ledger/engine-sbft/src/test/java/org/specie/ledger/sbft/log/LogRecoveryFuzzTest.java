package org.specie.ledger.sbft.log;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.sbft.log.ConsensusLog.Opening;

/** Recovery from arbitrary bytes: one or two segments, cut in two where the first byte says. */
class LogRecoveryFuzzTest {
  private static final LogLimits LIMITS = new LogLimits(1024, 256);

  @FuzzTest
  void endsInALogThatOpensAgainOrInDamage(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int cut = Math.min(input.length, 1 + (input[0] & 0xff) * input.length / 256);
    FragileFiles files = new FragileFiles();
    files.put(SegmentName.of(1), Arrays.copyOfRange(input, 1, cut));
    if (cut < input.length) {
      files.put(SegmentName.of(2), Arrays.copyOfRange(input, cut, input.length));
    }
    try {
      check(files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(FragileFiles files) throws IOException {
    if (ConsensusLog.open(files, Hash32.ZERO, LIMITS)
        instanceof Opening.Sound(ConsensusLog log, List<ByteString> records, long torn)) {
      log.append(List.of(ByteString.utf8("one more")));
      log.close();
      Opening.Sound again = (Opening.Sound) ConsensusLog.open(files, Hash32.ZERO, LIMITS);
      Check.that(again.records().size() == records.size() + 1, "what was found is kept");
      Check.that(again.records().subList(0, records.size()).equals(records), "as it was");
      again.log().close();
    }
  }
}
