package org.specie.cash.gateway.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.membership.Resharing;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.application.query.BucketKeys;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.ClassRecord;
import org.specie.cash.application.state.Crossing;
import org.specie.cash.application.state.Entry;
import org.specie.cash.application.state.EscrowKey;
import org.specie.cash.application.state.FloatAccount;
import org.specie.cash.application.state.Moment;
import org.specie.cash.application.state.Pool;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.application.state.StateKeys;
import org.specie.cash.application.state.Supply;
import org.specie.cash.application.transaction.FormReason;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.Request;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.signature.Address;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.chain.TransactionProof;

/**
 * The ledger over replicas of which up to f may lie and any may be away. The genesis is trusted and
 * nothing else: a submission is over when one replica shows the receipt and all signatures, an
 * account is what a proof under a final header says, and what cannot be proven, such as that there
 * is nothing more in a bucket, counts when f + 1 replicas have been heard. Answers never go back
 * behind what was shown to this gateway before. Safe for many threads. Source:
 * docs/spec/28-gateway.md, section 3.
 */
public final class RemoteGateway implements LedgerGateway, AutoCloseable {
  private static final List<ByteString> TIME_AND_POLICY =
      List.of(StateKeys.time(), StateKeys.policy(), StateKeys.pendingPolicy());

  private final LedgerConstants ledger;
  private final List<ReplicaLine> lines;
  private final LineOrder order;
  private final Patience patience;
  private final KnownOperators operators;
  private final Resharing resharing;
  private final Judge judge;
  private final RollCall rollCall;
  private final int enough;
  private final AtomicLong seenHeight = new AtomicLong();
  private volatile int bucketBits = -1;

  /**
   * @param ledger from a genesis the caller trusts
   * @param lines one to each replica
   * @param faults how many of the replicas may lie
   * @param entropy unpredictable to the replicas: it decides how their signatures are verified
   */
  public RemoteGateway(
      LedgerConstants ledger,
      List<? extends ReplicaLine> lines,
      int faults,
      Patience patience,
      Entropy entropy) {
    Check.that(0 <= faults && faults < lines.size(), "more replicas are asked than may lie");
    this.ledger = ledger;
    this.lines = List.copyOf(lines);
    this.order = new LineOrder(lines);
    this.patience = patience;
    this.operators = new KnownOperators(ledger.genesis());
    this.resharing = new Resharing(ledger);
    this.judge = new Judge(ledger, operators, entropy);
    this.rollCall = new RollCall(this.lines, patience);
    this.enough = faults + 1;
  }

  /** What never changes on this ledger. */
  public LedgerConstants ledger() {
    return ledger;
  }

  @Override
  public Parameters parameters() {
    return new Parameters(ledger.suite().domain(), ledger.key(), ledger.dummy(), ledger.ledgerId());
  }

  /** The highest of what f + 1 replicas prove. */
  @Override
  public Tip tip() throws IOException {
    ProvenState state = newest(TIME_AND_POLICY);
    CashView view = new CashView(state);
    long height = state.header().height();
    Moment last = Moment.last(view, height);
    Moment next = last.next(view, last.epochSeconds());
    return new Tip(
        height,
        next.epochSeconds(),
        next.rules(),
        next.policy().epochs().endOf(next.epoch()),
        bucketBits());
  }

  @Override
  public Account account(Address address) throws IOException {
    var account = new CashView(proven(List.of(StateKeys.account(address)))).account(address);
    return new Account(address, account.balance(), account.nonce(), account.link());
  }

  @Override
  public Directory operators() throws IOException {
    ProvenState state = newest(List.of(StateKeys.operators(), StateKeys.pendingOperators()));
    Membership membership = new CashView(state).membership();
    return new Directory(state.header().height(), membership.operators(), membership.pending());
  }

  /** Who operated the ledger in {@code epoch}, if it has come to that. */
  public Optional<OperatorSet> operators(long epoch) throws IOException {
    return new CashView(proven(List.of(StateKeys.operators(epoch)))).operators(epoch);
  }

