package org.specie.cash.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.application.query.LedgerGateway.Listing;
import org.specie.cash.application.state.StateKeys;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.Request;
import org.specie.cash.gateway.message.StateEntry;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.OperatorSet.Operator;
import org.specie.ledger.state.AuthenticatedState;
import org.specie.ledger.state.StateChanges;
import org.specie.ledger.state.memory.MemoryStorage;

/**
 * Clause 3.2 of docs/spec/44-provider-register.md: of a ledger on which nobody pays, how many have
 * to answer, and that they are those who would make the next block.
 */
final class ListingQuestionTest {
  private static final ProviderName NORTH = new ProviderName("north");
  private static final long TIME = 10_000;
  private static final long LATER = TIME + 3_601;

  private record Line(String name, boolean isOperator) implements ReplicaLine {
    @Override
    public CompletionStage<Reply> ask(Request request) {
      return CompletableFuture.failedFuture(new IOException("nothing is asked through this line"));
    }

    @Override
    public void close() {}
  }

  private static OperatorSet set(int faults, int slow, String... names) {
    List<Operator> operators = new ArrayList<>();
    for (String name : names) {
      Hash32 seed = Hash32.sha256(ByteString.utf8(name));
      var key = new Ed25519SecretKey(Secret.copyOf(seed.bytes().toByteArray())).publicKey();
      operators.add(new Operator(name, key));
    }
    return OperatorSet.replicated(3, operators, faults, slow);
  }

  private static List<ReplicaLine> to(String... names) {
    return List.of(names).stream().<ReplicaLine>map(name -> new Line(name, true)).toList();
  }

  /** A ledger with one provider, not this one, whose next block {@code next} makes. */
  private static ProvenState proven(OperatorSet next, List<ByteString> keys) throws IOException {
    AuthenticatedState state = AuthenticatedState.open(new MemoryStorage());
    StateChanges changes =
        StateChanges.over(state)
            .put(StateKeys.providers(), new Encoder().u64(1).toByteString())
            .put(StateKeys.time(), new Encoder().u64(TIME).u64(0).toByteString())
            .put(StateKeys.operators(), next.encode());
    state.commit(state.stage(7, changes));
    List<StateEntry> entries = new ArrayList<>();
    for (ByteString key : keys) {
      entries.add(new StateEntry(state.get(key), state.prove(key)));
    }
    Hash32 zero = Hash32.ZERO;
    BlockHeader header =
        new BlockHeader(zero, 7, zero, TIME, 0, zero, zero, state.root(), zero, next.hash());
    return ProvenState.of(header, keys, entries).orElseThrow();
  }

  /** What is heard if {@code answer} of the lines answer, all of them from {@code next}'s state. */
  private static Optional<Listing> heard(
      List<ReplicaLine> lines, int faults, OperatorSet next, int answer, long notBefore)
      throws IOException {
    ListingQuestion.States states =
        (keys, replicas) -> {
          if (replicas > answer) {
            throw new IOException("too few answer");
          }
          return proven(next, keys);
        };
    return new ListingQuestion(lines, faults, states).ask(NORTH, notBefore);
  }

  @Test
  void aYoungBlockNeedsOneHonestReplica() throws IOException {
    assertThat(heard(to("a", "b", "c", "d"), 1, set(1, 0, "a", "b", "c", "d"), 2, TIME))
        .hasValueSatisfying(
            listing -> {
              assertThat(listing.isMarketOpen()).isFalse();
              assertThat(listing.provider()).isEmpty();
              assertThat(listing.epochSeconds()).isEqualTo(TIME);
            });
  }

  @Test
  void anOldOneNeedsAllThatABlockNeeds() throws IOException {
    OperatorSet four = set(1, 0, "a", "b", "c", "d");
    assertThat(heard(to("a", "b", "c", "d"), 1, four, 3, LATER)).isPresent();
    assertThat(heard(to("a", "b", "c", "d"), 1, four, 2, LATER)).isEmpty();
    // f = 1, c = 1: a block takes 4 of 6, and f + c may be down.
    String[] names = {"a", "b", "c", "d", "e", "f"};
    assertThat(heard(to(names), 1, set(1, 1, names), 4, LATER)).isPresent();
    assertThat(heard(to(names), 1, set(1, 1, names), 3, LATER)).isEmpty();
    assertThat(heard(to("a"), 0, set(0, 0, "a"), 1, LATER)).isPresent();
  }

  @Test
  void replicasOfFormerOperatorsSayNothingOfNow() throws IOException {
    // The last state that the four who were asked have says that another set goes on.
    OperatorSet next = set(1, 0, "a", "b", "c", "e");
    assertThat(heard(to("a", "b", "c", "d"), 1, next, 4, TIME)).isPresent();
    assertThat(heard(to("a", "b", "c", "d"), 1, next, 4, LATER)).isEmpty();
    assertThat(heard(to("a", "b", "c", "d", "e"), 1, next, 4, LATER)).isPresent();
    assertThat(heard(to("a", "b", "c", "d", "e"), 1, next, 3, LATER)).isEmpty();
  }

  @Test
  void whoFearsMoreLiarsThanTheSetHasAsksMore() throws IOException {
    OperatorSet four = set(1, 0, "a", "b", "c", "d");
    List<ReplicaLine> seven = to("a", "b", "c", "d", "e", "f", "g");
    assertThat(heard(seven, 2, four, 7, LATER)).isPresent();
    assertThat(heard(seven, 2, four, 6, LATER)).isEmpty();
    // Three liars could have made blocks of this set by themselves.
    assertThat(heard(seven, 3, four, 7, LATER)).isEmpty();
  }

  @Test
  void onesOwnReadersAreBelievedToFollow() throws IOException {
    OperatorSet four = set(1, 0, "a", "b", "c", "d");
    List<ReplicaLine> readers = List.of(new Line("mine", false), new Line("hers", false));
    assertThat(heard(readers, 0, four, 2, LATER)).isPresent();
    assertThat(heard(readers, 0, four, 1, LATER)).isEmpty();
  }
}
