package org.specie.quality.testkit.processes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.BlockResult;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.Position;
import org.specie.ledger.api.Proposal;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.api.snapshot.Snapshots;
import org.specie.ledger.state.AuthenticatedState;
import org.specie.ledger.state.StagedState;
import org.specie.ledger.state.StateChanges;
import org.specie.ledger.state.StateSnapshots;

/**
 * Registers that clients share. A request is executed if it is signed and newer than its client's
 * last one; what it found is the event of its result. Every replica verifies every signature, once,
 * ahead of execution if it can. The state is the real one, proven and on the storage it is given.
 */
public final class OpaqueApplication implements ReplicatedApplication {
  /** The code of a request that is no newer than its client's last one; nothing was done. */
  public static final int OLD = 2999;

  /** The code of a request that its client did not sign. */
  public static final int FORGED = 2998;

  private static final int REMEMBERED_MAX = 16_384;

  private final Membership membership;
  private final AuthenticatedState state;
  private final StateSnapshots snapshots;
  private final List<Ed25519PublicKey> keys = new ArrayList<>();
  private final Map<Hash32, Boolean> verdicts =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Hash32, Boolean> eldest) {
              return size() > REMEMBERED_MAX;
            }
          });
  private Optional<StagedState> staged = Optional.empty();

  /** The application on {@code storage}, for {@code clients} clients. */
  public OpaqueApplication(Genesis genesis, Storage storage, int clients) throws IOException {
    this.membership = Membership.unchanged(genesis.operators());
    this.state = AuthenticatedState.open(storage);
    this.snapshots = new StateSnapshots(state);
    for (int client = 0; client < clients; client++) {
      keys.add(OpaqueRequest.key(client).publicKey());
    }
  }

  @Override
  public Optional<Position> position() {
    return state.version().map(version -> new Position(version, state.root()));
  }

  @Override
  public Membership membership() {
    return membership;
  }

  @Override
  public BlockResult genesis(Genesis genesis) throws IOException {
    return stage(
        0, StateChanges.over(state).put(ByteString.utf8("trial"), ByteString.EMPTY), List.of());
  }

  @Override
  public Admission check(Transaction transaction) {
    return isGenuine(transaction)
        ? new Admission.Admitted(transaction.id())
        : new Admission.Refused(LedgerRefusal.PROOF_INVALID);
  }

  @Override
  public boolean acceptable(Proposal proposal) {
    return proposal.isWellFormed()
        && proposal.transactions().stream().allMatch(each -> OpaqueRequest.read(each).isPresent());
  }

  @Override
  public void verifyAhead(List<Transaction> transactions) {
    transactions.forEach(this::isGenuine);
  }

  private boolean isGenuine(Transaction transaction) {
    Boolean known = verdicts.get(transaction.id());
    if (known != null) {
      return known;
    }
    Optional<OpaqueRequest> request =
        OpaqueRequest.read(transaction).filter(each -> each.client() < keys.size());
    boolean isGenuine =
        request.isPresent()
            && keys.get(request.get().client())
                .verify(request.get().signed(), request.get().signature());
    verdicts.put(transaction.id(), isGenuine);
    return isGenuine;
  }

  @Override
  public BlockResult execute(DecidedBlock block) throws IOException {
    StateChanges changes = StateChanges.over(state);
    List<TransactionResult> results = new ArrayList<>();
    for (Transaction transaction : block.transactions()) {
      results.add(execute(transaction, changes));
    }
    changes.put(ByteString.utf8("height"), new Encoder().u64(block.height()).toByteString());
    return stage(block.height(), changes, results);
  }

  private TransactionResult execute(Transaction transaction, StateChanges changes)
      throws IOException {
    if (!isGenuine(transaction)) {
      return new TransactionResult(transaction.id(), FORGED, ByteString.EMPTY);
    }
    OpaqueRequest request = OpaqueRequest.read(transaction).orElseThrow();
    ByteString key = new Encoder().u8(1).u16(request.client()).toByteString();
    ByteString value = new Encoder().u64(request.number()).hash(transaction.id()).toByteString();
    boolean isNew =
        changes
            .get(key)
            .map(before -> before.slice(0, 8).compareTo(value.slice(0, 8)) < 0)
            .orElse(true);
    if (!isNew) {
      return new TransactionResult(transaction.id(), OLD, ByteString.EMPTY);
    }
    changes.put(key, value);
    return new TransactionResult(
        transaction.id(),
        TransactionResult.APPLIED,
        perform(request.operation(), changes).encode());
  }

  private static Answer perform(Operation operation, StateChanges changes) throws IOException {
    return switch (operation) {
      case Operation.Count() -> Answer.NOTHING;
      case Operation.Write(int register, long value) -> {
        Answer held = held(register, changes);
        yield set(register, value, held, changes);
      }
      case Operation.Read(int register) -> held(register, changes);
      case Operation.CompareAndSet(int register, long expected, long value) -> {
        Answer held = held(register, changes);
        yield held.before() == expected ? set(register, value, held, changes) : held;
      }
      case Operation.Fill(long number) -> fill(number, changes);
    };
  }

  /** The entries of one filling lie anywhere in the tree, as accounts would. */
  private static Answer fill(long number, StateChanges changes) {
    for (int i = 0; i < Operation.FILL_ENTRIES; i++) {
      Hash32 drawn = Hash32.sha256(new Encoder().u64(number).u32(i).toByteString());
      changes.put(
          new Encoder().u8(3).hash(drawn).toByteString(),
          new Encoder().hash(drawn).hash(drawn).toByteString());
    }
    return Answer.NOTHING;
  }

  /** Registers are kept as what a read answers. */
  private static Answer held(int register, StateChanges changes) throws IOException {
    Optional<ByteString> bytes = changes.get(registerKey(register));
    if (bytes.isEmpty()) {
      return Answer.NOTHING;
    }
    try {
      return Answer.decode(bytes.get());
    } catch (MalformedInput e) {
      throw new IOException("register " + register + " is damaged in the state", e);
    }
  }

  private static Answer set(int register, long value, Answer held, StateChanges changes) {
    long count = held.changes() + 1;
    changes.put(registerKey(register), new Answer(value, false, count).encode());
    return new Answer(held.before(), true, count);
  }

  private static ByteString registerKey(int register) {
    return new Encoder().u8(2).u16(register).toByteString();
  }

  private BlockResult stage(long height, StateChanges changes, List<TransactionResult> results)
      throws IOException {
    StagedState next = state.stage(height, changes);
    staged = Optional.of(next);
    return new BlockResult(results, next.root(), Hash32.ZERO, membership);
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
    return snapshots;
  }
}
