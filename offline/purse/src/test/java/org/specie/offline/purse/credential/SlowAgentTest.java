package org.specie.offline.purse.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.Fuse;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.card.TestCard;
import org.specie.offline.purse.journal.Supplies;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;

/** An agent that takes its time holds up nobody's payment. Spec: docs/spec/54-agents.md 1.5. */
class SlowAgentTest {
  private static final OwnerId OWNER =
      new OwnerId(Hash32.sha256(ByteString.utf8("slow")).bytes().slice(0, 16));
  private static final long PATIENCE_SECONDS = 120;

  /** Answers when it is let; until then whoever asks waits. */
  private static final class Hanging implements Agents {
    private final TestAgents behind = new TestAgents(OWNER, new Fuse());
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch let = new CountDownLatch(1);

    private void hang() throws IOException {
      asked.countDown();
      try {
        if (!let.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new IOException("nobody let the agent answer");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }

    @Override
    public AgentAnswer certify(ByteString request) throws IOException {
      hang();
      return behind.certify(request);
    }

    @Override
    public AgentAnswer makeToken(ByteString request) throws IOException {
      hang();
      return behind.makeToken(request);
    }
  }

  @Test
  @Requirement("R67")
  void whileTheCertifierHangsThePursePaysWithWhatItHas() throws Exception {
    TestCard card = TestCard.with(Mint.shared().issuer(), OWNER, 1_000, 1);
    Table payer = Table.withDevice("slow", card.device());
    Table payee = Table.with("shop", 0);
    Hanging agents = new Hanging();
    CredentialManager manager =
        payer.purse().credentials(card.device(), agents, target -> target[0] = 1);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Verdict> refill =
          threads.submit(() -> manager.refillKeys(Supplies.of(3, 0), Mint.NOW));
      try {
        assertThat(agents.asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        payee.take(payer.pay(payee.ask(250), 250));
        assertThat(refill.isDone()).as("the agent has not answered yet").isFalse();
        assertThat(payee.balanceMinor()).isEqualTo(250);
      } finally {
        agents.let.countDown();
      }
      assertThat(refill.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(Verdict.accepted());
    }
    assertThat(payer.balanceMinor()).isEqualTo(750);
    assertThat(card.device().keys(Mint.NOW).certified())
        .as("two that were asked for; the one there was is paid with")
        .isEqualTo(2);
  }
}
