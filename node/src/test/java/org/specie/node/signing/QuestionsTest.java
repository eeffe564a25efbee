package org.specie.node.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How much others may ask, and who is heard when it answers. Spec 22, clause 6.8. */
final class QuestionsTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Questions questions = new Questions();

  @Test
  void aHeightIsAnsweredOnceASecondToEachOperator() {
    assertThat(questions.admitsOne("a", 7, 0)).isTrue();
    assertThat(questions.admitsOne("a", 7, SECOND - 1)).isFalse();
    assertThat(questions.admitsOne("a", 8, SECOND - 1)).isTrue();
    assertThat(questions.admitsOne("b", 7, SECOND - 1)).isTrue();
    assertThat(questions.admitsOne("a", 7, SECOND)).isTrue();
  }

  @Test
  void moreThanSixtyFourQuestionsASecondAreNotAnswered() {
    for (int i = 0; i < Questions.ASKED_MAX; i++) {
      assertThat(questions.admitsOne("a", i, 0)).isTrue();
    }
    assertThat(questions.admitsOne("a", Questions.ASKED_MAX, 0)).isFalse();
    assertThat(questions.admitsMany("a", 0)).isFalse();
    assertThat(questions.admitsOne("b", 0, 0)).isTrue();
    assertThat(questions.admitsMany("a", SECOND)).isTrue();
  }

  @Test
  void moreThanEightQuestionsForManyBlocksASecondAreNotAnswered() {
    for (int i = 0; i < Questions.ASKED_MANY_MAX; i++) {
      assertThat(questions.admitsMany("a", 0)).isTrue();
    }
    assertThat(questions.admitsMany("a", 0)).isFalse();
    assertThat(questions.admitsOne("a", 1, 0)).isTrue();
    assertThat(questions.admitsMany("b", 0)).isTrue();
  }

  @Test
  void askersWhoCameAndWentAreForgottenAndTheOthersAreNot() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(questions.admitsMany("guest " + i, 0)).isTrue();
    }
    assertThat(questions.askers()).isEqualTo(1_000);
    assertThat(questions.admitsMany("another", SECOND)).isTrue();
    assertThat(questions.askers()).isEqualTo(1);
  }

  @Test
  void anAnswerIsTakenForEachQuestion() {
    assertThat(questions.isAwaited("a")).isFalse();
    questions.asked("a");
    assertThat(questions.isAwaited("b")).isFalse();
    assertThat(questions.isAwaited("a")).isTrue();
    assertThat(questions.isAwaited("a")).isFalse();
    for (int i = 0; i < 10; i++) {
      questions.asked("a");
    }
    assertThat(questions.isAwaited("a")).isTrue();
    assertThat(questions.isAwaited("a")).isTrue();
    assertThat(questions.isAwaited("a")).isFalse();
  }
}
