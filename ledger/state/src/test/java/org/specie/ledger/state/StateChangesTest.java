package org.specie.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.state.memory.MemoryStorage;

class StateChangesTest {
  private static ByteString bytes(String text) {
    return ByteString.utf8(text);
  }

  private static AuthenticatedState stateWith(String... keys) throws IOException {
    AuthenticatedState state = AuthenticatedState.open(new MemoryStorage());
    StateChanges changes = StateChanges.over(state);
    for (String key : keys) {
      changes.put(bytes(key), bytes("base"));
    }
    state.commit(state.stage(0, changes));
    return state;
  }

  private static List<String> scan(StateView view, String prefix) throws IOException {
    List<String> seen = new ArrayList<>();
    view.scan(bytes(prefix), (key, value) -> seen.add(key.toUtf8() + "=" + value.toUtf8()));
    return seen;
  }

  @Test
  void readsThroughToTheBaseAndHidesWhatIsRemoved() throws IOException {
    StateChanges changes = StateChanges.over(stateWith("a", "b"));
    changes.put(bytes("b"), bytes("new")).delete(bytes("a"));

    assertThat(changes.get(bytes("a"))).isEmpty();
    assertThat(changes.get(bytes("b"))).contains(bytes("new"));
    assertThat(changes.get(bytes("c"))).isEmpty();
  }

  @Test
  void droppingANestedOverlayUndoesIt() throws IOException {
    AuthenticatedState state = stateWith("a");
    StateChanges block = StateChanges.over(state);
    StateChanges refused = StateChanges.over(block);
    refused.put(bytes("a"), bytes("lost"));
    StateChanges applied = StateChanges.over(block);
    applied.put(bytes("b"), bytes("kept"));
    applied.applyTo(block);

    assertThat(scan(block, "")).containsExactly("a=base", "b=kept");
    assertThatThrownBy(() -> StateChanges.over(state).applyTo(block))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  void scansBaseAndPendingEntriesInKeyOrder() throws IOException {
    StateChanges changes = StateChanges.over(stateWith("p1", "p3", "p5", "q1"));
    changes.put(bytes("p0"), bytes("x")).put(bytes("p3"), bytes("x")).delete(bytes("p5"));
    changes.put(bytes("p9"), bytes("x")).delete(bytes("p7")).put(bytes("r"), bytes("x"));

    assertThat(scan(changes, "p")).containsExactly("p0=x", "p1=base", "p3=x", "p9=x");
  }

  @Test
  void scanEndsWhenTheVisitorHasSeenEnough() throws IOException {
    StateChanges changes = StateChanges.over(stateWith("a", "c", "e"));
    changes.put(bytes("b"), bytes("x")).put(bytes("d"), bytes("x")).put(bytes("f"), bytes("x"));
    for (int limit = 1; limit <= 6; limit++) {
      List<String> seen = new ArrayList<>();
      int enough = limit;
      changes.scan(
          ByteString.EMPTY,
          (key, value) -> {
            seen.add(key.toUtf8());
            return seen.size() < enough;
          });
      assertThat(seen).isEqualTo(List.of("a", "b", "c", "d", "e", "f").subList(0, limit));
    }
  }

  @Test
  void nestedOverlaysAgreeWithAPlainMap() throws IOException {
    Random random = new Random(11);
    AuthenticatedState state = stateWith("k0", "k3", "k6", "k9");
    TreeMap<String, String> oracle = new TreeMap<>();
    scan(state, "").forEach(each -> oracle.put(each.substring(0, 2), each));
    StateChanges block = StateChanges.over(state);
    for (int round = 0; round < 200; round++) {
      StateChanges transaction = StateChanges.over(block);
      TreeMap<String, String> attempt = new TreeMap<>(oracle);
      for (int i = 0; i < 3; i++) {
        String key = "k" + random.nextInt(10);
        if (random.nextBoolean()) {
          transaction.put(bytes(key), bytes("v" + round));
          attempt.put(key, key + "=v" + round);
        } else {
          transaction.delete(bytes(key));
          attempt.remove(key);
        }
      }
      assertThat(scan(transaction, "k")).isEqualTo(List.copyOf(attempt.values()));
      if (random.nextBoolean()) {
        transaction.applyTo(block);
        oracle.clear();
        oracle.putAll(attempt);
      }
      assertThat(scan(block, "")).isEqualTo(List.copyOf(oracle.values()));
    }
  }

  @Test
  void refusesKeysAndValuesBeyondTheirLimits() throws IOException {
    StateChanges changes = StateChanges.over(stateWith());
    ByteString longKey = ByteString.copyOf(new byte[AuthenticatedState.KEY_BYTES_MAX + 1]);
    ByteString longValue = ByteString.copyOf(new byte[AuthenticatedState.VALUE_BYTES_MAX + 1]);

    assertThatThrownBy(() -> changes.put(longKey, bytes("x")))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> changes.put(ByteString.EMPTY, bytes("x")))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> changes.put(bytes("x"), longValue))
        .isInstanceOf(InvariantViolation.class);
    assertThat(changes.get(bytes("x"))).isEqualTo(Optional.empty());
  }
}
