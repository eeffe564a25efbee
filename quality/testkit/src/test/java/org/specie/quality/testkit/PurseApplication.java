package org.specie.quality.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.BlockResult;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.Position;
import org.specie.ledger.api.Proposal;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.snapshot.Snapshots;
import org.specie.ledger.state.AuthenticatedState;
import org.specie.ledger.state.StagedState;
import org.specie.ledger.state.StateChanges;
import org.specie.ledger.state.StateSnapshots;
import org.specie.ledger.state.StateView;

/** A few purses whose sum never changes: whatever is half applied shows. Prunes as it goes. */
final class PurseApplication implements ReplicatedApplication {
  static final int PURSES = 5;
  static final long EACH = 100;
  private static final int NOT_COVERED = 2999;
  private static final int VERSIONS_KEPT = 3;
  private static final ByteString OPERATORS = ByteString.utf8("operators");
  private static final ByteString LAST_HEIGHT = ByteString.hex("40");

  private record Staged(StagedState state, Storage.Batch companion) {}

  private final AuthenticatedState state;
  private Optional<Staged> staged = Optional.empty();

  PurseApplication(Storage storage) throws IOException {
    this.state = AuthenticatedState.open(storage);
  }

  AuthenticatedState state() {
    return state;
  }

  static Transaction move(int from, int to, int amount) {
    return new Transaction(new Encoder().u8(from).u8(to).u8(amount).toByteString());
  }

  private static ByteString purse(int number) {
    return ByteString.utf8("purse " + number);
  }

  private static long balance(StateView view, int number) throws IOException {
    Optional<ByteString> stored = view.get(purse(number));
    try {
      return stored.isPresent() ? new Decoder(stored.get()).u64() : 0;
    } catch (MalformedInput e) {
      throw new IOException(e);
    }
  }

  private static void set(StateChanges changes, int number, long balance) {
    changes.put(purse(number), new Encoder().u64(balance).toByteString());
  }

  long sum() throws IOException {
    long sum = 0;
    for (int i = 0; i < PURSES; i++) {
      sum += balance(state, i);
    }
    return sum;
  }

  /** The height in the unproven record that is written with each version. */
  Optional<ByteString> companionHeight() throws IOException {
    return state.companion(LAST_HEIGHT);
  }

  @Override
  public Optional<Position> position() {
    return state.version().map(version -> new Position(version, state.root()));
  }

  @Override
  public Admission check(Transaction transaction) {
    return new Admission.Admitted(transaction.id());
  }

  @Override
  public Membership membership() throws IOException {
    return membership(state);
  }

  private static Membership membership(StateView view) throws IOException {
    try {
      return Membership.unchanged(OperatorSet.decode(view.get(OPERATORS).orElseThrow()));
    } catch (MalformedInput e) {
      throw new IOException(e);
    }
  }

  @Override
  public boolean acceptable(Proposal proposal) {
    return proposal.isWellFormed();
  }

  @Override
  public BlockResult genesis(Genesis genesis) throws IOException {
    StateChanges changes = StateChanges.over(state).put(OPERATORS, genesis.operators().encode());
    for (int i = 0; i < PURSES; i++) {
      set(changes, i, EACH);
    }
    return stage(0, changes, List.of());
  }

  @Override
  public BlockResult execute(DecidedBlock block) throws IOException {
    StateChanges changes = StateChanges.over(state);
    List<TransactionResult> results = new ArrayList<>();
    for (Transaction transaction : block.transactions()) {
      boolean isCovered = apply(changes, transaction.bytes());
      int code = isCovered ? TransactionResult.APPLIED : NOT_COVERED;
      results.add(new TransactionResult(transaction.id(), code, transaction.bytes()));
    }
    return stage(block.height(), changes, results);
  }

  private static boolean apply(StateChanges changes, ByteString move) throws IOException {
    int from = move.at(0);
    int to = move.at(1);
    long amount = move.at(2);
    long left = balance(changes, from) - amount;
    if (left < 0) {
      return false;
    }
    set(changes, from, left);
    set(changes, to, balance(changes, to) + amount);
    return true;
  }

  private BlockResult stage(long height, StateChanges changes, List<TransactionResult> results)
      throws IOException {
    ByteString height8 = new Encoder().u64(height).toByteString();
    StagedState next = state.stage(height, changes);
    staged = Optional.of(new Staged(next, new Storage.Batch().put(LAST_HEIGHT, height8)));
    return new BlockResult(results, next.root(), Hash32.ZERO, membership(changes));
  }

  @Override
  public Position commit(long height) throws IOException {
    Staged due = staged.orElseThrow();
    staged = Optional.empty();
    state.commit(due.state(), due.companion());
    if (height % 4 == 0 && height > VERSIONS_KEPT) {
      state.prune(height - VERSIONS_KEPT);
    }
    return new Position(height, state.root());
  }

  @Override
  public Snapshots snapshots() {
    return new StateSnapshots(state);
  }
}
