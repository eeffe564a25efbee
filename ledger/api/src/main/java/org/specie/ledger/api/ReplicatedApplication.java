package org.specie.ledger.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.snapshot.Snapshots;

/**
 * The state machine that an ordered log drives. All methods but {@link #check}, {@link #acceptable}
 * and {@link #verifyAhead} are called from one thread, in order: {@code position}, then once in a
 * ledger's life {@code genesis} and {@code commit(0)}, then {@code execute(h)} and {@code
 * commit(h)} for h = 1, 2, 3 and so on.
 *
 * <p>Deterministic: no clock, no randomness, no I/O but its own state, no iteration in hash order.
 * A transaction that fails is a result; an exception stops the replica. Replay protection and
 * deduplication are the application's, because an engine may deliver the same bytes twice. Source:
 * docs/spec/20-ledger.md, section 9.
 */
public interface ReplicatedApplication {
  /** The last committed height and its state root; empty before genesis. The engine replays on. */
  Optional<Position> position() throws IOException;

  /**
   * Who operates the ledger after the last committed block: what its {@link BlockResult} said.
   * There must be one.
   */
  Membership membership() throws IOException;

  /**
   * The height that work open after the last committed block waits for, whatever the blocks up to
   * it hold: a deadline in heights. An engine makes blocks without transactions up to there if none
   * come. A function of the committed state, like everything that replicas must agree on; nothing,
   * or a height that has passed, if no work is open.
   */
  default Optional<Long> awaitedHeight() throws IOException {
    return Optional.empty();
  }

  /** The state a ledger starts with, without durable effect until {@code commit(0)}. */
  BlockResult genesis(Genesis genesis) throws IOException;

  /**
   * Cheap, advisory refusal before ordering. Concurrent with everything else; sees some committed
   * state. Expensive checks of the bytes alone (zero-knowledge proofs) belong here, and their
   * verdict is bound to the transaction's identifier.
   */
  Admission check(Transaction transaction) throws IOException;

  /**
   * What {@link #check} says of each of {@code transactions}, in their order: for an application
   * that checks many together at less cost.
   */
  default List<Admission> checkAll(List<Transaction> transactions) throws IOException {
    List<Admission> admissions = new ArrayList<>();
    for (Transaction each : transactions) {
      admissions.add(check(each));
    }
    return admissions;
  }

  /**
   * Whether an honest operator may propose {@code proposal}: the form of each transaction, sizes,
   * no repetition. A function of the proposal alone, the same on every replica at any time,
   * concurrent and cheap: no state, no signature, no proof. An engine without a proposal phase
   * never calls it.
   */
  boolean acceptable(Proposal proposal);

  /**
   * Work that {@link #execute} would have to do for {@code transactions} and that their bytes alone
   * decide, done before they are ordered; an engine calls it on as many threads as it likes. It
   * saves time and decides nothing.
   */
  default void verifyAhead(List<Transaction> transactions) {}

  /**
   * Results and root of a block, without durable effect. Called again for the same height, it
   * forgets the first call.
   */
  BlockResult execute(DecidedBlock block) throws IOException;

  /**
   * Makes the last executed block the application's present, all of it or nothing. After a power
   * cut the application may be at an earlier height, but not before what {@link #sync} made
   * durable.
   */
  Position commit(long height) throws IOException;

  /**
   * Returns when everything committed is durable. Before an engine forgets a block it asks for
   * this; nothing to do where {@link #commit} makes durable itself.
   */
  default void sync() throws IOException {}

  /** How others get this application's state, and how it gets theirs. */
  Snapshots snapshots();
}