  @Override
  public Optional<EscrowThresholdKey> escrowKey() throws IOException {
    long epoch = operators().operators().epoch();
    CashView view = new CashView(proven(List.of(StateKeys.escrowKey(epoch))));
    return resharing.escrowKeyOf(view, epoch).map(EscrowKey::key);
  }

  /** The last change of operators that was planned, and how far it is. */
  public Optional<ResharingPlan> plan() throws IOException {
    return new CashView(newest(List.of(StateKeys.resharing()))).resharing();
  }

  @Override
  public Policy policy() throws IOException {
    ProvenState state = proven(TIME_AND_POLICY);
    CashView view = new CashView(state);
    Moment last = Moment.last(view, state.header().height());
    return last.next(view, last.epochSeconds()).policy();
  }

  @Override
  public Optional<Standing> entry(Hash32 name) throws IOException {
    ProvenState state = newest(List.of(StateKeys.entry(name), StateKeys.time()));
    CashView view = new CashView(state);
    Optional<Entry> entry = view.entry(name);
    return entry.isPresent()
        ? Optional.of(
            new Standing(entry.get(), state.header().height(), view.time().epochSeconds()))
        : Optional.empty();
  }

  @Override
  public Optional<SealedPayment> sealedPayment(Hash32 core) throws IOException {
    CashView view =
        new CashView(newest(List.of(StateKeys.sealedPayment(core), StateKeys.warrant(core))));
    Optional<Long> height = view.sealedHeight(core);
    return height.isPresent()
        ? Optional.of(new SealedPayment(height.get(), view.warrant(core)))
        : Optional.empty();
  }

  @Override
  public Optional<FloatAccount> offlineFloat(Hash32 issuer) throws IOException {
    return new CashView(newest(List.of(StateKeys.offlineFloat(issuer)))).offlineFloat(issuer);
  }

  @Override
  public Optional<Crossing> loaded(Hash32 issuer, Address from, Hash32 reference)
      throws IOException {
    List<ByteString> keys = List.of(StateKeys.loaded(issuer, from, reference));
    return new CashView(newest(keys)).loaded(issuer, from, reference);
  }

  @Override
  public Optional<Crossing> redeemed(Hash32 issuer, Hash32 reference) throws IOException {
    List<ByteString> keys = List.of(StateKeys.redeemed(issuer, reference));
    return new CashView(newest(keys)).redeemed(issuer, reference);
  }

  @Override
  public Optional<Listing> provider(ProviderName name, long notBefore) throws IOException {
    return new ListingQuestion(lines, enough - 1, this::newest).ask(name, notBefore);
  }

  /** The class of {@code pid} and how often it changed, if somebody is enrolled under it. */
  public Optional<ClassRecord> classOf(Scalar pid) throws IOException {
    return new CashView(newest(List.of(StateKeys.classChange(pid), StateKeys.enrolment(pid))))
        .classOf(pid);
  }

  /** Whether somebody is enrolled under the uniqueness tag {@code tag}. */
  public boolean isTagKnown(Hash32 tag) throws IOException {
    return new CashView(newest(List.of(StateKeys.uniqueness(tag)))).isTagKnown(tag);
  }

  /** All money there is, and the turnstile of the private pool, at one height. */
  public Totals totals() throws IOException {
    int generation = ledger.generation();
    CashView view = new CashView(proven(List.of(StateKeys.supply(), StateKeys.pool(generation))));
    return new Totals(view.supply(), view.pool(generation));
  }

  /** Supply and pool of one moment. */
  public record Totals(Supply supply, Pool pool) {}

  /** At which height the committee's act with {@code recordId} took effect, if it did. */
  public Optional<Long> actHeight(Hash32 recordId) throws IOException {
    return new CashView(proven(List.of(StateKeys.act(recordId)))).actHeight(recordId);
  }

  private ProvenState proven(List<ByteString> keys) throws IOException {
    Request.Entries request = new Request.Entries(keys, seenHeight.get());
    return ask(request, new Collectors.First<>(entries(request)));
  }

