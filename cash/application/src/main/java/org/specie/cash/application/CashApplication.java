package org.specie.cash.application;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.admission.ProofAdmission;
import org.specie.cash.application.admission.ProofVerdict;
import org.specie.cash.application.execution.BlockExecution;
import org.specie.cash.application.execution.CommitteeDecisions;
import org.specie.cash.application.execution.FloatMoney;
import org.specie.cash.application.execution.Judgement;
import org.specie.cash.application.execution.OrdinaryMoney;
import org.specie.cash.application.execution.PrivateMoney;
import org.specie.cash.application.execution.ResharingPosts;
import org.specie.cash.application.query.TransactionIndex;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.Entry;
import org.specie.cash.application.state.Moment;
import org.specie.cash.application.state.OperatorsMemo;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.FormReason;
import org.specie.cash.application.transaction.Transfer;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.proof.PreparedTransaction;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.Parts.AccountMove;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.signature.Address;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.BlockResult;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.Position;
import org.specie.ledger.api.Proposal;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.snapshot.HeightRange;
import org.specie.ledger.api.snapshot.Snapshots;
import org.specie.ledger.state.AuthenticatedState;
import org.specie.ledger.state.StagedState;
import org.specie.ledger.state.StateChanges;
import org.specie.ledger.state.StateSnapshots;

/**
 * Ordinary and private money on one authenticated state. Execution is a function of the log alone:
 * a verdict on a proof that admission made earlier only saves work, because it is bound to the
 * bytes and the rules it was made for, and without one the proof is verified here.
 *
 * <p>{@link #check}, {@link #verifyAhead} and what {@code LedgerReader} answers may run on any
 * thread; the rest is the engine's, on one.
 */
public final class CashApplication implements ReplicatedApplication {
  private static final Amount LEAST = Amount.ofMinor(1);

  private record Executed(
      Moment moment, StagedState staged, Storage.Batch companion, Hash32 digest) {}

  private final LedgerConstants ledger;
  private final AuthenticatedState state;
  private final TransactionIndex index;
  private final ProofAdmission proofs;
  private final BlockExecution execution;
  private final OrdinaryMoney ordinary;
  private final CommitteeDecisions committee;
  private final PrivateMoney privateMoney;
  private final FloatMoney floats;
  private final ResharingPosts posts;
  private final StateSnapshots snapshots;
  private final OperatorsMemo operators = new OperatorsMemo();
  private Optional<Executed> pending = Optional.empty();
  private volatile Optional<Moment> last;
  private volatile Optional<Moment> next;

  private CashApplication(LedgerConstants ledger, AuthenticatedState state, BatchVerifier verifier)
      throws IOException {
    this.ledger = ledger;
    this.state = state;
    this.index = new TransactionIndex(ledger, state);
    this.proofs = new ProofAdmission(ledger, verifier);
    this.execution = new BlockExecution(ledger, proofs);
    this.ordinary = new OrdinaryMoney(ledger);
    this.committee = new CommitteeDecisions(ledger);
    this.privateMoney = new PrivateMoney(ledger);
    this.floats = new FloatMoney(ledger);
    this.posts = new ResharingPosts(ledger);
    this.snapshots = new StateSnapshots(state, new Restored());
    Optional<Long> version = state.version();
    this.last =
        version.isPresent() ? Optional.of(Moment.last(view(), version.get())) : Optional.empty();
    this.next = last.isPresent() ? Optional.of(following(last.get())) : Optional.empty();
  }

  /**
   * Continues whatever {@code storage} holds of the ledger.
   *
   * @param verifier for the bases of {@code ledger}; it decides on how many cores
   */
  public static CashApplication open(
      LedgerConstants ledger, Storage storage, BatchVerifier verifier) throws IOException {
    AuthenticatedState state = AuthenticatedState.open(storage);
    if (state.restoration().isEmpty()) {
      requireThisLedger(ledger, state);
    }
    return new CashApplication(ledger, state, verifier);
  }

