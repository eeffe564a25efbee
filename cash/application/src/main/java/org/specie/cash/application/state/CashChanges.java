package org.specie.cash.application.state;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.ProviderName;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.api.PendingChange;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.state.StateChanges;

/**
 * The movements a block is made of. Every method keeps accounts, supply and pool in step, so that
 * no sequence of them makes or loses money unless its name says so. Callers have asked before
 * whether the movement is allowed; here that is checked as an invariant.
 */
public final class CashChanges {
  private static final List<ResharingPlan.Stage> ROUNDS =
      List.of(
          ResharingPlan.Stage.KEYS, ResharingPlan.Stage.DEALINGS, ResharingPlan.Stage.EXAMINATION);

  private final StateChanges changes;
  private final CashView view;
  private final int generation;

  public CashChanges(StateChanges changes, int generation) {
    this.changes = changes;
    this.view = new CashView(changes);
    this.generation = generation;
  }

  /** The state with the changes so far. */
  public CashView view() {
    return view;
  }

  /** Moves {@code amount} from {@code from}, which signed, to {@code to}. */
  public void transfer(Address from, Address to, Amount amount) throws IOException {
    put(from, view.account(from).debited(amount).signedOnce());
    put(to, view.account(to).credited(amount));
  }

  /** Moves {@code amount} from {@code account}, which signed, into the private pool. */
  public void load(Address account, Amount amount) throws IOException {
    put(account, view.account(account).debited(amount).signedOnce());
    put(view.supply().debited(amount));
    put(view.pool(generation).entered(amount));
  }

  /** Moves {@code amount} out of the private pool to {@code account}. */
  public void unload(Address account, Amount amount) throws IOException {
    put(view.pool(generation).left(amount));
    put(account, view.account(account).credited(amount));
    put(view.supply().credited(amount));
  }

  /** Makes {@code amount} of ordinary money. */
  public void issueOrdinary(Address to, Amount amount) throws IOException {
    put(to, view.account(to).credited(amount));
    put(view.supply().issued(amount).credited(amount));
  }

  /** Makes {@code amount} of private money. */
  public void issuePrivate(Amount amount) throws IOException {
    put(view.supply().issued(amount));
    put(view.pool(generation).entered(amount));
  }

  /** Unmakes {@code amount} of the ordinary money of {@code treasury}. */
  public void destroyOrdinary(Address treasury, Amount amount) throws IOException {
    put(treasury, view.account(treasury).debited(amount));
    put(view.supply().debited(amount).destroyed(amount));
  }

  /** Names a float, or changes who redeems and its limit; what is in it stays. */
  public void nameFloat(Hash32 issuer, KeyQuorum redeemers, Amount limit) throws IOException {
    Pool turnstile = view.offlineFloat(issuer).map(FloatAccount::turnstile).orElse(Pool.EMPTY);
    put(issuer, new FloatAccount(redeemers, limit, turnstile));
  }

  /** Moves money of the account, which signed, into the float of {@code issuer}, once. */
  public void loadFloat(Hash32 issuer, Hash32 reference, Crossing crossing) throws IOException {
    Address from = crossing.account();
    Check.that(view.loaded(issuer, from, reference).isEmpty(), "no reference is loaded twice");
    put(from, view.account(from).debited(crossing.amount()).signedOnce());
    put(issuer, view.offlineFloat(issuer).orElseThrow().entered(crossing.amount()));
    put(view.supply().debited(crossing.amount()).floated(crossing.amount()));
    changes.put(StateKeys.loaded(issuer, from, reference), crossing.encode());
  }

  /** Moves money out of the float of {@code issuer} into the account, once. */
  public void redeemFloat(Hash32 issuer, Hash32 reference, Crossing crossing) throws IOException {
    Address to = crossing.account();
    Check.that(view.redeemed(issuer, reference).isEmpty(), "no reference is redeemed twice");
    put(issuer, view.offlineFloat(issuer).orElseThrow().left(crossing.amount()));
    put(to, view.account(to).credited(crossing.amount()));
    put(view.supply().landed(crossing.amount()).credited(crossing.amount()));
    changes.put(StateKeys.redeemed(issuer, reference), crossing.encode());
  }

