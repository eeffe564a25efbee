package org.specie.quality.testkit.simulation.workload.cash;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.specie.cash.application.CashApplication;
import org.specie.cash.application.audit.SupplyAuditor;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.Transfer;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Secp256k1SecretKey;
import org.specie.ledger.api.ReplicatedApplication;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.quality.testkit.simulation.chance.Chance;
import org.specie.quality.testkit.simulation.invariant.InvariantBroken;
import org.specie.quality.testkit.simulation.workload.Errand;
import org.specie.quality.testkit.simulation.workload.Workload;

/**
 * The production application of money, with real signatures and proofs. The first client is a
 * {@link Household} with private money; the others have the committee issue to them and pay each
 * other openly. After every block the auditor's own books must come to the same sums, and what may
 * exist once must not exist twice.
 */
public final class Cash implements Workload {
  private static final Amount ENDOWMENT = Amount.parse("10000.00");
  private static final int MINOR_MAX = 100;

  private final Mint mint;
  private final SupplyAuditor auditor;
  private final Household household;
  private final Set<Hash32> applied = new HashSet<>();
  private final Set<ByteString> spent = new HashSet<>();
  private final Set<Address> endowed = new HashSet<>();
  private final Map<Address, Long> nonces = new HashMap<>();
  private final Map<Hash32, Long> lastHeights = new HashMap<>();
  private long height = -1;

  private Cash(Mint mint) throws IOException {
    this.mint = mint;
    this.auditor = SupplyAuditor.create(mint.ledger(), new MemoryStorage(), verifier());
    this.household = new Household(mint);
  }

  /** The money of one run. */
  public static Cash begin(Quorums quorums) throws IOException {
    return new Cash(Mint.of(quorums));
  }

  private BatchVerifier verifier() {
    return BatchVerifier.onOneCore(
        mint.ledger().suite().bases(), Mint.entropy(new Chance(height).named("verifier")));
  }

  @Override
  public Genesis genesis() {
    return mint.ledger().genesis();
  }

  @Override
  public ReplicatedApplication application(Storage storage) throws IOException {
    return CashApplication.open(mint.ledger(), storage, verifier());
  }

  // --- what clients ask for

  @Override
  public Optional<Errand> next(int client, long number, Chance chance) {
    if (client == 0) {
      Household.Mischief mischief = Household.Mischief.any(chance);
      return household
          .next(height, Mint.entropy(chance.named("step " + number)), mischief)
          .map(errand -> until(errand, height + Mint.HEIGHTS_AHEAD));
    }
    Secp256k1SecretKey payer = account(client);
    CashTransaction wish =
        endowed.contains(payer.address())
            ? transfer(payer, account(1 + chance.below(client + 1)).address(), chance)
            : mint.decide(
                new Act.IssueOrdinary(payer.address(), ENDOWMENT),
                "for client " + client + ", attempt " + number,
                height);
    return Optional.of(until(Errand.of(wish.toLedger()), height + Mint.HEIGHTS_AHEAD));
  }

  private Errand until(Errand errand, long last) {
    lastHeights.put(errand.transaction().id(), last);
    return errand;
  }

  private static Secp256k1SecretKey account(int client) {
    return Holder.account("client " + client);
  }

  private CashTransaction transfer(Secp256k1SecretKey payer, Address payee, Chance chance) {
    return CashTransaction.of(
        new Transfer.Body(
                nonces.getOrDefault(payer.address(), 0L),
                payee,
                Amount.ofMinor(chance.between(1, MINOR_MAX)),
                height + Mint.HEIGHTS_AHEAD)
            .sign(mint.ledger().ledgerId(), payer));
  }

  @Override
  public boolean isAnswer(Transaction transaction, int code) {
    return code == TransactionResult.APPLIED
        || applied.contains(transaction.id())
        || isOver(transaction);
  }

  @Override
  public boolean isOver(Transaction transaction) {
    Long last = lastHeights.get(transaction.id());
    return !applied.contains(transaction.id())
        && last != null
        && (height >= last || household.isOvertaken(transaction.id()));
  }

  // --- what must hold

  @Override
  public void check(Block block) throws IOException {
    height = block.height();
    for (int i = 0; i < block.transactions().size(); i++) {
      TransactionResult result = block.results().get(i);
      if (result.isApplied()) {
        enter(block.transactions().get(i), result);
      }
    }
    Verdict verdict = auditor.audit(block);
    if (!verdict.isAccepted() || !auditor.report().isConserved()) {
      throw new InvariantBroken(
          "conservation",
          "the books of height %d: %s, %s".formatted(height, verdict, auditor.report()));
    }
  }

  private void enter(Transaction transaction, TransactionResult result) {
    if (!applied.add(transaction.id())) {
      throw new InvariantBroken(
          "exactly once", transaction + " is applied again at height " + height);
    }
    try {
      CashTransaction decoded = CashTransaction.decode(mint.ledger().suite(), transaction.bytes());
      AppliedEvent event = AppliedEvent.decode(result.event());
      if (decoded instanceof CashTransaction.Committee(var act)
          && act.statement().act() instanceof Act.IssueOrdinary issue) {
        endowed.add(issue.to());
      }
      if (event instanceof AppliedEvent.Transferred(Address from)) {
        nonces.merge(from, 1L, Long::sum);
      }
      List<ByteString> nullifiers =
          event instanceof AppliedEvent.Consumed consumed ? consumed.nullifiers() : List.of();
      for (ByteString nullifier : nullifiers) {
        requireFresh(nullifier);
      }
      household.applied(transaction, result, nullifiers);
    } catch (MalformedInput e) {
      throw new InvariantBroken(
          "acceptable", transaction + " is applied at height " + height + " and says nothing");
    }
  }

  private void requireFresh(ByteString nullifier) {
    if (!spent.add(nullifier)) {
      throw new InvariantBroken(
          "no nullifier twice",
          "%s is spent again at height %d"
              .formatted(Hash32.sha256(nullifier).toShortHex(), height));
    }
  }
}