  private ProvenState newest(List<ByteString> keys) throws IOException {
    return newest(keys, enough);
  }

  private ProvenState newest(List<ByteString> keys, int replicas) throws IOException {
    Request.Entries request = new Request.Entries(keys, seenHeight.get());
    return ask(
        request,
        new Collectors.Many<>(
            replicas,
            entries(request),
            (one, other) -> one.header().height() >= other.header().height() ? one : other));
  }

  private BiFunction<Integer, Reply, Optional<ProvenState>> entries(Request.Entries request) {
    return (_, reply) -> {
      if (!(reply instanceof Reply.Entries entries)) {
        return Optional.empty();
      }
      Optional<ProvenState> state =
          judge
              .state(request.keys(), entries)
              .filter(each -> each.header().height() >= request.minHeight());
      state.ifPresent(each -> saw(each.header().height()));
      return state;
    };
  }

  /**
   * As many bits as an honest replica names. More would betray who asks, and fewer would have
   * everybody who restores a wallet ask for the whole ledger, which replicas refuse. Where too few
   * replicas are up for that, a liar may say too little, until a bucket is refused.
   */
  private int bucketBits() throws IOException {
    int known = bucketBits;
    if (known < 0) {
      known = isEveryFaultOutvoted() ? outvotedBits() : ask(new Request.Status(), bits(enough));
      bucketBits = known;
    }
    return known;
  }

  private boolean isEveryFaultOutvoted() {
    return lines.size() >= 2 * enough - 1;
  }

  private int outvotedBits() throws IOException {
    Patience some = new Patience(patience.nextMs(), patience.roundMs(), 2 * patience.nextMs());
    try {
      return new Inquiry<>(order.lines(), new Request.Status(), some, bits(2 * enough - 1)).run();
    } catch (IOException e) {
      return ask(new Request.Status(), bits(enough));
    }
  }

  private Collectors.Middle bits(int answers) {
    return new Collectors.Middle(
        enough - 1,
        answers,
        reply ->
            reply instanceof Reply.Status(ReplicaStatus status)
                ? Optional.of(status.bucketBits())
                : Optional.empty());
  }

  @Override
  public Optional<Recorded> find(Hash32 transactionId) throws IOException {
    Optional<Recorded> found =
        ask(
            new Request.Find(transactionId),
            new Collectors.Lookup(judge, transactionId, enough, seenHeight.get()));
    found.ifPresent(each -> saw(each.height()));
    return found;
  }

  @Override
  public Optional<TransactionProof> prove(Hash32 transactionId, long height) throws IOException {
    return height < 0 || height > tip().height()
        ? Optional.empty()
        : new ProofReader(this, ledger.genesis()).read(transactionId, height);
  }

  @Override
  public List<Recorded> bucket(Bucket bucket) throws IOException {
    try {
      return new BucketReader(new BucketKeys(ledger), order, judge, patience, enough)
          .read(bucket, seenHeight.get());
    } catch (IOException e) {
      // Perhaps the ledger has grown since the replicas were asked for the bits.
      bucketBits = -1;
      throw e;
    }
  }

  @Override
  public List<Recorded> blocks(long fromHeight, long toHeight) throws IOException {
    long last = toHeight <= seenHeight.get() ? toHeight : Math.min(toHeight, tip().height());
    List<Recorded> found = new ArrayList<>();
    long next = Math.max(0, fromHeight);
    while (next <= last) {
      List<Judge.JudgedBlock> some = some(next, last);
      some.forEach(block -> found.addAll(block.transactions()));
      next += some.size();
    }
    return found;
  }

  /** At least the first of the blocks from {@code from} to {@code to}, all judged. */
  List<Judge.JudgedBlock> some(long from, long to) throws IOException {
    long last = Math.min(to, from + Request.Blocks.BLOCKS_MAX - 1);
    return ask(
        new Request.Blocks(from, last),
        new Collectors.First<>(
            (_, reply) ->
                reply instanceof Reply.Blocks blocks && blocks.blocks().size() <= last - from + 1
                    ? judged(from, blocks)
                    : Optional.empty()));
  }

