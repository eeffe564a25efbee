package org.specie.ledger.sbft.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
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
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.snapshot.HeightRange;
import org.specie.ledger.api.snapshot.Snapshots;
import org.specie.ledger.state.AuthenticatedState;
import org.specie.ledger.state.StagedState;
import org.specie.ledger.state.StateChanges;
import org.specie.ledger.state.StateSnapshots;

/**
 * Stores each transaction's bytes under its first two, and beside the state keeps an index from
 * transactions to the height they first stood at.
 */
final class Tally implements ReplicatedApplication {
  private static final int INDEX = 0x40;
  private static final ByteString OPERATORS = ByteString.utf8("operators");
  private static final ByteString UNSEEN = ByteString.hex("43");

  private record Staged(StagedState state, Storage.Batch index) {}

  private final AuthenticatedState state;
  private final StateSnapshots snapshots;
  private Optional<Staged> staged = Optional.empty();

  Tally(Storage storage) throws IOException {
    this.state = AuthenticatedState.open(storage);
    this.snapshots = new StateSnapshots(state, new Index());
  }

  AuthenticatedState state() {
    return state;
  }

  /** The whole state. */
  Map<ByteString, ByteString> entries() throws IOException {
    TreeMap<ByteString, ByteString> entries = new TreeMap<>();
    state.scan(
        ByteString.EMPTY,
        (key, value) -> {
          entries.put(key, value);
          return true;
        });
    return entries;
  }

  /** Where each transaction first stood. */
  Map<ByteString, ByteString> index() throws IOException {
    TreeMap<ByteString, ByteString> index = new TreeMap<>();
    state.scanCompanions(
        ByteString.hex("40"),
        (key, value) -> {
          index.put(key, value);
          return true;
        });
    return index;
  }

  @Override
  public Optional<Position> position() {
    return state.version().map(version -> new Position(version, state.root()));
  }

  @Override
  public Membership membership() throws IOException {
    try {
      return Membership.unchanged(OperatorSet.decode(state.get(OPERATORS).orElseThrow()));
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
    return stage(0, changes, List.of(), Membership.unchanged(genesis.operators()));
  }

  @Override
  public Admission check(Transaction transaction) {
    return new Admission.Admitted(transaction.id());
  }

  @Override
  public BlockResult execute(DecidedBlock block) throws IOException {
    StateChanges changes = StateChanges.over(state);
    for (Transaction transaction : block.transactions()) {
      changes.put(transaction.bytes().slice(0, 2), transaction.bytes());
    }
    return stage(block.height(), changes, block.transactions(), membership());
  }

  private BlockResult stage(
      long height, StateChanges changes, List<Transaction> transactions, Membership membership)
      throws IOException {
    Storage.Batch index = new Storage.Batch();
    List<TransactionResult> results = new ArrayList<>();
    for (Transaction each : transactions) {
      note(index, each, height);
      results.add(new TransactionResult(each.id(), TransactionResult.APPLIED, ByteString.EMPTY));
    }
    StagedState next = state.stage(height, changes);
    staged = Optional.of(new Staged(next, index));
    return new BlockResult(results, next.root(), Hash32.ZERO, membership);
  }

  private void note(Storage.Batch index, Transaction transaction, long height) throws IOException {
    ByteString key = new Encoder().u8(INDEX).hash(transaction.id()).toByteString();
    Optional<ByteString> known = state.companion(key);
    ByteString here = new Encoder().u64(height).toByteString();
    if (known.isEmpty() || here.compareTo(known.get()) < 0) {
      index.put(key, here);
    }
  }

  @Override
  public Position commit(long height) throws IOException {
    Staged due = staged.orElseThrow();
    staged = Optional.empty();
    state.commit(due.state(), due.index());
    return new Position(height, state.root());
  }

  @Override
  public Snapshots snapshots() {
    return snapshots;
  }

  private final class Index implements StateSnapshots.Companion {
    @Override
    public void leaping(long height) throws IOException {
      long first = unseen().map(HeightRange::first).orElse(state.version().orElse(-1L) + 1);
      state.writeCompanions(unseen(first, height, new Storage.Batch()));
    }

    private Storage.Batch unseen(long first, long last, Storage.Batch batch) {
      return first <= last
          ? batch.put(UNSEEN, new Encoder().u64(first).u64(last).toByteString())
          : batch.delete(UNSEEN);
    }

    @Override
    public void restored(Position position) {
      Check.that(position.stateRoot().equals(state.root()), "the state is there");
    }

    @Override
    public Optional<HeightRange> unseen() throws IOException {
      Optional<ByteString> stored = state.companion(UNSEEN);
      if (stored.isEmpty()) {
        return Optional.empty();
      }
      try {
        Decoder in = new Decoder(stored.get());
        return Optional.of(new HeightRange(in.u64(), in.u64()));
      } catch (MalformedInput e) {
        throw new IOException(e);
      }
    }

    @Override
    public void backfill(Block block) throws IOException {
      HeightRange unseen = unseen().orElseThrow();
      Storage.Batch batch = new Storage.Batch();
      for (Transaction each : block.transactions()) {
        note(batch, each, block.height());
      }
      state.writeCompanions(unseen(unseen.first(), block.height() - 1, batch));
    }

    @Override
    public void skip(long last) throws IOException {
      state.writeCompanions(unseen(last + 1, unseen().orElseThrow().last(), new Storage.Batch()));
    }
  }
}
