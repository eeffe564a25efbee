package org.specie.ledger.state.blocks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.BlockResult;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.Position;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.snapshot.Snapshots;
import org.specie.ledger.state.AuthenticatedState;
import org.specie.ledger.state.StagedState;
import org.specie.ledger.state.StateChanges;
import org.specie.ledger.state.StateSnapshots;

/** Remembers at which height each word was said last. */
final class WordList implements ReplicatedApplication {
  private final AuthenticatedState state;
  private Optional<StagedState> staged = Optional.empty();

  WordList(Storage storage) throws IOException {
    this.state = AuthenticatedState.open(storage);
  }

  static Transaction say(String word) {
    return new Transaction(ByteString.utf8(word));
  }

  Optional<ByteString> said(String word) throws IOException {
    return state.get(ByteString.utf8(word));
  }

  @Override
  public Optional<Position> position() {
    return state.version().map(version -> new Position(version, state.root()));
  }

  @Override
  public BlockResult genesis(Genesis genesis) throws IOException {
    return stage(0, StateChanges.over(state), List.of());
  }

  @Override
  public Admission check(Transaction transaction) {
    return new Admission.Admitted(transaction.id());
  }

  @Override
  public BlockResult execute(DecidedBlock block) throws IOException {
    StateChanges changes = StateChanges.over(state);
    List<TransactionResult> results = new ArrayList<>();
    for (Transaction transaction : block.transactions()) {
      changes.put(transaction.bytes(), ByteString.utf8(Long.toString(block.height())));
      results.add(
          new TransactionResult(transaction.id(), TransactionResult.APPLIED, transaction.bytes()));
    }
    return stage(block.height(), changes, results);
  }

  private BlockResult stage(long height, StateChanges changes, List<TransactionResult> results)
      throws IOException {
    StagedState next = state.stage(height, changes);
    staged = Optional.of(next);
    return new BlockResult(results, next.root(), Hash32.ZERO);
  }

  @Override
  public Position commit(long height) throws IOException {
    state.commit(staged.orElseThrow());
    staged = Optional.empty();
    return new Position(height, state.root());
  }

  @Override
  public Snapshots snapshots() {
    return new StateSnapshots(state);
  }
}
