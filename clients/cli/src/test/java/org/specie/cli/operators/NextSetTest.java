package org.specie.cli.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.membership.MembershipReason;
import org.specie.kernel.core.Reason;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.OperatorSet.Operator;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.wallet.Answer;

/** The next operators, made from those in force. docs/spec/27-membership.md, 9.2. */
final class NextSetTest {
  private static Operator operator(String name) {
    return OperatorKey.generate(new SecureRandom()::nextBytes).operator(name);
  }

  private static OperatorSet inForce(int count, int faults) {
    List<Operator> operators =
        IntStream.rangeClosed(1, count).mapToObj(i -> operator("replica-" + i)).toList();
    return OperatorSet.replicated(4, operators, faults, (count - 1 - 3 * faults) / 2);
  }

  private static void isRefused(Answer<?> answer, Reason reason) {
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(((Answer.Refused<?>) answer).refusal().reason()).isEqualTo(reason);
  }

  private static Answer<OperatorSet> grown(int from, int faults, int by, Optional<Integer> wanted)
      throws Exception {
    Answer<NextSet> next = Answer.done(NextSet.after(inForce(from, faults)));
    for (int i = 1; i <= by; i++) {
      Operator added = operator("new-" + i);
      next = next.then(set -> set.with(added));
    }
    return next.then(set -> set.set(wanted));
  }

  @Test
  void numbersThatCannotBeAreRefused() throws Exception {
    isRefused(grown(4, 1, 1, Optional.empty()), MembershipReason.NUMBERS);
    isRefused(grown(4, 1, 3, Optional.of(3)), MembershipReason.NUMBERS);
    isRefused(
        NextSet.after(inForce(4, 1)).without("replica-1").orThrow().set(Optional.empty()),
        MembershipReason.NUMBERS);
  }

  @Test
  void fewerLiarsAreOutvotedOnlyIfSomebodySaysSo() throws Exception {
    isRefused(grown(7, 2, 1, Optional.empty()), OperatorsReason.FEWER_LIARS);
    OperatorSet said = grown(7, 2, 1, Optional.of(1)).orThrow();
    assertThat(said.faults()).isEqualTo(1);
    assertThat(said.slow()).isEqualTo(2);
  }

  @Test
  void asManyLiarsAreOutvotedAsCanBe() throws Exception {
    OperatorSet seven = grown(4, 1, 3, Optional.empty()).orThrow();
    assertThat(seven.epoch()).isEqualTo(5);
    assertThat(seven.faults()).isEqualTo(2);
    assertThat(seven.slow()).isZero();
    OperatorSet six = grown(4, 1, 2, Optional.empty()).orThrow();
    assertThat(six.faults()).isEqualTo(1);
    assertThat(six.slow()).isEqualTo(1);
  }

  @Test
  void whoComesTakesThePlaceOfWhoGoes() throws Exception {
    OperatorSet now = inForce(4, 1);
    Operator comes = operator("five");
    OperatorSet next =
        NextSet.after(now).replacing("replica-2", comes).orThrow().set(Optional.empty()).orThrow();
    assertThat(next.operators().get(1)).isEqualTo(comes);
    assertThat(next.operators()).doesNotContain(now.operators().get(1)).hasSize(4);
    isRefused(NextSet.after(now).replacing("nobody", comes), OperatorsReason.NOT_AN_OPERATOR);
    isRefused(
        NextSet.after(now).replacing("replica-2", operator("replica-3")),
        OperatorsReason.ALREADY_AN_OPERATOR);
    isRefused(NextSet.after(now).with(operator("replica-3")), OperatorsReason.ALREADY_AN_OPERATOR);
    isRefused(NextSet.after(now).without("nobody"), OperatorsReason.NOT_AN_OPERATOR);
  }
}