  private static void requireThisLedger(LedgerConstants ledger, AuthenticatedState state)
      throws IOException {
    Optional<Hash32> stored = new CashView(state).ledgerId();
    if (stored.isPresent() && !stored.get().equals(ledger.ledgerId())) {
      throw new IOException(
          "the state belongs to ledger "
              + stored.get().toShortHex()
              + " and not to "
              + ledger.ledgerId().toShortHex()
              + "; open the ledger with its own genesis");
    }
  }

  public LedgerConstants ledger() {
    return ledger;
  }

  /** The committed state. */
  public CashView view() {
    return new CashView(state);
  }

  /** The committed state with its proofs. */
  public AuthenticatedState state() {
    return state;
  }

  public TransactionIndex index() {
    return index;
  }

  /** The moment of the next block if no time passes; there is none before genesis. */
  public Moment next() {
    return next.orElseThrow();
  }

  private Moment following(Moment moment) throws IOException {
    return moment.next(view(), moment.epochSeconds());
  }

  @Override
  public Optional<Position> position() {
    return state.version().map(version -> new Position(version, state.root()));
  }

  @Override
  public Membership membership() throws IOException {
    return operators.of(view());
  }

  @Override
  public Optional<Long> awaitedHeight() throws IOException {
    return view().awaitedHeight();
  }

  @Override
  public BlockResult genesis(Genesis genesis) throws IOException {
    Check.that(
        genesis.ledgerId().equals(ledger.ledgerId()), "the engine has the application's genesis");
    StateChanges changes = StateChanges.over(state);
    Moment first = Moment.first(ledger.firstPolicy(), genesis.epochSeconds());
    execution.begin(changes, first);
    return stage(first, changes, List.of());
  }

  @Override
  public BlockResult execute(DecidedBlock block) throws IOException {
    Moment before = last.orElseThrow();
    Check.that(block.height() == before.height() + 1, "blocks are executed in their order");
    Check.that(block.epochSeconds() >= before.epochSeconds(), "time never runs back");
    Moment moment = before.next(view(), block.epochSeconds());
    StateChanges changes = StateChanges.over(state);
    return stage(moment, changes, execution.execute(changes, moment, block));
  }

  private BlockResult stage(
      Moment moment, StateChanges changes, List<BlockExecution.Outcome> outcomes)
      throws IOException {
    StagedState staged = state.stage(moment.height(), changes);
    Hash32 digest = ledger.applicationDigest(moment.policyHash());
    pending =
        Optional.of(new Executed(moment, staged, index.records(moment.height(), outcomes), digest));
    List<TransactionResult> results =
        outcomes.stream().map(BlockExecution.Outcome::result).toList();
    return new BlockResult(results, staged.root(), digest, operators.of(new CashView(changes)));
  }

  @Override
  public Position commit(long height) throws IOException {
    Executed executed = pending.orElseThrow();
    Check.that(executed.moment().height() == height, "what is committed is what was executed last");
    pending = Optional.empty();
    state.commit(executed.staged(), executed.companion());
    last = Optional.of(executed.moment());
    next = Optional.of(following(executed.moment()));
    Check.that(state.root().equals(executed.staged().root()), "the state has the staged root");
    return new Position(height, state.root());
  }

  @Override
  public void sync() throws IOException {
    state.sync();
  }

  @Override
  public Snapshots snapshots() {
    return snapshots;
  }

  /** What follows from a state that comes from others: the rules in force, and an index to fill. */
  private final class Restored implements StateSnapshots.Companion {
    @Override
    public void leaping(long height) throws IOException {
      pending = Optional.empty();
      index.leap(height);
      last = Optional.empty();
      next = Optional.empty();
    }

