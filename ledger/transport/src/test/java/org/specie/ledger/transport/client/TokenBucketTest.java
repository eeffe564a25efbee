package org.specie.ledger.transport.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void givesABurstAndThenTheRate() {
    TokenBucket bucket = new TokenBucket(10, 5, 7);
    for (int i = 0; i < 5; i++) {
      assertThat(bucket.take(1, 7)).isZero();
    }
    assertThat(bucket.take(1, 7)).isEqualTo(SECOND / 10);
    assertThat(bucket.take(1, 7 + SECOND / 10)).isEqualTo(SECOND / 10);
    assertThat(bucket.take(1, 7 + 3 * SECOND / 10)).isZero();
  }

  @Test
  void isLateWithWhatIsLargerThanTheBurst() {
    TokenBucket bucket = new TokenBucket(100, 50, 0);

    assertThat(bucket.take(250, 0)).isEqualTo(2 * SECOND);
    assertThat(bucket.take(0, 2 * SECOND)).isZero();
  }

  @Test
  void holdsNoMoreThanTheBurst() {
    TokenBucket bucket = new TokenBucket(Integer.MAX_VALUE, 3, 0);
    assertThat(bucket.take(3, Long.MAX_VALUE / 2)).isZero();
    assertThat(bucket.take(1, Long.MAX_VALUE / 2)).isPositive();
  }

  @Test
  void losesNoFraction() {
    TokenBucket bucket = new TokenBucket(3, 1, 0);
    bucket.take(1, 0);
    long wait = bucket.take(1, 0);
    assertThat(wait).isEqualTo(333_333_334L);
    for (int i = 0; i < 1000; i++) {
      bucket.take(0, i * wait / 1000);
    }
    assertThat(bucket.take(0, wait)).isZero();
  }

  @Test
  void gainsNothingFromAClockThatStandsStill() {
    TokenBucket bucket = new TokenBucket(1000, 1, 100);
    bucket.take(1, 100);
    assertThat(bucket.take(0, 50)).isZero();
    assertThat(bucket.take(1, 50)).isEqualTo(SECOND / 1000);
  }
}
