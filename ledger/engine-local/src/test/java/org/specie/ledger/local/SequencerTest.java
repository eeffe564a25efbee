package org.specie.ledger.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.specie.ledger.local.CounterApplication.say;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.api.chain.BlockAuditor;
import org.specie.ledger.api.chain.ChainVerdict;
import org.specie.ledger.api.chain.ChainVerifier;
import org.specie.ledger.state.StateChanges;
import org.specie.ledger.state.blocks.BlockLog;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Requirement;

class SequencerTest {
  private final List<OperatorKey> keys = new ArrayList<>();
  private final Genesis genesis;
  private final MemoryStorage logStorage = new MemoryStorage();

  SequencerTest() {
    List<OperatorSet.Operator> operators = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      byte[] seed = new byte[32];
      seed[0] = (byte) i;
      keys.add(OperatorKey.fromSeed(seed));
      operators.add(keys.getLast().operator("operator " + i));
    }
    genesis = new Genesis("test", 1_000, new OperatorSet(operators, 3), ByteString.utf8("x"));
  }

  private Sequencer open(Storage appStorage) throws IOException {
    return open(genesis, appStorage);
  }

  private Sequencer open(Genesis start, Storage appStorage) throws IOException {
    return Sequencer.open(
        start, keys, () -> 2_000, BlockLog.open(logStorage), new CounterApplication(appStorage));
  }

  private BlockHeader grow(Storage appStorage) throws IOException {
    Sequencer sequencer = open(appStorage);
    for (int i = 0; i < 5; i++) {
      sequencer.produce(List.of(say("a"), say("b" + i)));
    }
    return sequencer.head();
  }

  private void assertRefusesToStart(Storage appStorage, long height, LedgerRefusal reason) {
    assertThatThrownBy(() -> open(appStorage))
        .isInstanceOfSatisfying(
            LedgerDamage.class,
            damage -> {
              assertThat(damage.height()).isEqualTo(height);
              assertThat(damage.reason()).isEqualTo(reason);
            });
  }

  @Test
  @Requirement("E2")
  void rebuildsALostApplicationFromTheLogAlone() throws IOException {
    BlockHeader head = grow(new MemoryStorage());
    MemoryStorage empty = new MemoryStorage();

    assertThat(open(empty).head()).isEqualTo(head);
    assertThat(new CounterApplication(empty).state().root()).isEqualTo(head.stateRoot());
  }

  @Test
  void logAndApplicationMayShareOneStorage() throws IOException {
    BlockHeader apart = grow(new MemoryStorage());
    MemoryStorage shared = new MemoryStorage();
    Sequencer sequencer =
        Sequencer.open(
            genesis, keys, () -> 2_000, BlockLog.open(shared), new CounterApplication(shared));
    for (int i = 0; i < 5; i++) {
      sequencer.produce(List.of(say("a"), say("b" + i)));
    }
    assertThat(sequencer.head()).isEqualTo(apart);
  }

  @Test
  @Requirement("E4")
  void refusesToStartOnAStateThatIsNotTheChains() throws IOException {
    MemoryStorage appStorage = new MemoryStorage();
    grow(appStorage);
    CounterApplication tampered = new CounterApplication(new MemoryStorage());
    tampered.genesis(genesis);
    tampered.commit(0);
    for (long height = 1; height <= 5; height++) {
      StateChanges richer =
          StateChanges.over(tampered.state()).put(ByteString.utf8("word a"), ByteString.hex("09"));
      tampered.state().commit(tampered.state().stage(height, richer));
    }
    assertThatThrownBy(
            () -> Sequencer.open(genesis, keys, () -> 2_000, BlockLog.open(logStorage), tampered))
        .isInstanceOfSatisfying(
            LedgerDamage.class,
            damage -> assertThat(damage.reason()).isEqualTo(LedgerRefusal.RESULT_DIVERGES));
  }

  @Test
  @Requirement("E4")
  void refusesToReplayABlockThatWasChanged() throws IOException {
    grow(new MemoryStorage());
    ByteString blockKey = ByteString.hex("100000000000000003");
    ByteString sound = logStorage.get(blockKey).orElseThrow();
    for (int at = 0; at < sound.size(); at++) {
      byte[] changed = sound.toByteArray();
      changed[at] ^= 0x01;
      logStorage.write(new Storage.Batch().put(blockKey, ByteString.copyOf(changed)));
      assertThatThrownBy(() -> open(new MemoryStorage()))
          .as("byte %d", at)
          .isInstanceOfSatisfying(
              LedgerDamage.class, damage -> assertThat(damage.height()).isEqualTo(3));
    }
    logStorage.write(new Storage.Batch().delete(blockKey));
    assertRefusesToStart(new MemoryStorage(), 3, LedgerRefusal.BLOCK_MISSING);
  }

  @Test
  void refusesAnApplicationThatIsAheadOfTheLog() throws IOException {
    MemoryStorage appStorage = new MemoryStorage();
    grow(appStorage);
    logStorage.write(
        new Storage.Batch().put(ByteString.hex("12"), ByteString.hex("0000000000000004")));
    assertRefusesToStart(appStorage, 5, LedgerRefusal.APPLICATION_AHEAD);
  }

  @Test
  void refusesTheLogOfAnotherLedger() throws IOException {
    grow(new MemoryStorage());
    Genesis other = new Genesis("other", 1_000, genesis.operators(), ByteString.utf8("x"));
    assertThatThrownBy(() -> open(other, new MemoryStorage()))
        .isInstanceOfSatisfying(
            LedgerDamage.class,
            damage -> assertThat(damage.reason()).isEqualTo(LedgerRefusal.LEDGER_DIFFERS));
  }

  private OperatorSet successors(int first) {
    List<OperatorSet.Operator> seats = new ArrayList<>();
    for (int i = first; i < first + 4; i++) {
      seats.add(OperatorKey.fromSeed(seed(i)).operator("operator " + i));
    }
    return new OperatorSet(1, seats, 1, 0, 3, genesis.operators().scheme());
  }

  private static byte[] seed(int operator) {
    byte[] seed = new byte[32];
    seed[0] = (byte) operator;
    return seed;
  }

  private void produceTo(Sequencer sequencer, long height) throws IOException {
    while (sequencer.head().height() < height) {
      sequencer.produce(List.of());
    }
  }

  @Test
  @Requirement("E24")
  void goesOnUnderNewOperatorsIfItHoldsAQuorumOfTheirKeys() throws IOException {
    Sequencer sequencer = open(new MemoryStorage());
    sequencer.produce(List.of(CounterApplication.change(successors(1))));
    produceTo(sequencer, 194);
    assertThat(sequencer.head().nextOperators()).isEqualTo(successors(1).hash());
    assertThat(new ChainVerifier(genesis).verify(BlockLog.open(logStorage), BlockAuditor.none()))
        .isEqualTo(new ChainVerdict.Sound(sequencer.head()));
  }

  @Test
  @Requirement("E24")
  void stopsUnderOperatorsWhoseKeysItLacksAndGoesOnWhenItHasThem() throws IOException {
    MemoryStorage appStorage = new MemoryStorage();
    Sequencer sequencer = open(appStorage);
    sequencer.produce(List.of(CounterApplication.change(successors(2))));
    produceTo(sequencer, 192);
    assertThatThrownBy(() -> sequencer.produce(List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("epoch 1");
    assertThatThrownBy(() -> open(appStorage)).isInstanceOf(InvariantViolation.class);
    keys.add(OperatorKey.fromSeed(seed(4)));
    Sequencer again = open(appStorage);
    assertThat(again.head().height()).isEqualTo(192);
    produceTo(again, 193);
  }

  @Test
  void refusesToRunWithoutAQuorumOfKeysOrWithAStrangers() {
    assertThatThrownBy(
            () ->
                Sequencer.open(
                    genesis,
                    keys.subList(0, 2),
                    () -> 2_000,
                    BlockLog.open(logStorage),
                    new CounterApplication(new MemoryStorage())))
        .isInstanceOf(InvariantViolation.class);
    List<OperatorKey> withStranger = new ArrayList<>(keys);
    withStranger.set(0, OperatorKey.fromSeed(ByteString.utf8("x".repeat(32)).toByteArray()));
    assertThatThrownBy(
            () ->
                Sequencer.open(
                    genesis,
                    withStranger,
                    () -> 2_000,
                    BlockLog.open(logStorage),
                    new CounterApplication(new MemoryStorage())))
        .isInstanceOf(InvariantViolation.class);
  }
}
