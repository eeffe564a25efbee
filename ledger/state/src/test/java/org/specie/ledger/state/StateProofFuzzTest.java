package org.specie.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.state.memory.MemoryStorage;

/** Reads a proof about a state of five entries, or a stored node; the first byte says which. */
class StateProofFuzzTest {
  private static final int ENTRIES = 5;
  private static final ByteString PRESENT = ByteString.utf8("key 0");
  private static final ByteString VALUE = ByteString.utf8("value 0");
  private static final ByteString ABSENT = ByteString.utf8("no such key");
  private static final AuthenticatedState STATE = state();
  private static final StateRoot ROOT = STATE.root();
  private static final ByteString PRESENCE = prove(PRESENT);
  private static final ByteString ABSENCE = prove(ABSENT);

  private static AuthenticatedState state() {
    try {
      AuthenticatedState state = AuthenticatedState.open(new MemoryStorage());
      StateChanges changes = StateChanges.over(state);
      for (int i = 0; i < ENTRIES; i++) {
        changes.put(ByteString.utf8("key " + i), ByteString.utf8("value " + i));
      }
      state.commit(state.stage(0, changes));
      return state;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteString prove(ByteString key) {
    try {
      return STATE.prove(key).encode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteString seed(String name) throws IOException {
    String path = "StateProofFuzzTestInputs/provesNothingButTheTruth/" + name;
    try (InputStream in = StateProofFuzzTest.class.getResourceAsStream(path)) {
      byte[] input = in.readAllBytes();
      return ByteString.copyOf(input, 1, input.length - 1);
    }
  }

  @Test
  void genuineSeedsAreGenuine() throws IOException {
    assertThat(seed("presence")).isEqualTo(PRESENCE);
    assertThat(seed("absence")).isEqualTo(ABSENCE);
  }

  @FuzzTest
  void provesNothingButTheTruth(byte[] input) {
    if (input.length == 0) {
      return;
    }
    ByteString message = ByteString.copyOf(input, 1, input.length - 1);
    ByteString written;
    try {
      written = input[0] % 2 == 0 ? InnerNode.decode(message).encode() : proof(message).encode();
    } catch (MalformedInput refused) {
      return;
    }
    Check.that(written.equals(message), "what was accepted is written the same way");
  }

  private static StateProof proof(ByteString message) throws MalformedInput {
    StateProof proof = StateProof.decode(message);
    Check.that(
        proof.verifyPresent(ROOT, PRESENT, VALUE).isAccepted() == message.equals(PRESENCE),
        "an entry has one proof");
    Check.that(
        proof.verifyAbsent(ROOT, ABSENT).isAccepted() == message.equals(ABSENCE),
        "an absence has one proof");
    Check.that(!proof.verifyPresent(ROOT, PRESENT, ABSENT).isAccepted(), "with one value");
    Check.that(!proof.verifyPresent(ROOT, ABSENT, VALUE).isAccepted(), "under one key");
    Check.that(!proof.verifyAbsent(ROOT, PRESENT).isAccepted(), "and is not absent");
    return proof;
  }
}