    @Override
    public void restored(Position position) throws IOException {
      requireThisLedger(ledger, state);
      Moment moment = Moment.last(view(), position.height());
      last = Optional.of(moment);
      next = Optional.of(following(moment));
    }

    @Override
    public Optional<HeightRange> unseen() throws IOException {
      return index.unseen();
    }

    @Override
    public void backfill(Block block) throws IOException {
      Check.that(pending.isEmpty(), "what was executed is committed first");
      index.backfill(block);
    }

    @Override
    public void skip(long last) throws IOException {
      index.skip(last);
    }
  }

  @Override
  public Admission check(Transaction transaction) throws IOException {
    Optional<Moment> moment = next;
    if (moment.isEmpty()) {
      return new Admission.Refused(LedgerRefusal.ENGINE_STOPPED);
    }
    Optional<TransactionIndex.Entry> known = index.find(transaction.id());
    if (known.isPresent() && known.get().code() == TransactionResult.APPLIED) {
      return new Admission.Refused(OrdinaryReason.ALREADY_APPLIED);
    }
    Optional<Reason> refusal;
    try {
      refusal =
          switch (CashTransaction.decode(ledger.suite(), transaction.bytes())) {
            case CashTransaction.Private(var inner) ->
                refusal(moment.get(), transaction.id(), inner);
            case CashTransaction.Ordinary(var transfer) -> refusal(moment.get(), transfer);
            case CashTransaction.Committee(var act) ->
                reason(committee.judge(view(), moment.get(), act));
            case CashTransaction.Resharing(var post) -> reason(posts.judge(view(), post));
            case CashTransaction.Offline(var move) -> floats.refusal(view(), moment.get(), move);
          };
    } catch (MalformedInput e) {
      refusal = Optional.of(FormReason.NOT_A_TRANSACTION);
    }
    return refusal
        .<Admission>map(Admission.Refused::new)
        .orElseGet(() -> new Admission.Admitted(transaction.id()));
  }

  private static Optional<Reason> reason(Judgement judgement) {
    return switch (judgement) {
      case Judgement.Refused(Reason reason) -> Optional.of(reason);
      case Judgement.Granted _ -> Optional.empty();
    };
  }

  private Optional<Reason> refusal(Moment moment, Transfer transfer) throws IOException {
    Optional<Reason> refusal = reason(ordinary.judge(view(), moment, transfer));
    if (refusal.isPresent() && refusal.get() == OrdinaryReason.NONCE) {
      Optional<Address> from = transfer.from(ledger.ledgerId());
      Transfer.Body body = transfer.body();
      boolean mayWait =
          from.isPresent() && view().account(from.get()).letsWait(body.nonce(), body.amount());
      // Its predecessors may be waiting; whether they are, the block will tell.
      return mayWait ? Optional.empty() : refusal;
    }
    return refusal;
  }

  private Optional<Reason> refusal(Moment moment, Hash32 id, PrivateTransaction transaction)
      throws IOException {
    Optional<PrivateReason> refusal = privateMoney.refusal(view(), moment, transaction);
    boolean mayComeTrue =
        refusal.isPresent()
            && ((refusal.get() == PrivateReason.ACCOUNT_NONCE && nonceLetsWait(transaction))
                || (refusal.get() == PrivateReason.ENTRY_STATE
                    && isTimeAhead(moment, transaction)));
    if (refusal.isPresent() && !mayComeTrue) {
      return Optional.of(refusal.get());
    }
    ProofAdmission.Candidate candidate =
        proofs.prepare(moment.rules(), new ProofAdmission.Subject(id, transaction));
    if (candidate instanceof ProofAdmission.Candidate.Waiting waiting
        && view().isAnySpent(waiting.prepared().nullifiers())) {
      // Known without the expensive part, which a flood of repetitions must not buy.
      return Optional.of(PrivateReason.NULLIFIER_SPENT);
    }
    return switch (proofs.decide(candidate)) {
      case ProofVerdict.Fails(PrivateReason reason) -> Optional.of(reason);
      case ProofVerdict.Holds(List<ByteString> nullifiers) ->
          view().isAnySpent(nullifiers)
              ? Optional.of(PrivateReason.NULLIFIER_SPENT)
              : Optional.empty();
    };
  }