  private Optional<List<Judge.JudgedBlock>> judged(long from, Reply.Blocks reply) {
    return judge.blocks(from, reply.blocks()).filter(list -> !list.isEmpty());
  }

  /** The chain, for whoever verifies or copies it. */
  public RemoteChain chain() {
    return new RemoteChain(this);
  }

  @Override
  public Outcome submit(ByteString bytes) throws IOException {
    if (!Transaction.fits(bytes)) {
      return new Outcome.NotAdmitted(FormReason.WRONG_SIZE);
    }
    Transaction transaction = new Transaction(bytes);
    Outcome outcome =
        ask(
            new Request.Submit(transaction),
            new Collectors.Submission(judge, transaction.id(), enough, lines.size()));
    if (outcome instanceof Outcome.Final(Recorded recorded)) {
      saw(recorded.height());
      if (recorded.code() != TransactionResult.APPLIED) {
        // True, but perhaps not the last word: the same bytes may have been applied later.
        return find(transaction.id()).<Outcome>map(Outcome.Final::new).orElse(outcome);
      }
    }
    return outcome;
  }

  /**
   * What operators give to open the payment of tier 2 or 3 with {@code core}: nothing but for a
   * warrant that is final. Each replica is asked by itself once it is at {@code minHeight}; nobody
   * has verified the shares.
   */
  public List<DecryptionShare> openingShares(Hash32 core, long minHeight) throws IOException {
    return rollCall
        .ask(
            new Request.OpeningShare(core, minHeight),
            reply ->
                reply instanceof Reply.OpeningShare(var share)
                    ? Optional.of(share)
                    : Optional.empty())
        .values()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** What each replica says of itself, by its operator's name; nothing from those who are away. */
  public Map<String, Optional<ReplicaStatus>> statuses() throws IOException {
    return rollCall.ask(
        new Request.Status(),
        reply ->
            reply instanceof Reply.Status(ReplicaStatus status)
                ? Optional.of(status)
                : Optional.empty());
  }

  /**
   * The root of the state after the block at {@code height}, of each replica that hands out that
   * block and proves something under a state of that height or later; nothing of the others.
   */
  public Map<String, Optional<Hash32>> stateRoots(long height) throws IOException {
    Request.Entries request = new Request.Entries(List.of(StateKeys.time()), height);
    var later = rollCall.ask(request, reply -> entries(request).apply(0, reply));
    var roots =
        rollCall.ask(
            new Request.Blocks(height, height),
            reply ->
                reply instanceof Reply.Blocks blocks
                    ? judged(height, blocks)
                        .map(some -> some.getFirst().block().header().stateRoot().hash())
                    : Optional.empty());
    roots.replaceAll(
        (name, root) ->
            later.getOrDefault(name, Optional.empty()).isPresent() ? root : Optional.empty());
    return roots;
  }

  private Optional<Boolean> learned(Reply reply) {
    return reply instanceof Reply.Operators(var told) && operators.learn(told)
        ? Optional.of(true)
        : Optional.empty();
  }

  <T> T ask(Request request, Inquiry.Collector<T> collector) throws IOException {
    List<ReplicaLine> asked = order.lines();
    Inquiry<T> inquiry = new Inquiry<>(asked, request, patience, collector, this::learnWhoOperates);
    T result = inquiry.run();
    order.failed(inquiry.failures().keySet().stream().map(asked::get).toList());
    return result;
  }

  /**
   * Asks everybody for changes of operators, if certificates fail that newer ones may have made.
   */
  private void learnWhoOperates() {
    if (operators.isDoubtful()) {
      for (ReplicaLine line : lines) {
        var _ =
            line.ask(new Request.Operators())
                .thenAccept(
                    reply -> {
                      var _ = learned(reply);
                    });
      }
    }
  }

  private void saw(long height) {
    seenHeight.accumulateAndGet(height, Math::max);
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (ReplicaLine line : lines) {
      try {
        line.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
