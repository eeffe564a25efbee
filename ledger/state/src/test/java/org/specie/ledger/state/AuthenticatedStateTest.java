package org.specie.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.requirements.Requirement;

class AuthenticatedStateTest {
  private final MemoryStorage storage = new MemoryStorage();

  private static ByteString bytes(String text) {
    return ByteString.utf8(text);
  }

  private static StateRoot commit(AuthenticatedState state, long version, StateChanges changes)
      throws IOException {
    StagedState staged = state.stage(version, changes);
    state.commit(staged);
    assertThat(state.root()).isEqualTo(staged.root());
    return staged.root();
  }

  private static StateChanges randomChanges(
      Random random, AuthenticatedState state, NaiveState oracle) {
    StateChanges changes = StateChanges.over(state);
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      ByteString key = bytes("key" + random.nextInt(60));
      if (random.nextInt(3) == 0) {
        changes.delete(key);
      } else {
        changes.put(key, bytes("value" + random.nextInt(4)));
      }
    }
    changes.pending().forEach(oracle::apply);
    return changes;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @Requirement({"E4", "D2"})
  void agreesWithANaiveMapOverRandomHistories(long seed) throws IOException {
    Random random = new Random(seed);
    NaiveState oracle = new NaiveState();
    AuthenticatedState state = AuthenticatedState.open(storage);
    for (long version = 0; version < 60; version++) {
      StateRoot root = commit(state, version, randomChanges(random, state, oracle));
      assertThat(root).as("root of version %d, seed %d", version, seed).isEqualTo(oracle.root());
      if (random.nextInt(8) == 0) {
        state = AuthenticatedState.open(storage);
      }
    }
    assertThat(entries(state)).isEqualTo(oracle.entries());
    for (int i = 0; i < 60; i++) {
      ByteString key = bytes("key" + i);
      Optional<ByteString> value = Optional.ofNullable(oracle.entries().get(key));
      assertThat(state.get(key)).isEqualTo(value);
      assertProves(state.prove(key), state.root(), key, value);
    }
  }

  private static void assertProves(
      StateProof proof, StateRoot root, ByteString key, Optional<ByteString> value) {
    assertThat(proof.verifyAbsent(root, key).isAccepted()).isEqualTo(value.isEmpty());
    if (value.isPresent()) {
      assertThat(proof.verifyPresent(root, key, value.get())).isEqualTo(Verdict.accepted());
    }
    assertThat(proof.verifyPresent(root, key, bytes("another value")).isAccepted()).isFalse();
    StateRoot other = new StateRoot(TreeHash.value(bytes("another root")));
    assertThat(proof.verifyAbsent(other, key).isAccepted()).isFalse();
  }

  private static Map<ByteString, ByteString> entries(StateView state) throws IOException {
    Map<ByteString, ByteString> entries = new LinkedHashMap<>();
    state.scan(
        ByteString.EMPTY,
        (key, value) -> {
          entries.put(key, value);
          return true;
        });
    return entries;
  }

  @Test
  void rootIsAFunctionOfTheMapAndNotOfItsHistory() throws IOException {
    AuthenticatedState direct = AuthenticatedState.open(storage);
    StateChanges all = StateChanges.over(direct);
    for (int i = 0; i < 40; i++) {
      all.put(bytes("k" + i), bytes("v" + i));
    }
    StateRoot expected = commit(direct, 0, all);

    AuthenticatedState detour = AuthenticatedState.open(new MemoryStorage());
    for (int i = 79; i >= 0; i--) {
      commit(detour, 79 - i, StateChanges.over(detour).put(bytes("k" + i), bytes("v" + i + i % 3)));
    }
    StateChanges back = StateChanges.over(detour);
    for (int i = 0; i < 80; i++) {
      if (i < 40) {
        back.put(bytes("k" + i), bytes("v" + i));
      } else {
        back.delete(bytes("k" + i));
      }
    }
    assertThat(commit(detour, 80, back)).isEqualTo(expected);

    StateChanges nothing = StateChanges.over(detour);
    for (int i = 0; i < 40; i++) {
      nothing.delete(bytes("k" + i));
    }
    assertThat(commit(detour, 81, nothing)).isEqualTo(StateRoot.EMPTY);
  }

  @Test
  void stagingHasNoDurableEffect() throws IOException {
    AuthenticatedState state = AuthenticatedState.open(storage);
    StateRoot before = commit(state, 0, StateChanges.over(state).put(bytes("a"), bytes("1")));
    StagedState staged = state.stage(1, StateChanges.over(state).put(bytes("a"), bytes("2")));

    assertThat(staged.root()).isNotEqualTo(before);
    assertThat(state.root()).isEqualTo(before);
    assertThat(state.get(bytes("a"))).contains(bytes("1"));
    assertThat(AuthenticatedState.open(storage).root()).isEqualTo(before);
  }

  @Test
  void refusesToCommitWhatWasStagedOnAnOlderVersion() throws IOException {
    AuthenticatedState state = AuthenticatedState.open(storage);
    StagedState early = state.stage(1, StateChanges.over(state).put(bytes("a"), bytes("1")));
    commit(state, 0, StateChanges.over(state).put(bytes("b"), bytes("1")));

    assertThatThrownBy(() -> state.commit(early)).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> state.stage(0, StateChanges.over(state)))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  @Requirement("E4")
  void keepsOldVersionsProvableUntilTheyArePruned() throws IOException {
    Random random = new Random(99);
    AuthenticatedState state = AuthenticatedState.open(storage);
    NaiveState oracle = new NaiveState();
    List<Map<ByteString, ByteString>> history = new ArrayList<>();
    List<StateRoot> roots = new ArrayList<>();
    for (int version = 0; version < 30; version++) {
      roots.add(commit(state, version, randomChanges(random, state, oracle)));
      history.add(new TreeMap<>(oracle.entries()));
    }
    state.prune(5);
    state.prune(12);

    assertThat(state.root(11)).isEmpty();
    assertThatThrownBy(() -> state.prove(11, bytes("key1"))).isInstanceOf(IOException.class);
    for (int version = 12; version < 30; version++) {
      assertThat(state.root(version)).contains(roots.get(version));
      for (int i = 0; i < 60; i++) {
        ByteString key = bytes("key" + i);
        Optional<ByteString> value = Optional.ofNullable(history.get(version).get(key));
        assertThat(state.get(version, key)).isEqualTo(value);
        assertProves(state.prove(version, key), roots.get(version), key, value);
      }
    }
  }

