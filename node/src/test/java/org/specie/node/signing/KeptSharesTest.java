package org.specie.node.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;

/** What is kept of shares that came early. Spec 22, clause 6.8. */
final class KeptSharesTest {
  private static final int FULL = SigningMessage.SHARES_MAX * SigningMessage.Shares.ENTRY_BYTES;

  private final KeptShares kept = new KeptShares();

  private static SigningMessage.Shares shares(long height, int count) {
    return new SigningMessage.Shares(
        height, ByteString.copyOf(new byte[count * SigningMessage.Shares.ENTRY_BYTES]));
  }

  @Test
  void theFirstMessageForABlockCounts() {
    kept.keep("a", shares(1, 1));
    kept.keep("a", shares(1, 2));
    kept.keep("b", shares(1, 3));
    assertThat(kept.take(1))
        .containsExactly(Map.entry("a", shares(1, 1)), Map.entry("b", shares(1, 3)));
    assertThat(kept.take(1)).isEmpty();
  }

  @Test
  void theLongestMessageFits() {
    assertThat(FULL).isLessThanOrEqualTo(KeptShares.BYTES_MAX);
    kept.keep("a", shares(9, SigningMessage.SHARES_MAX));
    assertThat(kept.bytes("a")).isEqualTo(FULL);
  }

  @Test
  void theHighestBlocksAreDroppedFirst() {
    kept.keep("a", shares(9, SigningMessage.SHARES_MAX));
    kept.keep("a", shares(10, SigningMessage.SHARES_MAX));
    assertThat(kept.take(10)).isEmpty();
    kept.keep("a", shares(8, SigningMessage.SHARES_MAX));
    assertThat(kept.take(9)).isEmpty();
    assertThat(kept.take(8)).hasSize(1);
    assertThat(kept.bytes("a")).isZero();
  }

  @Test
  void oneOperatorsLiesCostAnotherNothing() {
    kept.keep("a", shares(2, SigningMessage.SHARES_MAX));
    kept.keep("b", shares(9, SigningMessage.SHARES_MAX));
    assertThat(kept.bytes("a")).isEqualTo(FULL);
    assertThat(kept.bytes("b")).isEqualTo(FULL);
    kept.forgetUpTo(2);
    assertThat(kept.bytes("a")).isZero();
    assertThat(kept.bytes("b")).isEqualTo(FULL);
  }
}
