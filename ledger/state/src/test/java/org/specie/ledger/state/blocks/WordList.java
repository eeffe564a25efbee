package org.specie.ledger.state.blocks;

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
import org.specie.ledger.api.Activation;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.BlockResult;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.PendingChange;
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

/** Remembers at which height each word was said last, and lets anybody change the operators. */
final class WordList implements ReplicatedApplication {
  private static final ByteString OPERATORS = ByteString.utf8("operators");
  private static final ByteString PENDING = ByteString.hex("00");

  private final AuthenticatedState state;
  private Optional<StagedState> staged = Optional.empty();

  WordList(Storage storage) throws IOException {
    this.state = AuthenticatedState.open(storage);
  }

  static Transaction say(String word) {
    return new Transaction(ByteString.utf8(word));
  }

  /** Announces that {@code operators} take over. */
  static Transaction change(OperatorSet operators) {
    return new Transaction(ByteString.concat(PENDING, operators.encode()));
  }

  Optional<ByteString> said(String word) throws IOException {
    return state.get(ByteString.utf8(word));
  }

  @Override
  public Optional<Position> position() {
    return state.version().map(version -> new Position(version, state.root()));
  }

  @Override
  public Membership membership() throws IOException {
    return membership(state);
  }

  private static Membership membership(StateView view) throws IOException {
    try {
      OperatorSet operators = OperatorSet.decode(view.get(OPERATORS).orElseThrow());
      Optional<ByteString> pending = view.get(PENDING);
      if (pending.isEmpty()) {
        return Membership.unchanged(operators);
      }
      Decoder in = new Decoder(pending.get());
      return new Membership(
          operators, Optional.of(new PendingChange(in.u64(), OperatorSet.decode(in))));
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
    return stage(
        0, StateChanges.over(state).put(OPERATORS, genesis.operators().encode()), List.of());
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
      ByteString bytes = transaction.bytes();
      if (bytes.slice(0, 1).equals(PENDING)) {
        Encoder due = new Encoder().u64(Activation.lastHeight(block.height()));
        changes.put(PENDING, due.fixed(bytes.slice(1, bytes.size())).toByteString());
      } else {
        changes.put(bytes, ByteString.utf8(Long.toString(block.height())));
      }
      results.add(
          new TransactionResult(transaction.id(), TransactionResult.APPLIED, transaction.bytes()));
    }
    Optional<PendingChange> pending = membership(changes).pending();
    if (pending.isPresent() && pending.get().lastHeight() == block.height()) {
      changes.put(OPERATORS, pending.get().operators().encode());
      changes.delete(PENDING);
    }
    return stage(block.height(), changes, results);
  }

  private BlockResult stage(long height, StateChanges changes, List<TransactionResult> results)
      throws IOException {
    StagedState next = state.stage(height, changes);
    staged = Optional.of(next);
    return new BlockResult(results, next.root(), Hash32.ZERO, membership(changes));
  }

  @Override
  public Position commit(long height) throws IOException {
    state.commit(staged.orElseThrow());
    staged = Optional.empty();
    return new Position(height, state.root());
  }

  @Override
  public void sync() throws IOException {
    state.sync();
  }

  @Override
  public Snapshots snapshots() {
    return new StateSnapshots(state);
  }
}
