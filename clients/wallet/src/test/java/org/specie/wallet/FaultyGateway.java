package org.specie.wallet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.query.ForwardingGateway;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.state.Entry;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.ps.BlindSignature;

/** A way to a real ledger that breaks when told to, and remembers what was asked. */
public final class FaultyGateway extends ForwardingGateway {
  /** How the way breaks. */
  public enum Fault {
    NONE,
    /** The transaction never arrives. */
    LOSE_REQUEST,
    /** It arrives, is ordered and signed, and the answer is lost. */
    LOSE_REPLY,
    /** Everything arrives but the operators' signatures. */
    LOSE_SIGNATURES,
    /** Signatures arrive, on something else. */
    FALSIFY_SIGNATURES
  }

  /** When a transaction that was refused is applied after all. */
  public enum Late {
    /** Before the refusal is heard. */
    AT_ONCE,
    /** Just before the next transaction arrives. */
    BEFORE_THE_NEXT
  }

  private record Lie(Reason reason, Late late) {}

  private final List<ByteString> submitted = new ArrayList<>();
  private final List<Bucket> buckets = new ArrayList<>();
  private final List<Hash32> lookedUp = new ArrayList<>();
  private final List<Hash32> entries = new ArrayList<>();
  private int policies;
  private Optional<Swap> swap = Optional.empty();
  private UnaryOperator<Entry> falsified = UnaryOperator.identity();
  private Fault fault = Fault.NONE;
  private Optional<Lie> lie = Optional.empty();
  private Optional<ByteString> held = Optional.empty();

  public FaultyGateway(LedgerGateway real) {
    super(real);
  }

  public void fault(Fault next) {
    fault = next;
  }

  /** Refuses the next transaction for {@code reason}, and has it applied nevertheless. */
  public void refuseAndApply(Reason reason, Late late) {
    lie = Optional.of(new Lie(reason, late));
  }

  /** Has what was refused and kept applied now. */
  public void applyHeld() throws IOException {
    if (held.isPresent()) {
      super.submit(held.get());
      held = Optional.empty();
    }
  }

  /** Everything that was submitted, in order, arrived or not. */
  public List<ByteString> submitted() {
    return submitted;
  }

  public List<Bucket> buckets() {
    return buckets;
  }

  public List<Hash32> lookedUp() {
    return lookedUp;
  }

  /** Bytes that stand in for others in every transaction that is handed out. */
  private record Swap(ByteString from, ByteString to) {
    private ByteString in(ByteString bytes) {
      return ByteString.hex(bytes.toHex().replace(from.toHex(), to.toHex()));
    }
  }

  /** Hands out {@code to} wherever a transaction has {@code from}. */
  public void swap(ByteString from, ByteString to) {
    swap = Optional.of(new Swap(from, to));
  }

  /** The entries that were asked for by name. */
  public List<Hash32> entries() {
    return entries;
  }

  /** How often the policy in force was asked for. */
  public int policies() {
    return policies;
  }

  /** What is answered about an entry in place of the truth. */
  public void falsifyEntries(UnaryOperator<Entry> lie) {
    falsified = lie;
  }

  @Override
  public Policy policy() throws IOException {
    policies++;
    return super.policy();
  }

  @Override
  public Optional<Standing> entry(Hash32 name) throws IOException {
    entries.add(name);
    return super.entry(name)
        .map(
            told ->
                new Standing(falsified.apply(told.entry()), told.height(), told.epochSeconds()));
  }

  @Override
  public Optional<Recorded> find(Hash32 transactionId) throws IOException {
    lookedUp.add(transactionId);
    return super.find(transactionId).map(this::seen);
  }

  @Override
  public List<Recorded> bucket(Bucket bucket) throws IOException {
    buckets.add(bucket);
    return super.bucket(bucket).stream().map(this::seen).toList();
  }

  @Override
  public List<Recorded> blocks(long fromHeight, long toHeight) throws IOException {
    return super.blocks(fromHeight, toHeight).stream().map(this::seen).toList();
  }

  @Override
  public Outcome submit(ByteString transaction) throws IOException {
    submitted.add(transaction);
    if (fault == Fault.LOSE_REQUEST) {
      throw new IOException("no way to the ledger");
    }
    applyHeld();
    if (lie.isPresent()) {
      return refuse(transaction, lie.get());
    }
    Outcome outcome = super.submit(transaction);
    if (fault == Fault.LOSE_REPLY) {
      throw new IOException("no way back from the ledger");
    }
    return switch (outcome) {
      case Outcome.Final(Recorded recorded) -> new Outcome.Final(seen(recorded));
      case Outcome.NotAdmitted refused -> refused;
    };
  }

  private Outcome refuse(ByteString transaction, Lie told) throws IOException {
    lie = Optional.empty();
    switch (told.late()) {
      case AT_ONCE -> super.submit(transaction);
      case BEFORE_THE_NEXT -> held = Optional.of(transaction);
    }
    return new Outcome.NotAdmitted(told.reason());
  }

  private Recorded seen(Recorded recorded) {
    return switch (fault) {
      case NONE, LOSE_REQUEST, LOSE_REPLY -> with(recorded, recorded.signatures());
      case LOSE_SIGNATURES -> with(recorded, List.of());
      case FALSIFY_SIGNATURES ->
          with(
              recorded,
              recorded.signatures().stream()
                  .map(each -> new BlindSignature(each.base(), each.value().plus(each.base())))
                  .toList());
    };
  }

  private Recorded with(Recorded recorded, List<BlindSignature> signatures) {
    return new Recorded(
        recorded.id(),
        recorded.height(),
        recorded.index(),
        recorded.epochSeconds(),
        swap.map(each -> each.in(recorded.bytes())).orElse(recorded.bytes()),
        recorded.code(),
        recorded.event(),
        signatures);
  }
}
