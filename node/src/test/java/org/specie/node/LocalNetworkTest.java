package org.specie.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.node.home.DirectoryHome;
import org.specie.node.home.MemoryHome;
import org.specie.quality.requirements.Requirement;

/** What people do on a network of four operators, on real cryptography. */
@Timeout(120)
final class LocalNetworkTest {
  @Test
  @Requirement({"D2", "D9", "D16", "D17", "D18", "D21"})
  void issuesTransfersLoadsPaysPrivatelyClaimsAndUnloads() throws IOException {
    try (TestNetwork world = new TestNetwork(1, new MemoryHome())) {
      Person ana = new Person(world, "ana");
      Person ben = new Person(world, "ben");
      ana.settleIn("300.00");
      ben.settleIn("10.00");
      world.apply(ana.transfer(ben, "50.00"));
      assertThat(ben.balance()).isEqualTo(Amount.parse("60.00"));

      ana.load("200.00");
      StateProver.Made payment = ana.payment(ben, "120.00");
      Recorded paid = ana.submit(payment);
      assertThat(paid.signatures()).hasSize(2);
      ben.claim(payment.transaction(), paid);
      ben.unload("20.00");

      assertThat(ana.state().balance()).isEqualTo(Amount.parse("80.00"));
      assertThat(ana.state().budget()).isEqualTo(Amount.parse("880.00"));
      assertThat(ben.state().balance()).isEqualTo(Amount.parse("100.00"));
      assertThat(ben.balance()).isEqualTo(Amount.parse("80.00"));
      assertThat(ana.balance()).isEqualTo(Amount.parse("50.00"));
      assertThat(world.network.reader().supply().circulating()).isEqualTo(Amount.parse("310.00"));
      assertThat(world.network.reader().pool().inside()).isEqualTo(Amount.parse("180.00"));
    }
  }

  @Test
  void goesOnWhereItWasAfterARestartFromDisk(@TempDir Path directory) throws IOException {
    try (TestNetwork world = new TestNetwork(2, DirectoryHome.at(directory))) {
      Person ana = new Person(world, "ana");
      ana.settleIn("300.00");
      ana.load("100.00");
      StateProver.Made payment = ana.payment(ana, "40.00");
      Recorded paid = ana.submit(payment);
      world.restart();
      assertThat(world.gateway().find(paid.id())).contains(paid);
      ana.claim(payment.transaction(), paid);
      assertThat(ana.state().balance()).isEqualTo(Amount.parse("100.00"));
      assertThat(ana.balance()).isEqualTo(Amount.parse("200.00"));
    }
  }

  /** Whoever is cut short gets an error, and the answer when it submits the same bytes again. */
  @Test
  void closingLeavesNobodyWaitingAndLosesNothing() throws Exception {
    try (TestNetwork world = new TestNetwork(3, new MemoryHome());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Person ben = new Person(world, "ben");
      List<ByteString> payments = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        Person payer = new Person(world, "payer " + i);
        payer.enrol();
        payments.add(CashTransaction.of(payer.payment(ben, "0.00").transaction()).encode());
      }
      LedgerGateway closing = world.gateway();
      List<Future<Boolean>> answers = new ArrayList<>();
      for (ByteString payment : payments) {
        answers.add(threads.submit(() -> isAnswered(closing, payment)));
      }
      world.restart();
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get()).isIn(true, false);
      }
      assertThat(isAnswered(closing, payments.getFirst())).isFalse();
      for (ByteString payment : payments) {
        Recorded recorded = ((Outcome.Final) world.gateway().submit(payment)).recorded();
        assertThat(recorded.code()).isZero();
        assertThat(recorded.signatures()).hasSize(2);
      }
    }
  }

  private static boolean isAnswered(LedgerGateway gateway, ByteString payment) {
    try {
      return switch (gateway.submit(payment)) {
        case Outcome.Final(Recorded recorded) -> recorded.code() == 0;
        case Outcome.NotAdmitted(var reason) -> {
          assertThat(reason).isEqualTo(LedgerRefusal.ENGINE_STOPPED);
          yield false;
        }
      };
    } catch (IOException e) {
      return false;
    }
  }
}
