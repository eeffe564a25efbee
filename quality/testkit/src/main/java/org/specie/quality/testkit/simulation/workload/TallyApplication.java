package org.specie.quality.testkit.simulation.workload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
 * A tally for each client. The last order of a client and its reply are part of the state, so that
 * an order that is executed again, on any replica, is answered and not applied. The operators stand
 * in the state too, and change as the committee appoints others.
 */
public final class TallyApplication implements ReplicatedApplication {
  /** The code of an order that was executed before; its event is the reply it had then. */
  public static final int REPEATED = 2901;

  /** The code of an order older than the client's last one. */
  public static final int STALE = 2902;

  /** The code of an order that its client did not make. */
  public static final int FORGED = 2903;

  /** The code of an appointment for another epoch than the next, or while one is pending. */
  public static final int UNTIMELY = 2904;

  private static final ByteString OPERATORS = ByteString.utf8("operators");
  private static final ByteString PENDING = ByteString.utf8("pending");

  /** Reading keys is dear, and all replicas of all runs read the same. */
  private static final Map<ByteString, OperatorSet> DECODED = new ConcurrentHashMap<>();

  private static final int DECODED_MAX = 1_000;

  private record Tally(long last, long total) {}

  private final AuthenticatedState state;
  private final StateSnapshots snapshots;
  private Optional<StagedState> staged = Optional.empty();

  public TallyApplication(Storage storage) throws IOException {
    this.state = AuthenticatedState.open(storage);
    this.snapshots = new StateSnapshots(state);
  }

  /** Whether a batch may hold {@code transaction}: a function of its bytes. */
  public static boolean isAcceptable(Transaction transaction) {
    return Order.read(transaction.bytes()).map(Order::isAuthentic).orElse(false)
        || Appointment.read(transaction.bytes()).map(Appointment::isAuthentic).orElse(false);
  }

  /** Whether a replica may vote for {@code proposal}. */
  public static boolean isAcceptable(Proposal proposal) {
    return proposal.isWellFormed()
        && proposal.transactions().stream().allMatch(TallyApplication::isAcceptable);
  }

  @Override
  public Optional<Position> position() {
    return state.version().map(version -> new Position(version, state.root()));
  }

  @Override
  public Admission check(Transaction transaction) {
    return isAcceptable(transaction)
        ? new Admission.Admitted(transaction.id())
        : new Admission.Refused(LedgerRefusal.PROOF_INVALID);
  }

  @Override
  public Membership membership() throws IOException {
    return membership(state);
  }

  private static Membership membership(StateView view) throws IOException {
    OperatorSet operators = operators(view.get(OPERATORS).orElseThrow());
    Optional<ByteString> pending = view.get(PENDING).filter(each -> !each.isEmpty());
    if (pending.isEmpty()) {
      return Membership.unchanged(operators);
    }
    ByteString stored = pending.get();
    try {
      long lastHeight = new Decoder(stored.slice(0, Long.BYTES)).u64();
      OperatorSet next = operators(stored.slice(Long.BYTES, stored.size()));
      return new Membership(operators, Optional.of(new PendingChange(lastHeight, next)));
    } catch (MalformedInput e) {
      throw damaged(e);
    }
  }

  private static OperatorSet operators(ByteString stored) throws IOException {
    OperatorSet known = DECODED.get(stored);
    if (known != null) {
      return known;
    }
    try {
      OperatorSet operators = OperatorSet.decode(stored);
      if (DECODED.size() < DECODED_MAX) {
        DECODED.put(stored, operators);
      }
      return operators;
    } catch (MalformedInput e) {
      throw damaged(e);
    }
  }

  private static IOException damaged(MalformedInput e) {
    return new IOException("the operators are damaged; this simulated storage does not rot", e);
  }

  @Override
  public boolean acceptable(Proposal proposal) {
    return isAcceptable(proposal);
  }

  @Override
  public BlockResult genesis(Genesis genesis) throws IOException {
    StateChanges changes = StateChanges.over(state);
    changes.put(OPERATORS, genesis.operators().encode());
    return stage(0, changes, List.of());
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
      Optional<Appointment> appointment = Appointment.read(transaction.bytes());
      results.add(
          appointment.isPresent()
              ? appoint(changes, block.height(), transaction, appointment.get())
              : apply(changes, transaction));
    }
    changes.put(ByteString.utf8("time"), new Encoder().u64(block.epochSeconds()).toByteString());
    return stage(block.height(), changes, results);
  }

  private static TransactionResult apply(StateChanges changes, Transaction transaction)
      throws IOException {
    Optional<Order> read = Order.read(transaction.bytes());
    if (read.isEmpty() || !read.get().isAuthentic()) {
      return new TransactionResult(transaction.id(), FORGED, ByteString.EMPTY);
    }
    Order order = read.get();
    ByteString key = new Encoder().u8('c').u32(order.client()).toByteString();
    Tally before = tally(changes, key);
    if (order.number() <= before.last()) {
      boolean isLast = order.number() == before.last();
      return new TransactionResult(
          transaction.id(), isLast ? REPEATED : STALE, isLast ? reply(before) : ByteString.EMPTY);
    }
    Tally after = new Tally(order.number(), (before.total() + order.amount()) & Long.MAX_VALUE);
    changes.put(key, new Encoder().u64(after.last()).u64(after.total()).toByteString());
    return new TransactionResult(transaction.id(), TransactionResult.APPLIED, reply(after));
  }

  private static TransactionResult appoint(
      StateChanges changes, long height, Transaction transaction, Appointment appointment)
      throws IOException {
    Membership now = membership(changes);
    OperatorSet next = appointment.operators();
    int code = TransactionResult.APPLIED;
    if (!appointment.isAuthentic()) {
      code = FORGED;
    } else if (now.operators().epoch() >= next.epoch()
        || now.pending().map(PendingChange::operators).filter(next::equals).isPresent()) {
      code = REPEATED;
    } else if (now.pending().isPresent() || next.epoch() != now.operators().epoch() + 1) {
      code = UNTIMELY;
    } else {
      changes.put(
          PENDING,
          new Encoder().u64(Activation.lastHeight(height)).fixed(next.encode()).toByteString());
    }
    return new TransactionResult(transaction.id(), code, ByteString.EMPTY);
  }

  private static ByteString reply(Tally tally) {
    return new Encoder().u64(tally.total()).toByteString();
  }

  private static Tally tally(StateView view, ByteString key) throws IOException {
    Optional<ByteString> stored = view.get(key);
    if (stored.isEmpty()) {
      return new Tally(0, 0);
    }
    try {
      Decoder in = new Decoder(stored.get());
      return new Tally(in.u64(), in.u64());
    } catch (MalformedInput e) {
      throw new IOException("a tally is damaged; this simulated storage does not rot", e);
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
    StagedState due = staged.orElseThrow();
    staged = Optional.empty();
    state.commit(due);
    return new Position(height, state.root());
  }

  @Override
  public Snapshots snapshots() {
    return snapshots;
  }
}
