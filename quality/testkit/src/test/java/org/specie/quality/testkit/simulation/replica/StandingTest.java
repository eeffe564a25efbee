package org.specie.quality.testkit.simulation.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.specie.ledger.api.Activation;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.consensus.certificate.Statement.Execution;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.SequenceNumber;
import org.specie.ledger.sbft.handover.Standing;
import org.specie.ledger.state.blocks.BlockExecutor;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Requirement;
import org.specie.quality.testkit.simulation.operators.OperatorKeys;
import org.specie.quality.testkit.simulation.operators.Reigns;
import org.specie.quality.testkit.simulation.signing.Keyring;
import org.specie.quality.testkit.simulation.workload.Appointment;
import org.specie.quality.testkit.simulation.workload.Tallies;

/** Where a replica that starts stands at the end of an epoch. */
class StandingTest {
  private static final Quorums FOUR = new Quorums(1, 0);
  private static final long LAST = Activation.lastHeight(1);

  private final Tallies work = new Tallies(FOUR);
  private final Genesis genesis = work.genesis();
  private final OperatorSet next = OperatorKeys.set(1, List.of(0, 1, 2, 4), Map.of(), FOUR);

  /** The standing after the last block of epoch 0, of which one block lacks its certificate. */
  private Standing standingWithout(long uncertified) throws IOException {
    MemoryStorage storage = new MemoryStorage();
    BlockLog log = BlockLog.open(storage);
    BlockExecutor executor = BlockExecutor.open(genesis, log, work.application(storage));
    Keyring keys =
        new Reigns(7, genesis.ledgerId(), Keyring.Scheme.MULTI_SIGNATURE)
            .of(genesis.operators())
            .keys();
    log.append(executor.begin());
    executor.commit();
    for (long height = 1; height <= LAST; height++) {
      List<Transaction> asked =
          height == 1 ? List.of(Appointment.of(next).transaction()) : List.of();
      Block block =
          executor.execute(new DecidedBlock(height, genesis.epochSeconds() + height, asked));
      log.append(block);
      executor.commit();
    }
    for (long height = 0; height <= LAST; height++) {
      if (height != uncertified) {
        Execution execution =
            new Execution(new SequenceNumber(height), log.require(height).header().hash());
        log.certify(new CommitCertificate(height, execution.headerHash(), keys.agreed(execution)));
      }
    }
    return Standing.of(genesis, log, executor);
  }

  @Test
  @Requirement("E8")
  void anEpochIsOverWhereAllItsBlocksAreCertified() throws IOException {
    Standing standing = standingWithout(-1);

    assertThat(standing.operators()).isEqualTo(next);
    assertThat(standing.base().orElseThrow().sequence().number()).isEqualTo(LAST);
    assertThat(standing.lastOfEpoch()).isEmpty();
  }

  @Test
  @Requirement("E8")
  void anEpochIsNotOverBeforeItsLastBlockIsCertified() throws IOException {
    Standing standing = standingWithout(LAST);

    assertThat(standing.operators()).isEqualTo(genesis.operators());
    assertThat(standing.lastOfEpoch()).contains(new SequenceNumber(LAST));
  }

  /**
   * It took its seat in the new epoch, held the old one's end for the end of the new, and left a
   * block behind that nobody was there to certify.
   */
  @Test
  @Requirement("E8")
  void anEpochIsNotOverBeforeTheBlocksBelowItsLastAreCertified() throws IOException {
    Standing standing = standingWithout(LAST - 1);

    assertThat(standing.operators()).isEqualTo(genesis.operators());
    assertThat(standing.base().orElseThrow().sequence().number()).isZero();
    assertThat(standing.lastOfEpoch()).contains(new SequenceNumber(LAST));
    assertThat(standing.durable())
        .extracting(each -> each.sequence().number())
        .contains(LAST - 1, LAST);
  }
}
