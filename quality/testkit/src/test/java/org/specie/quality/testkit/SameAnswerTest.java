package org.specie.quality.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.specie.cash.application.AppliedOutputs;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.Block;
import org.specie.node.LocalNetwork;
import org.specie.quality.requirements.Requirement;
import org.specie.quality.testkit.PowerSupply.Cut;

/**
 * Submitters who never give up. Power fails at each write of chain, state, signers' logs and
 * signatures in turn, and everybody submits the same bytes again: each transaction is applied once,
 * and its outputs bear the signatures they would have borne anyway.
 */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameAnswerTest {
  private final Households people = new Households(103);
  private final CopiedHome settled = CopiedHome.empty();
  private final List<Recorded> history = new ArrayList<>();
  private final List<ByteString> expected = new ArrayList<>();

  @BeforeAll
  void writeAHistory() throws IOException {
    people.settleIn(settled);
    try (LocalNetwork network = people.open(settled.copy())) {
      long before = network.blocks().height();
      people.live(network);
      history.addAll(network.gateway().blocks(before + 1, network.blocks().height()));
      expected.addAll(applied(network));
    }
    assertThat(history.stream().map(Recorded::code)).hasSizeGreaterThan(3).containsOnly(0);
  }

  private static Recorded submit(LocalNetwork network, ByteString bytes) throws IOException {
    Outcome outcome = network.gateway().submit(bytes);
    assertThat(outcome).isInstanceOf(Outcome.Final.class);
    return ((Outcome.Final) outcome).recorded();
  }

  /** What was answered until the power failed. */
  private List<Recorded> submitUntilTheCut(CopiedHome disks, PowerSupply power) {
    List<Recorded> answered = new ArrayList<>();
    try (LocalNetwork network = people.open(disks.under(power))) {
      for (Recorded each : history) {
        answered.add(submit(network, each.bytes()));
      }
    } catch (IOException e) {
      assertThat(power.isOff()).as("%s", e).isTrue();
    }
    return answered;
  }

  @Test
  @Requirement({"D1", "D2"})
  void theSameBytesHaveTheSameAnswerAfterACutAtAnyWrite() throws IOException, MalformedInput {
    boolean isCut = true;
    int write = 0;
    while (isCut) {
      write++;
      CopiedHome disks = settled.copy();
      PowerSupply power = PowerSupply.failingAt(write, Cut.BEFORE);
      List<Recorded> answered = submitUntilTheCut(disks, power);
      isCut = power.isOff();
      try (LocalNetwork network = people.open(disks)) {
        everythingCommittedIsSigned(network);
        for (Recorded each : answered) {
          assertThat(network.gateway().find(each.id()).equals(Optional.of(each)))
              .as("write %d", write)
              .isTrue();
        }
        for (Recorded each : history) {
          Recorded again = submit(network, each.bytes());
          assertThat(again.code()).as("write %d", write).isZero();
          assertThat(again.signatures()).as("write %d", write).isEqualTo(each.signatures());
        }
        assertThat(applied(network).equals(expected)).as("write %d", write).isTrue();
      }
    }
    assertThat(write).isGreaterThan(30);
  }

  /** Without anybody asking for it: the next block is signed after whatever a crash left. */
  private static void everythingCommittedIsSigned(LocalNetwork network)
      throws IOException, MalformedInput {
    long height = network.passTime();
    for (long at = 0; at <= height; at++) {
      Block block = Block.decode(network.blocks().block(at).orElseThrow());
      List<Recorded> recorded = network.gateway().blocks(at, at);
      for (int i = 0; i < recorded.size(); i++) {
        assertThat(recorded.get(i).signatures())
            .hasSameSizeAs(AppliedOutputs.of(network.ledger(), block, i));
      }
    }
  }

  private static List<ByteString> applied(LocalNetwork network) throws IOException {
    return network.gateway().blocks(0, network.blocks().height()).stream()
        .filter(each -> each.code() == 0)
        .map(Recorded::bytes)
        .toList();
  }
}