  /**
   * Whether the entry that {@code transaction} ends will be ready for it soon: the next block may
   * be decided later than the last one by as long as nobody paid.
   */
  private boolean isTimeAhead(Moment moment, PrivateTransaction transaction) throws IOException {
    if (!(transaction instanceof StateTransaction state) || state.body().claim().isEmpty()) {
      return false;
    }
    Optional<Entry> entry = view().entry(state.body().claim().get().entry());
    return entry
        .filter(
            each ->
                each.mayEnd(
                    state.body().shape().move(),
                    moment.epochSeconds() + Entry.ADMITTED_EARLY_SECONDS))
        .isPresent();
  }

  /** Bounded like an ordinary payment's, and for the same reason: {@link Account#letsWait}. */
  private boolean nonceLetsWait(PrivateTransaction transaction) throws IOException {
    return switch (transaction) {
      case StateTransaction state -> {
        Optional<AccountMove> move = state.body().move();
        yield move.isPresent()
            && state.accountSignature().isPresent()
            && view()
                .account(new Address(move.get().account()))
                .letsWait(move.get().nonce(), move.get().amount());
      }
      case LinkTransaction link ->
          view().account(new Address(link.body().account())).letsWait(link.body().nonce(), LEAST);
      case Enrolment _, FoldTransaction _ -> false;
    };
  }

  /**
   * Whether every transaction is one in form, and none stands twice. Points are decoded and
   * equations are not looked at.
   */
  @Override
  public boolean acceptable(Proposal proposal) {
    return proposal.isWellFormed()
        && proposal.transactions().stream().allMatch(this::isTransaction);
  }

  private boolean isTransaction(Transaction transaction) {
    try {
      CashTransaction.decode(ledger.suite(), transaction.bytes());
      return true;
    } catch (MalformedInput e) {
      return false;
    }
  }

  /**
   * Verifies the proofs among {@code transactions} as one batch under the rules of the next block
   * and remembers the verdicts, so that execution finds them. A node that knows what is coming,
   * from its intake or from a proposal, calls this on as many threads as it likes.
   */
  @Override
  public void verifyAhead(List<Transaction> transactions) {
    Optional<Moment> moment = next;
    if (moment.isPresent()) {
      proofs.verdicts(moment.get().rules(), subjects(transactions));
    }
  }

  /** One batch for all proofs; what was spent already buys none. */
  @Override
  public List<Admission> checkAll(List<Transaction> transactions) throws IOException {
    Optional<Moment> moment = next;
    if (moment.isPresent() && transactions.size() > 1) {
      proofs.foresee(moment.get().rules(), subjects(transactions), this::isSpent);
    }
    List<Admission> admissions = new ArrayList<>();
    for (Transaction each : transactions) {
      admissions.add(check(each));
    }
    return admissions;
  }

  private boolean isSpent(PreparedTransaction transaction) {
    try {
      return view().isAnySpent(transaction.nullifiers());
    } catch (IOException e) {
      // The check that follows fails for the same reason and says so.
      return true;
    }
  }

  private List<ProofAdmission.Subject> subjects(List<Transaction> transactions) {
    List<ProofAdmission.Subject> subjects = new ArrayList<>();
    for (Transaction transaction : transactions) {
      try {
        if (CashTransaction.decode(ledger.suite(), transaction.bytes())
            instanceof CashTransaction.Private(var inner)) {
          subjects.add(new ProofAdmission.Subject(transaction.id(), inner));
        }
      } catch (MalformedInput e) {
        // Refused for its form when it is checked or executed; there is nothing to verify.
      }
    }
    return subjects;
  }
}
