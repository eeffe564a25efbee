package org.specie.cash.application.state;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.ProviderName;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.signature.Address;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.PendingChange;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.state.StateView;

/**
 * The application's entries, to be read: of the committed state from any thread, or of a block's
 * pending changes from the thread that makes them.
 */
public final class CashView {
  private final StateView entries;

  public CashView(StateView entries) {
    this.entries = entries;
  }

  public Account account(Address address) throws IOException {
    return read(StateKeys.account(address), Account::decode).orElse(Account.EMPTY);
  }

  /** Whether any of {@code nullifiers}, in canonical form, is spent. */
  public boolean isAnySpent(List<ByteString> nullifiers) throws IOException {
    for (ByteString nullifier : nullifiers) {
      if (entries.get(StateKeys.nullifier(nullifier)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  public Optional<EnrolmentRecord> enrolment(Scalar pid) throws IOException {
    return read(StateKeys.enrolment(pid), EnrolmentRecord::decode);
  }

  /** The last change of the class of {@code pid}, if there was one. */
  public Optional<ClassRecord> classChange(Scalar pid) throws IOException {
    return read(StateKeys.classChange(pid), ClassRecord::decode);
  }

  /**
   * The class of {@code pid}, if somebody is enrolled under it: that of its last change, or that of
   * its enrolment, as change number 0.
   */
  public Optional<ClassRecord> classOf(Scalar pid) throws IOException {
    Optional<ClassRecord> changed = classChange(pid);
    return changed.isPresent()
        ? changed
        : enrolment(pid).map(first -> new ClassRecord(first.classId(), 0, first.height()));
  }

  /** Whether somebody is enrolled under the uniqueness tag {@code tag}. */
  public boolean isTagKnown(Hash32 tag) throws IOException {
    return entries.get(StateKeys.uniqueness(tag)).isPresent();
  }

  /** At which height the act with {@code recordId} took effect, if it did. */
  public Optional<Long> actHeight(Hash32 recordId) throws IOException {
    return read(StateKeys.act(recordId), Decoder::u64);
  }

  /** The entry that the transaction with {@code core} made, whatever became of it. */
  public Optional<Entry> entry(Hash32 core) throws IOException {
    return read(StateKeys.entry(core), Entry::decode);
  }

  /** At which height the payment of tier 2 or 3 with {@code core} was applied, if there is one. */
  public Optional<Long> sealedHeight(Hash32 core) throws IOException {
    return read(StateKeys.sealedPayment(core), Decoder::u64);
  }

  /** The order to open the payment with {@code core}, if it was given. */
  public Optional<Warrant> warrant(Hash32 core) throws IOException {
    return read(StateKeys.warrant(core), Warrant::decode);
  }

  /** The float of the offline issuer {@code issuer}, if the committee named one. */
  public Optional<FloatAccount> offlineFloat(Hash32 issuer) throws IOException {
    return read(StateKeys.offlineFloat(issuer), FloatAccount::decode);
  }

  /** What {@code from} loaded into that float under {@code reference}, if it did. */
  public Optional<Crossing> loaded(Hash32 issuer, Address from, Hash32 reference)
      throws IOException {
    return read(StateKeys.loaded(issuer, from, reference), Crossing::decode);
  }

  /** What was redeemed from that float under {@code reference}, if it was. */
  public Optional<Crossing> redeemed(Hash32 issuer, Hash32 reference) throws IOException {
    return read(StateKeys.redeemed(issuer, reference), Crossing::decode);
  }

  /** How many names the register of providers ever had; none while the market is open. */
  public long providers() throws IOException {
    return read(StateKeys.providers(), Decoder::u64).orElse(0L);
  }

  /** What the register says of the provider {@code name}, listed or struck off. */
  public Optional<ProviderRecord> provider(ProviderName name) throws IOException {
    return read(StateKeys.provider(name), ProviderRecord::decode);
  }

  public Supply supply() throws IOException {
    return read(StateKeys.supply(), Supply::decode).orElse(Supply.NONE);
  }

  public Pool pool(int generation) throws IOException {
    return read(StateKeys.pool(generation), Pool::decode).orElse(Pool.EMPTY);
  }

  /** The policy that was in force in the last block. */
  public Policy policy() throws IOException {
    return require(read(StateKeys.policy(), Policy::decode));
  }

  /** The policy that waits for its height. */
  public Optional<PendingPolicy> pendingPolicy() throws IOException {
    return read(StateKeys.pendingPolicy(), PendingPolicy::decode);
  }

  /** The policy that waits, if its height has come at {@code height}. */
  public Optional<PendingPolicy> duePolicy(long height) throws IOException {
    return pendingPolicy().filter(pending -> pending.fromHeight() <= height);
  }

  public LedgerTime time() throws IOException {
    return require(read(StateKeys.time(), LedgerTime::decode));
  }

  /** Who operates the ledger at the next height, and which change is decided. */
  public Membership membership() throws IOException {
    return membership(membershipBytes());
  }

  /** What {@link #membershipBytes} say. */
  static Membership membership(ByteString bytes) throws IOException {
    try {
      Decoder in = new Decoder(bytes);
      OperatorSet operators = OperatorSet.decode(in);
      Optional<PendingChange> pending =
          in.remaining() == 0
              ? Optional.empty()
              : Optional.of(new PendingChange(in.u64(), OperatorSet.decode(in)));
      in.end();
      return new Membership(operators, pending);
    } catch (MalformedInput e) {
      throw new IOException("the operators in the state are damaged; restore it from a backup", e);
    }
  }

  /** The last height of the operators in force, if a change is decided. */
  public Optional<Long> lastHeightOfOperators() throws IOException {
    Optional<ByteString> stored = entries.get(StateKeys.pendingOperators());
    return stored.isPresent()
        ? Optional.of(membership().pending().orElseThrow().lastHeight())
        : Optional.empty();
  }

  /** What {@link #membership} is decoded from. */
  ByteString membershipBytes() throws IOException {
    return ByteString.concat(
        require(entries.get(StateKeys.operators())),
        entries.get(StateKeys.pendingOperators()).orElse(ByteString.EMPTY));
  }

  /** Whether an operator with this consensus or transport key, 32 bytes, was expelled. */
  public boolean isExpelled(ByteString key) throws IOException {
    return entries.get(StateKeys.expelled(key)).isPresent();
  }

  /** Who operated the ledger in {@code epoch}, if it has come to that. */
  public Optional<OperatorSet> operators(long epoch) throws IOException {
    return epoch < 0 ? Optional.empty() : read(StateKeys.operators(epoch), OperatorSet::decode);
  }

  /** The last change of operators that was planned, under way or ended. */
  public Optional<ResharingPlan> resharing() throws IOException {
    return read(StateKeys.resharing(), ResharingPlan::decode);
  }

  /**
   * The height at which the round of a plan closes at the latest, or a decided change of operators
   * takes effect: neither waits for somebody to pay. Cheap; no key is decoded.
   */
  public Optional<Long> awaitedHeight() throws IOException {
    Optional<ByteString> plan = entries.get(StateKeys.resharing());
    Optional<ByteString> change = entries.get(StateKeys.pendingOperators());
    try {
      Optional<Long> closing =
          plan.isPresent()
              ? ResharingPlan.closing(new Decoder(plan.get()))
              : Optional.<Long>empty();
      return closing.isEmpty() && change.isPresent()
          ? Optional.of(new Decoder(change.get()).u64())
          : closing;
    } catch (MalformedInput e) {
      throw new IOException("a state entry is damaged; restore the state from a backup", e);
    }
  }

  /** What the operator at {@code place} posted in {@code round} of that plan, both from 1. */
  public Optional<ByteString> posted(int round, int place) throws IOException {
    return entries.get(StateKeys.resharingPost(round, place));
  }

  /**
   * The issuing key as the operators of {@code epoch} hold it, if it was handed on to them; the
   * first have it from the genesis.
   */
  public Optional<IssuingKey> issuingKey(long epoch) throws IOException {
    return read(StateKeys.issuingKey(epoch), IssuingKey::decode);
  }

  /**
   * The operators' escrow key as the operators of {@code epoch} hold it, if it was handed on to
   * them; the first have it from the genesis.
   */
  public Optional<EscrowKey> escrowKey(long epoch) throws IOException {
    return read(StateKeys.escrowKey(epoch), EscrowKey::decode);
  }

  /** The identity of the ledger this state belongs to; nothing before genesis. */
  public Optional<Hash32> ledgerId() throws IOException {
    return read(StateKeys.ledger(), Decoder::hash);
  }

  private <T> Optional<T> read(ByteString key, Decoder.Element<T> element) throws IOException {
    Optional<ByteString> stored = entries.get(key);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      Decoder in = new Decoder(stored.get());
      T value = element.read(in);
      in.end();
      return Optional.of(value);
    } catch (MalformedInput e) {
      throw new IOException("a state entry is damaged; restore the state from a backup", e);
    }
  }

  private static <T> T require(Optional<T> value) throws IOException {
    return value.orElseThrow(
        () -> new IOException("the state has no beginning; restore it from a backup"));
  }
}