  @Test
  void notesOfManyStaleEntriesArePrunedWhole() throws IOException {
    AuthenticatedState state = AuthenticatedState.open(storage);
    for (int version = 0; version < 3; version++) {
      StateChanges changes = StateChanges.over(state);
      for (int i = 0; i < 3000; i++) {
        changes.put(bytes("key" + i), bytes("value" + version));
      }
      commit(state, version, changes);
    }
    state.prune(2);

    MemoryStorage fresh = new MemoryStorage();
    AuthenticatedState once = AuthenticatedState.open(fresh);
    StateChanges all = StateChanges.over(once);
    for (int i = 0; i < 3000; i++) {
      all.put(bytes("key" + i), bytes("value2"));
    }
    commit(once, 0, all);
    assertThat(once.root()).isEqualTo(state.root());
    assertThat(count(storage)).isEqualTo(count(fresh));
  }

  @Test
  void pruningToTheHeadLeavesNoMoreThanAFreshlyWrittenState() throws IOException {
    Random random = new Random(7);
    AuthenticatedState state = AuthenticatedState.open(storage);
    NaiveState oracle = new NaiveState();
    for (int version = 0; version < 50; version++) {
      commit(state, version, randomChanges(random, state, oracle));
    }
    state.prune(49);

    MemoryStorage fresh = new MemoryStorage();
    AuthenticatedState once = AuthenticatedState.open(fresh);
    StateChanges all = StateChanges.over(once);
    oracle.entries().forEach(all::put);
    commit(once, 0, all);
    assertThat(count(storage)).isEqualTo(count(fresh));
  }

  private static int count(Storage storage) throws IOException {
    int[] count = {0};
    storage.scan(
        ByteString.EMPTY,
        ByteString.EMPTY,
        (key, value) -> {
          count[0]++;
          return true;
        });
    return count[0];
  }

  @Test
  @Requirement("E4")
  void refusesAProofWithAnyByteChanged() throws IOException, MalformedInput {
    AuthenticatedState state = AuthenticatedState.open(storage);
    StateChanges changes = StateChanges.over(state);
    for (int i = 0; i < 20; i++) {
      changes.put(bytes("k" + i), bytes("v" + i));
    }
    StateRoot root = commit(state, 0, changes);
    assertEveryChangeRefused(
        state.prove(bytes("k3")).encode(),
        proof -> proof.verifyPresent(root, bytes("k3"), bytes("v3")));
    assertEveryChangeRefused(
        state.prove(bytes("absent")).encode(), proof -> proof.verifyAbsent(root, bytes("absent")));
  }

  private interface Verification {
    Verdict of(StateProof proof);
  }

  private static void assertEveryChangeRefused(ByteString encoded, Verification verification)
      throws MalformedInput {
    assertThat(verification.of(StateProof.decode(encoded))).isEqualTo(Verdict.accepted());
    for (int i = 0; i < encoded.size(); i++) {
      byte[] changed = encoded.toByteArray();
      changed[i] ^= 0x01;
      try {
        StateProof proof = StateProof.decode(ByteString.copyOf(changed));
        assertThat(verification.of(proof).isAccepted()).as("byte %d", i).isFalse();
      } catch (MalformedInput e) {
        assertThat(e).hasMessageMatching("[a-z ]+");
      }
    }
  }

  @Test
  void noticesADamagedNodeInsteadOfServingIt() throws IOException {
    AuthenticatedState state = AuthenticatedState.open(storage);
    StateChanges changes = StateChanges.over(state);
    for (int i = 0; i < 8; i++) {
      changes.put(bytes("k" + i), bytes("v" + i));
    }
    commit(state, 0, changes);
    ByteString rootNode = StateLayout.node(0, 0, TreeHash.key(bytes("k1")));
    byte[] damaged = storage.get(rootNode).orElseThrow().toByteArray();
    damaged[damaged.length - 1] ^= 1;
    storage.write(new Storage.Batch().put(rootNode, ByteString.copyOf(damaged)));

    AuthenticatedState again = AuthenticatedState.open(storage);
    assertThatThrownBy(() -> again.prove(bytes("k1")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("restore it from a backup");
  }

  @Test
  void writesCompanionRecordsWithTheVersionOrNotAtAll() throws IOException {
    AuthenticatedState state = AuthenticatedState.open(storage);
    ByteString record = ByteString.concat(ByteString.hex("40"), bytes("index"));
    state.commit(
        state.stage(0, StateChanges.over(state).put(bytes("a"), bytes("1"))),
        new Storage.Batch().put(record, bytes("x")));
    assertThat(state.companion(record)).contains(bytes("x"));

    StagedState next = state.stage(1, StateChanges.over(state));
    Storage.Batch trespassing = new Storage.Batch().put(StateLayout.head(), bytes("x"));
    assertThatThrownBy(() -> state.commit(next, trespassing))
        .isInstanceOf(InvariantViolation.class);
  }
}