  /** Makes {@code amount} of offline cash. */
  public void issueOffline(Hash32 issuer, Amount amount) throws IOException {
    put(issuer, view.offlineFloat(issuer).orElseThrow().entered(amount));
    put(view.supply().issued(amount).floated(amount));
  }

  /** Unmakes {@code amount} of offline cash. */
  public void destroyOffline(Hash32 issuer, Amount amount) throws IOException {
    put(issuer, view.offlineFloat(issuer).orElseThrow().left(amount));
    put(view.supply().landed(amount).destroyed(amount));
  }

  /** Lists a provider, or gives the listed one of that name another key. */
  public void listProvider(ProviderName name, Ed25519PublicKey key, long height)
      throws IOException {
    Optional<ProviderRecord> before = view.provider(name);
    Check.that(before.map(ProviderRecord::isListed).orElse(true), "struck off is for good");
    if (before.isEmpty()) {
      changes.put(StateKeys.providers(), new Encoder().u64(view.providers() + 1).toByteString());
    }
    put(name, new ProviderRecord(key, height, Optional.empty()));
  }

  /** Strikes a listed provider off. */
  public void strikeOff(ProviderName name, long height) throws IOException {
    put(name, view.provider(name).orElseThrow().struckOffAt(height));
  }

  /** Ties {@code account}, which signed, to the owner that {@code link} stands for. */
  public void link(Address account, G1 link) throws IOException {
    put(account, view.account(account).linkedBy(link).signedOnce());
  }

  /** Spends {@code nullifiers}, in canonical form. */
  public void spend(List<ByteString> nullifiers, long height) throws IOException {
    Check.that(!view.isAnySpent(nullifiers), "no nullifier is spent twice");
    for (ByteString nullifier : nullifiers) {
      changes.put(StateKeys.nullifier(nullifier), new Encoder().u64(height).toByteString());
    }
  }

  public void enrol(Scalar pid, EnrolmentRecord record) throws IOException {
    Check.that(
        view.enrolment(pid).isEmpty() && !view.isTagKnown(record.uniqueness()),
        "nobody is enrolled twice");
    changes.put(StateKeys.enrolment(pid), record.encode());
    changes.put(StateKeys.uniqueness(record.uniqueness()), pid.toByteString());
  }

  /** Notes that {@code pid} is in another class; changes are numbered without a gap. */
  public void changeClass(Scalar pid, ClassRecord record) throws IOException {
    long before = view.classChange(pid).map(ClassRecord::number).orElse(0L);
    Check.that(record.number() == before + 1, "changes of class follow each other");
    changes.put(StateKeys.classChange(pid), record.encode());
  }

  /** Notes that the act with {@code recordId} took effect. */
  public void recordAct(Hash32 recordId, long height) throws IOException {
    Check.that(view.actHeight(recordId).isEmpty(), "no record takes effect twice");
    changes.put(StateKeys.act(recordId), new Encoder().u64(height).toByteString());
  }

  /** Lets value wait under the name {@code core}; it stays inside the private pool. */
  public void openEntry(Hash32 core, Entry entry) throws IOException {
    Check.that(view.entry(core).isEmpty(), "no entry is made twice");
    changes.put(StateKeys.entry(core), entry.encode());
  }

  /** Leads the entry {@code core} on to {@code status}, out of which nothing leads it back. */
  public void advance(Hash32 core, Entry.Status status) throws IOException {
    Entry entry = view.entry(core).orElseThrow();
    Check.that(entry.status().compareTo(status) < 0, "an entry goes one way");
    Check.that(
        entry.status() != Entry.Status.ACCEPTED && entry.status() != Entry.Status.RETURNED,
        "an entry ends once");
    changes.put(StateKeys.entry(core), entry.with(status).encode());
  }

  /** Fills the entry {@code core}, which was paid out, with {@code value} for who paid it. */
  public void refund(Hash32 core, G1 value) throws IOException {
    Entry entry = view.entry(core).orElseThrow();
    Check.that(entry.status() == Entry.Status.ACCEPTED, "an accepted entry is refunded, once");
    changes.put(StateKeys.entry(core), entry.refunded(value).encode());
  }

  /** Notes that the payment {@code core} carries a sealed record. */
  public void noteSealed(Hash32 core, long height) {
    changes.put(StateKeys.sealedPayment(core), new Encoder().u64(height).toByteString());
  }

