package org.specie.services.auditor.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.services.auditor.decision.Decision.Outcome;

/** Who may wait for a person. docs/spec/42-auditor.md, 4.2. */
final class RulerTest {
  private static final ApprovalRules A_PERSON_DECIDES =
      new ApprovalRules(Amount.ZERO, Amount.ZERO, 200, List.of());

  private DecisionBook book;
  private Ruler ruler;
  private int made;

  @BeforeEach
  void open() throws IOException {
    book = DecisionBook.open(new MemoryStorage());
    ruler = new Ruler(A_PERSON_DECIDES, book, () -> 1_000_000);
  }

  @AfterEach
  void close() throws IOException {
    book.close();
  }

  private ShownPayment paymentOf(int payer) {
    made++;
    return new ShownPayment(
        Hash32.sha256(ByteString.utf8("payment " + made)),
        Hash32.ZERO,
        64,
        G1.GENERATOR.times(Scalar.of(payer)),
        Scalar.of(7),
        Amount.parse("3000.00"),
        "");
  }

  @Test
  void onePayerLeavesRoomForOthers() throws IOException {
    for (int i = 0; i < Ruler.WAITING_OF_ONE_MAX; i++) {
      assertThat(ruler.decide(paymentOf(1), 1)).map(Decision::outcome).contains(Outcome.WAITING);
    }
    ShownPayment oneMore = paymentOf(1);
    assertThat(ruler.decide(oneMore, 1)).isEqualTo(Optional.empty());
    assertThat(ruler.decide(paymentOf(2), 1)).map(Decision::outcome).contains(Outcome.WAITING);
    assertThat(ruler.waiting()).hasSize(Ruler.WAITING_OF_ONE_MAX + 1);

    // What waited has lapsed, and makes room for the payer as well.
    ruler.lapse(64);
    assertThat(ruler.decide(oneMore, 1)).map(Decision::outcome).contains(Outcome.WAITING);
  }
}
