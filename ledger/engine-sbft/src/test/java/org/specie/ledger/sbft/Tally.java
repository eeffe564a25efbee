package org.specie.ledger.sbft;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.api.Activation;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.BlockResult;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.LedgerRefusal;
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

/**
 * Counts for each client how often it asked and answers with the number; a client's n-th request
 * names n, so that nothing is counted twice. A transaction may also change the operators, or break.
 */
final class Tally implements ReplicatedApplication {
  static final int OUT_OF_TURN = 2998;
  private static final ByteString OPERATORS = ByteString.utf8("operators");
  private static final ByteString PENDING = ByteString.utf8("pending");
  private static final ByteString AWAITED = ByteString.utf8("awaited");
  private static final ByteString TIME = ByteString.utf8("time");

  private final AuthenticatedState state;
  private final StateSnapshots snapshots;
  private Optional<StagedState> staged = Optional.empty();

  Tally(Storage storage) throws IOException {
    this.state = AuthenticatedState.open(storage);
    this.snapshots = new StateSnapshots(state);
  }

  /** The {@code number}-th request of {@code client}. */
  static Transaction count(String client, int number) {
    return new Transaction(ByteString.utf8("count " + client + " " + number));
  }

  /** Hands the ledger over to {@code next}. */
  static Transaction handOver(OperatorSet next) {
    return new Transaction(ByteString.concat(ByteString.utf8("H"), next.encode()));
  }

  /** Opens work that waits for the {@code blocks}-th block after this one, once. */
  static Transaction await(int blocks) {
    return new Transaction(ByteString.utf8("await " + blocks));
  }

  static Transaction bug() {
    return new Transaction(ByteString.utf8("bug"));
  }

  static Transaction unacceptable() {
    return new Transaction(ByteString.utf8("nonsense"));
  }

  /** How often {@code client} has asked. */
  int of(String client) throws IOException {
    return number(state, ByteString.utf8("client " + client));
  }

  private static int number(StateView view, ByteString key) throws IOException {
    return view.get(key).map(each -> Integer.parseInt(each.toUtf8())).orElse(0);
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
      Optional<ByteString> pending = view.get(PENDING).filter(each -> !each.isEmpty());
      if (pending.isEmpty()) {
        return Membership.unchanged(operators);
      }
      Decoder in = new Decoder(pending.get());
      PendingChange change = new PendingChange(in.u64(), OperatorSet.decode(in));
      return new Membership(operators, Optional.of(change));
    } catch (MalformedInput e) {
      throw new IOException(e);
    }
  }

  @Override
  public Optional<Long> awaitedHeight() throws IOException {
    return state.get(AWAITED).map(each -> Long.parseLong(each.toUtf8()));
  }

  @Override
  public boolean acceptable(Proposal proposal) {
    return proposal.isWellFormed()
        && proposal.transactions().stream().allMatch(each -> !each.equals(unacceptable()));
  }

  @Override
  public BlockResult genesis(Genesis genesis) throws IOException {
    return stage(
        0,
        StateChanges.over(state)
            .put(ByteString.utf8("name"), genesis.application())
            .put(OPERATORS, genesis.operators().encode()),
        List.of());
  }

  @Override
  public Admission check(Transaction transaction) {
    return transaction.equals(unacceptable())
        ? new Admission.Refused(LedgerRefusal.PROOF_INVALID)
        : new Admission.Admitted(transaction.id());
  }

  @Override
  public BlockResult execute(DecidedBlock block) throws IOException {
    StateChanges changes = StateChanges.over(state);
    Membership due = membership(state).at(block.height());
    changes.put(OPERATORS, due.operators().encode());
    if (due.pending().isEmpty()) {
      changes.put(PENDING, ByteString.EMPTY);
    }
    List<TransactionResult> results = new ArrayList<>();
    for (Transaction transaction : block.transactions()) {
      results.add(execute(block.height(), transaction, changes));
    }
    changes.put(TIME, ByteString.utf8(Long.toString(block.epochSeconds())));
    return stage(block.height(), changes, results);
  }

  private static TransactionResult execute(
      long height, Transaction transaction, StateChanges changes) throws IOException {
    if (transaction.equals(bug())) {
      throw new InvariantViolation("a bug was found");
    }
    if (transaction.bytes().at(0) == 'H') {
      return handOver(height, transaction, changes);
    }
    String[] words = transaction.bytes().toUtf8().split(" ", -1);
    if (words[0].equals("await")) {
      if (changes.get(AWAITED).isPresent()) {
        // The same request again: a replica that handed it on late asks for it twice.
        return new TransactionResult(transaction.id(), OUT_OF_TURN, ByteString.EMPTY);
      }
      long until = height + Integer.parseInt(words[1]);
      changes.put(AWAITED, ByteString.utf8(Long.toString(until)));
      return new TransactionResult(transaction.id(), TransactionResult.APPLIED, ByteString.EMPTY);
    }
    ByteString key = ByteString.utf8("client " + words[1]);
    int next = number(changes, key) + 1;
    boolean isTurn = next == Integer.parseInt(words[2]);
    if (isTurn) {
      changes.put(key, ByteString.utf8(Integer.toString(next)));
    }
    return new TransactionResult(
        transaction.id(),
        isTurn ? TransactionResult.APPLIED : OUT_OF_TURN,
        ByteString.utf8(words[1] + "=" + (isTurn ? next : next - 1)));
  }

  private static TransactionResult handOver(
      long height, Transaction transaction, StateChanges changes) throws IOException {
    if (membership(changes).pending().isPresent()) {
      return new TransactionResult(transaction.id(), OUT_OF_TURN, ByteString.EMPTY);
    }
    ByteString next = transaction.bytes().slice(1, transaction.bytes().size());
    changes.put(
        PENDING, new Encoder().u64(Activation.lastHeight(height)).fixed(next).toByteString());
    return new TransactionResult(transaction.id(), TransactionResult.APPLIED, ByteString.EMPTY);
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
  public Snapshots snapshots() {
    return snapshots;
  }
}
