package org.specie.services.registrar.asking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.registration.TagKey;
import org.specie.kernel.core.ByteString;
import org.specie.services.api.Answer;
import org.specie.services.registrar.Offices;
import org.specie.services.registrar.Registrar.Given;
import org.specie.services.registrar.asking.Proving.Proven;

/** Parts of three of four registrars, in an order that a liar would choose. */
final class ProvingTest {
  private static final int REQUIRED = 3;

  private final Offices offices = new Offices(4, REQUIRED);
  private final ByteString question =
      TagKey.question(
          Offices.DOMAIN, offices.asks("ana", Offices.wallet(), 192).evidence().identity());
  private final Proving proving = new Proving(offices.tags(), question, offices.quorum());

  /** What {@code given} by the registrar at {@code index} of the policy decides. */
  private Optional<Answer<Proven>> count(int index, int place, ByteString point) {
    return proving.count(index, Answer.done(new Given(place, point)));
  }

  private ByteString point(int place) {
    return offices.part(question, place);
  }

  /** It answers when the honest one already has: what is no share never takes a share's place. */
  @Test
  void aLiarThatClaimsAnotherPlaceTakesNothingAwayFromIt() {
    assertThat(count(0, 0, point(0))).isEmpty();
    assertThat(count(1, 1, point(1))).isEmpty();
    for (ByteString garbage :
        List.of(
            point(2),
            point(1),
            ByteString.copyOf(new byte[TagKey.POINT_SIZE]),
            ByteString.copyOf(Offices.ENTROPY.bytes(TagKey.POINT_SIZE)),
            ByteString.EMPTY)) {
      assertThat(count(2, 0, garbage)).isEmpty();
    }
    for (int nowhere : new int[] {-1, 4, Integer.MAX_VALUE}) {
      assertThat(count(2, nowhere, point(2))).isEmpty();
    }
    Optional<Answer<Proven>> decided = count(3, 3, point(3));
    assertThat(decided).isPresent();
    assertThat(decided.orElseThrow()).isInstanceOf(Answer.Done.class);
  }

  /** Registrars with one share between them count as one. */
  @Test
  void theSameShareTwiceIsOnePart() {
    assertThat(count(0, 0, point(0))).isEmpty();
    assertThat(count(1, 1, point(1))).isEmpty();
    assertThat(count(2, 1, point(1))).isEmpty();
    assertThat(count(3, 3, point(3))).isPresent();
  }
}
