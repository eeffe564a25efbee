package org.specie.quality.testkit.engines;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
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

/** Writes down what is said, each thing once; can be told to wait, to hand over, and to break. */
final class StoryApplication implements ReplicatedApplication {
  /** What was said before. */
  static final int REPEATED = 2997;

  private static final ByteString OPERATORS = ByteString.utf8("operators");
  private static final ByteString PENDING = ByteString.utf8("pending");
  private static final ByteString AWAITED = ByteString.utf8("awaited");
  private static final ByteString TIME = ByteString.utf8("time");
  private static final String HAND_OVER = "H";
  private static final String AWAIT = "await ";

  private final AuthenticatedState state;
  private final StateSnapshots snapshots;
  private final AtomicLong judged = new AtomicLong();
  private Optional<StagedState> staged = Optional.empty();

  StoryApplication(Storage storage) throws IOException {
    this.state = AuthenticatedState.open(storage);
    this.snapshots = new StateSnapshots(state);
  }

  static Transaction say(String word) {
    return new Transaction(ByteString.utf8("say " + word));
  }

  static Transaction unspeakable() {
    return new Transaction(ByteString.utf8("unspeakable"));
  }

  static Transaction bug() {
    return new Transaction(ByteString.utf8("bug"));
  }

  /** Opens work that waits for the {@code blocks}-th block after this one. */
  static Transaction await(int blocks) {
    return new Transaction(ByteString.utf8(AWAIT + blocks));
  }

  /** Hands the ledger over to {@code next}. */
  static Transaction handOver(OperatorSet next) {
    return new Transaction(ByteString.concat(ByteString.utf8(HAND_OVER), next.encode()));
  }

  /** Where the state says how often {@code transaction} took effect. */
  static ByteString key(Transaction transaction) {
    return ByteString.concat(ByteString.utf8("said "), transaction.id().bytes());
  }

  AuthenticatedState state() {
    return state;
  }

  boolean wasSaid(Transaction transaction) throws IOException {
    return state.get(key(transaction)).isPresent();
  }

  /** How many proposals it was asked about. */
  long judged() {
    return judged.get();
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
    Optional<Long> change = membership().pending().map(PendingChange::lastHeight);
    return change.isPresent()
        ? change
        : state.get(AWAITED).map(each -> Long.parseLong(each.toUtf8()));
  }

  @Override
  public boolean acceptable(Proposal proposal) {
    judged.incrementAndGet();
    return proposal.isWellFormed() && !proposal.transactions().contains(unspeakable());
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
    return transaction.equals(unspeakable())
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
      boolean isNew = changes.get(key(transaction)).isEmpty();
      if (isNew) {
        apply(block.height(), transaction, changes);
      }
      results.add(
          new TransactionResult(
              transaction.id(),
              isNew ? TransactionResult.APPLIED : REPEATED,
              transaction.id().bytes()));
    }
    changes.put(TIME, ByteString.utf8(Long.toString(block.epochSeconds())));
    return stage(block.height(), changes, results);
  }

  private static void apply(long height, Transaction transaction, StateChanges changes)
      throws IOException {
    if (transaction.equals(bug())) {
      throw new InvariantViolation("a bug was found");
    }
    ByteString bytes = transaction.bytes();
    changes.put(key(transaction), ByteString.utf8("once"));
    if (bytes.slice(0, 1).equals(ByteString.utf8(HAND_OVER))) {
      Encoder change = new Encoder().u64(Activation.lastHeight(height));
      changes.put(PENDING, change.fixed(bytes.slice(1, bytes.size())).toByteString());
    } else if (bytes.toUtf8().startsWith(AWAIT)) {
      long until = height + Integer.parseInt(bytes.toUtf8().substring(AWAIT.length()));
      changes.put(AWAITED, ByteString.utf8(Long.toString(until)));
    }
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
