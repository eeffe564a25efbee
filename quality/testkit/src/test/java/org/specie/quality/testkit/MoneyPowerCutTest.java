package org.specie.quality.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.specie.cash.application.CashApplication;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.audit.SupplyAuditor;
import org.specie.cash.application.query.TransactionIndex;
import org.specie.cash.application.state.Pool;
import org.specie.cash.application.state.Supply;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.ledger.api.Position;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.api.chain.ChainVerdict;
import org.specie.ledger.api.chain.ChainVerifier;
import org.specie.ledger.local.Sequencer;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.node.LocalNetwork;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.quality.testkit.PowerSupply.Cut;
import org.specie.wallet.Progress;
import org.specie.wallet.Wallet;

/**
 * Real money on real cryptography, and power that fails at every write of the chain and the state,
 * and anywhere in a whole network with its signers. Nothing anybody was told of is lost, nothing
 * half-applied is visible, and everybody gets at what is theirs with their words alone.
 */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MoneyPowerCutTest {
  private static final int OPERATORS = 4;

  private final Households people = new Households(101);
  private final CopiedHome settled = CopiedHome.empty();
  private final List<Block> script = new ArrayList<>();
  private final List<OperatorKey> blockKeys = new ArrayList<>();
  private LedgerConstants ledger;

  @BeforeAll
  void writeAHistory() throws IOException {
    people.settleIn(settled);
    for (int i = 1; i <= OPERATORS; i++) {
      blockKeys.add(
          settled.secret("operators/" + i, "block-key").orElseThrow().lend(OperatorKey::fromSeed));
    }
    try (LocalNetwork network = people.open(settled.copy())) {
      people.live(network);
      people.nextEpoch(network);
      ledger = network.ledger();
      for (long height = 0; height <= network.blocks().height(); height++) {
        script.add(decode(network.blocks(), height));
      }
    }
  }

  private static Block decode(BlockSource blocks, long height) throws IOException {
    try {
      return Block.decode(blocks.block(height).orElseThrow());
    } catch (MalformedInput e) {
      throw new IOException(e);
    }
  }

  private BatchVerifier verifier() {
    return BatchVerifier.onOneCore(ledger.suite().bases(), people.entropy());
  }

  private CashApplication application(Storage disk) throws IOException {
    return CashApplication.open(ledger, disk, verifier());
  }

  /** Runs the rest of the script; adds every header that somebody was told of to {@code told}. */
  private void run(Storage log, Storage state, PowerSupply power, List<BlockHeader> told)
      throws IOException {
    long[] next = {0};
    Sequencer sequencer =
        Sequencer.open(
            ledger.genesis(),
            blockKeys,
            () -> script.get((int) next[0]).header().epochSeconds(),
            BlockLog.open(new PowerCutStorage(log, power)),
            application(new PowerCutStorage(state, power)));
    while (sequencer.head().height() < script.size() - 1) {
      next[0] = sequencer.head().height() + 1;
      told.add(sequencer.produce(script.get((int) next[0]).transactions()).block().header());
    }
  }

  private List<BlockHeader> uncut() {
    return script.stream().map(Block::header).toList();
  }

  private void assertSurvived(Storage log, Storage state, List<BlockHeader> told, String when)
      throws IOException {
    BlockLog chain = BlockLog.open(log);
    List<BlockHeader> logged = new ArrayList<>();
    for (long height = 0; height <= chain.height(); height++) {
      logged.add(decode(chain, height).header());
    }
    assertThat(logged).as("log after %s", when).isEqualTo(uncut().subList(0, logged.size()));
    assertThat(logged).as("log after %s", when).containsAll(told);
    CashApplication application = application(state);
    if (application.position().isEmpty()) {
      return;
    }
    Position position = application.position().get();
    assertThat(position.stateRoot())
        .as("state after %s", when)
        .isEqualTo(uncut().get((int) position.height()).stateRoot());
    Supply supply = application.view().supply();
    Pool pool = application.view().pool(ledger.generation());
    assertThat(supply.isConserved(pool)).as("money after %s", when).isTrue();
    assertIndexed(application.index(), position.height(), when);
  }

  /** Exactly the transactions of the durable blocks are found. */
  private void assertIndexed(TransactionIndex index, long height, String when) throws IOException {
    for (Block block : script) {
      for (Transaction transaction : block.transactions()) {
        assertThat(index.find(transaction.id()).isPresent())
            .as("index of block %d after %s", block.height(), when)
            .isEqualTo(block.height() <= height);
      }
    }
  }

  @Test
  @Requirement({"D2", "U10"})
  void theHistoryIsSoundAndTheSupplyAddsUp() throws IOException {
    MemoryStorage log = new MemoryStorage();
    run(log, new MemoryStorage(), PowerSupply.steady(), new ArrayList<>());
    SupplyAuditor auditor = SupplyAuditor.create(ledger, new MemoryStorage(), verifier());
    assertThat(new ChainVerifier(ledger.genesis()).verify(BlockLog.open(log), auditor))
        .isEqualTo(new ChainVerdict.Sound(uncut().getLast()));
    assertThat(auditor.report().isConserved()).isTrue();
    assertThat(auditor.report().issuedMinor()).isEqualTo(22_000);
    assertThat(auditor.report().poolMinor()).isEqualTo(7_500);
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "AFTER"})
  @Requirement({"D2", "E4"})
  void chainAndStateCarryOnAfterACutAtAnyWrite(Cut cut) throws IOException {
    PowerSupply steady = PowerSupply.steady();
    run(new MemoryStorage(), new MemoryStorage(), steady, new ArrayList<>());
    assertThat(steady.writes()).isGreaterThanOrEqualTo(2 * script.size());
    for (int write = 1; write <= steady.writes(); write++) {
      String when = "a cut " + cut + " write " + write;
      MemoryStorage log = new MemoryStorage();
      MemoryStorage state = new MemoryStorage();
      List<BlockHeader> told = new ArrayList<>();
      PowerSupply failing = PowerSupply.failingAt(write, cut);
      assertThatThrownBy(() -> run(log, state, failing, told)).isInstanceOf(PowerLost.class);
      assertSurvived(log, state, told, when);
      run(log, state, PowerSupply.steady(), told);
      assertSurvived(log, state, told, when);
      assertThat(BlockLog.open(log).height()).as(when).isEqualTo(script.size() - 1L);
    }
  }

  @Test
  @Requirement("D2")
  @Property("P18")
  void everybodyGetsAtTheirMoneyWithTheirWordsAfterACutAnywhereInTheNetwork() throws IOException {
    PowerSupply steady = PowerSupply.steady();
    try (LocalNetwork network = people.open(settled.copy().under(steady))) {
      people.live(network);
    }
    int cuts = 0;
    for (int write = 1; write <= steady.writes(); write += 2) {
      Cut cut = write / 2 % 2 == 0 ? Cut.BEFORE : Cut.AFTER;
      CopiedHome disks = settled.copy();
      cuts += liveUntilTheCut(disks, PowerSupply.failingAt(write, cut)) ? 1 : 0;
      assertEverythingIsThere(disks, "a cut " + cut + " write " + write);
    }
    assertThat(cuts).isGreaterThan(15);
  }

  /** Whether the power failed while somebody was waiting for it. */
  private boolean liveUntilTheCut(CopiedHome disks, PowerSupply failing) {
    try (LocalNetwork network = people.open(disks.under(failing))) {
      people.live(network);
    } catch (IOException e) {
      return true;
    }
    return failing.isOff();
  }

  private void assertEverythingIsThere(CopiedHome disks, String when) throws IOException {
    try (LocalNetwork network = people.open(disks)) {
      // The next block is signed only after everything that a crash left unsigned.
      network.passTime();
      Wallet ana = people.ana(network);
      Wallet ben = people.ben(network);
      ana.sync(Progress.none()).orThrow();
      ben.sync(Progress.none()).orThrow();
      ana.claim().orThrow();
      ben.claim().orThrow();
      Amount held = ana.holdings().privately().plus(ben.holdings().privately());
      assertThat(network.reader().pool().inside())
          .as("private money after %s", when)
          .isEqualTo(held);
      assertThat(network.reader().supply().isConserved(network.reader().pool()))
          .as("all money after %s", when)
          .isTrue();
      SupplyAuditor auditor = SupplyAuditor.create(ledger, new MemoryStorage(), verifier());
      assertThat(new ChainVerifier(ledger.genesis()).verify(network.blocks(), auditor))
          .as("chain after %s", when)
          .isInstanceOf(ChainVerdict.Sound.class);
      ana.payPrivately(ben.paymentAddress(), Amount.parse("1.00"), "").orThrow();
    }
  }
}