  /** Notes that the payment {@code core} may be opened. */
  public void order(Hash32 core, Warrant warrant) throws IOException {
    Check.that(view.warrant(core).isEmpty(), "one warrant for a payment");
    changes.put(StateKeys.warrant(core), warrant.encode());
  }

  /** Lets {@code pending} wait for its height, in place of whatever waited so far. */
  public void schedule(PendingPolicy pending) {
    changes.put(StateKeys.pendingPolicy(), pending.encode());
  }

  /** Puts {@code policy} in force; nothing waits any more. */
  public void enforce(Policy policy) {
    changes.put(StateKeys.policy(), policy.bytes());
    changes.delete(StateKeys.pendingPolicy());
  }

  public void setTime(LedgerTime time) {
    changes.put(StateKeys.time(), time.encode());
  }

  public void setLedger(Hash32 ledgerId) {
    changes.put(StateKeys.ledger(), ledgerId.bytes());
  }

  /** Lets {@code change} wait for its height. */
  public void announce(PendingChange change) throws IOException {
    Check.that(view.membership().pending().isEmpty(), "one change of operators at a time");
    Encoder out = new Encoder().u64(change.lastHeight());
    change.operators().encode(out);
    changes.put(StateKeys.pendingOperators(), out.toByteString());
  }

  /** Starts {@code plan}; what was posted for the one before it is forgotten. */
  public void plan(ResharingPlan plan) throws IOException {
    Optional<ResharingPlan> before = view.resharing();
    if (before.isPresent()) {
      Check.that(!before.get().stage().isOpen(), "one plan at a time");
      int places = Math.max(before.get().holders(), before.get().operators().size());
      for (int place = 1; place <= places; place++) {
        for (ResharingPlan.Stage round : ROUNDS) {
          changes.delete(StateKeys.resharingPost(round.code(), place));
        }
      }
    }
    put(plan);
  }

  /** Keeps what the operator at {@code place} posted in the round of the plan. */
  public void post(ResharingPlan plan, int place, ByteString messages) throws IOException {
    ByteString key = StateKeys.resharingPost(plan.stage().code(), place);
    Check.that(changes.get(key).isEmpty(), "nobody posts twice in a round");
    changes.put(key, messages);
    put(plan.afterPost());
  }

  /** Leads the plan on, or to its end. */
  public void put(ResharingPlan plan) {
    changes.put(StateKeys.resharing(), plan.encode());
  }

  /** Notes how the operators of an epoch hold the keys of their office. */
  public void handOn(OfficeKeys keys) throws IOException {
    long epoch = keys.issuing().epoch();
    Check.that(view.issuingKey(epoch).isEmpty(), "a key is handed on once in an epoch");
    changes.put(StateKeys.issuingKey(epoch), keys.issuing().encode());
    if (keys.escrow().isPresent()) {
      changes.put(StateKeys.escrowKey(epoch), keys.escrow().get().encode());
    }
  }

  /** Bars the keys of {@code operator} for ever. */
  public void expel(OperatorSet.Operator operator, long height) {
    ByteString since = new Encoder().u64(height).toByteString();
    changes.put(StateKeys.expelled(operator.publicKey().bytes()), since);
    if (!operator.transportKey().equals(Hash32.ZERO)) {
      changes.put(StateKeys.expelled(operator.transportKey().bytes()), since);
    }
  }

  /** Puts {@code operators} in force from the next height on; no change waits any more. */
  public void seat(OperatorSet operators) {
    ByteString encoded = operators.encode();
    changes.put(StateKeys.operators(), encoded);
    changes.put(StateKeys.operators(operators.epoch()), encoded);
    changes.delete(StateKeys.pendingOperators());
  }

  private void put(Address address, Account account) {
    changes.put(StateKeys.account(address), account.encode());
  }

  private void put(Hash32 issuer, FloatAccount account) {
    changes.put(StateKeys.offlineFloat(issuer), account.encode());
  }

  private void put(ProviderName name, ProviderRecord provider) {
    changes.put(StateKeys.provider(name), provider.encode());
  }

  private void put(Supply supply) {
    changes.put(StateKeys.supply(), supply.encode());
  }

  private void put(Pool pool) {
    changes.put(StateKeys.pool(generation), pool.encode());
  }
}
