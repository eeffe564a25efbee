package org.specie.cash.application.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.CashApplication;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.membership.Resharing;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.ClassRecord;
import org.specie.cash.application.state.Crossing;
import org.specie.cash.application.state.EscrowKey;
import org.specie.cash.application.state.FloatAccount;
import org.specie.cash.application.state.IssuingKey;
import org.specie.cash.application.state.Moment;
import org.specie.cash.application.state.Pool;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.application.state.Supply;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.signature.Address;
import org.specie.ledger.api.LedgerDamage;
import org.specie.ledger.api.LedgerRefusal;
import org.specie.ledger.api.Membership;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.chain.BlockSource;
import org.specie.ledger.api.chain.OperatorHistory;
import org.specie.ledger.api.chain.TransactionProof;

/**
 * Answers from committed state, index and blocks: everything of {@link LedgerGateway} but
 * submission. All answers are public data. Safe for many threads.
 */
public final class LedgerReader {
  private final CashApplication application;
  private final BlockSource blocks;
  private final OutputSignatures signatures;

  public LedgerReader(
      CashApplication application, BlockSource blocks, OutputSignatures signatures) {
    this.application = application;
    this.blocks = blocks;
    this.signatures = signatures;
  }

  public LedgerGateway.Parameters parameters() {
    LedgerConstants ledger = application.ledger();
    return new LedgerGateway.Parameters(
        ledger.suite().domain(), ledger.key(), ledger.dummy(), ledger.ledgerId());
  }

  public LedgerGateway.Tip tip() throws IOException {
    Moment next = application.next();
    return new LedgerGateway.Tip(
        next.height() - 1,
        next.epochSeconds(),
        next.rules(),
        next.policy().epochs().endOf(next.epoch()),
        bucketBits());
  }

  /** By how many bits wallets should ask for buckets; known as soon as there is a state. */
  public int bucketBits() throws IOException {
    return application.index().advisedBits();
  }

  public LedgerGateway.Account account(Address address) throws IOException {
    var account = view().account(address);
    return new LedgerGateway.Account(address, account.balance(), account.nonce(), account.link());
  }

  /** Who operates the ledger, and which change of that is decided. */
  public LedgerGateway.Directory operators() throws IOException {
    Membership membership = application.membership();
    return new LedgerGateway.Directory(
        application.next().height() - 1, membership.operators(), membership.pending());
  }

  /** Who operated the ledger in {@code epoch}, if it has come to that. */
  public Optional<OperatorSet> operators(long epoch) throws IOException {
    return view().operators(epoch);
  }

  /**
   * The issuing key with the shares that sign the outputs of the block at {@code height}: whoever
   * aggregates shares asks once an epoch.
   */
  public IssuingKey issuingKey(long height) throws IOException {
    return new Resharing(application.ledger()).keyAt(view(), height);
  }

  /** The operators' escrow key as those in force hold it, if there is one. */
  public Optional<EscrowThresholdKey> escrowKey() throws IOException {
    long epoch = application.membership().operators().epoch();
    return new Resharing(application.ledger()).escrowKeyOf(view(), epoch).map(EscrowKey::key);
  }

  /** The last change of operators that was planned, and how far it is. */
  public Optional<ResharingPlan> resharing() throws IOException {
    return view().resharing();
  }

  /** The policy under which the next transaction is checked. */
  public Policy policy() {
    return application.next().policy();
  }

  /** All money there is. */
  public Supply supply() throws IOException {
    return view().supply();
  }

  /** The turnstile of the private pool. */
  public Pool pool() throws IOException {
    return view().pool(application.ledger().generation());
  }

  /** At which height the committee's act with {@code recordId} took effect, if it did. */
  public Optional<Long> actHeight(Hash32 recordId) throws IOException {
    return view().actHeight(recordId);
  }

  /** The class of {@code pid} and how often it changed, if somebody is enrolled under it. */
  public Optional<ClassRecord> classOf(Scalar pid) throws IOException {
    return view().classOf(pid);
  }

  /** The entry that the transaction with the core {@code name} made, whatever became of it. */
  public Optional<LedgerGateway.Standing> entry(Hash32 name) throws IOException {
    Moment next = application.next();
    return view()
        .entry(name)
        .map(entry -> new LedgerGateway.Standing(entry, next.height() - 1, next.epochSeconds()));
  }

  /** The float of the offline issuer {@code issuer}, if the committee named one. */
  public Optional<FloatAccount> offlineFloat(Hash32 issuer) throws IOException {
    return view().offlineFloat(issuer);
  }

  /** What {@code from} loaded into that float under {@code reference}, if it did. */
  public Optional<Crossing> loaded(Hash32 issuer, Address from, Hash32 reference)
      throws IOException {
    return view().loaded(issuer, from, reference);
  }

  /** What was redeemed from that float under {@code reference}, if it was. */
  public Optional<Crossing> redeemed(Hash32 issuer, Hash32 reference) throws IOException {
    return view().redeemed(issuer, reference);
  }

  /** What the register of providers says of {@code name} in the last block. */
  public LedgerGateway.Listing provider(ProviderName name) throws IOException {
    CashView view = view();
    return new LedgerGateway.Listing(
        view.providers(),
        view.provider(name),
        application.next().height() - 1,
        view.time().epochSeconds());
  }

  /** What is public of the payment of tier 2 or 3 with this core, if one was applied. */
  public Optional<LedgerGateway.SealedPayment> sealedPayment(Hash32 core) throws IOException {
    CashView view = view();
    Optional<Long> height = view.sealedHeight(core);
    return height.isPresent()
        ? Optional.of(new LedgerGateway.SealedPayment(height.get(), view.warrant(core)))
        : Optional.empty();
  }

  public Optional<LedgerGateway.Recorded> find(Hash32 transactionId) throws IOException {
    Optional<TransactionIndex.Entry> entry = application.index().find(transactionId);
    return entry.isPresent()
        ? Optional.of(recorded(block(entry.get().height()), entry.get().index()))
        : Optional.empty();
  }

  /**
   * What shows to strangers what the transaction in the block at {@code height} came to, on a
   * ledger whose operators never changed.
   */
  public Optional<TransactionProof> prove(Hash32 transactionId, long height) throws IOException {
    if (height < 0 || height >= application.next().height()) {
      return Optional.empty();
    }
    CommitCertificate certificate =
        blocks
            .readCertificate(height)
            .orElseThrow(
                () ->
                    new IOException(
                        "block " + height + " is not certified yet; try again in a moment"));
    return TransactionProof.of(block(height), certificate, transactionId, OperatorHistory.NONE);
  }

  public List<LedgerGateway.Recorded> bucket(LedgerGateway.Bucket bucket) throws IOException {
    List<LedgerGateway.Recorded> found = new ArrayList<>();
    Optional<Block> last = Optional.empty();
    for (TransactionIndex.Place place : application.index().bucket(bucket)) {
      if (last.isEmpty() || last.get().height() != place.height()) {
        last = Optional.of(block(place.height()));
      }
      found.add(recorded(last.get(), place.index()));
    }
    return found;
  }

  public List<LedgerGateway.Recorded> blocks(long fromHeight, long toHeight) throws IOException {
    List<LedgerGateway.Recorded> found = new ArrayList<>();
    long last = Math.min(toHeight, application.next().height() - 1);
    for (long height = Math.max(0, fromHeight); height <= last; height++) {
      Block block = block(height);
      for (int i = 0; i < block.transactions().size(); i++) {
        found.add(recorded(block, i));
      }
    }
    return found;
  }

  private CashView view() {
    return application.view();
  }

  private LedgerGateway.Recorded recorded(Block block, int index) throws IOException {
    Check.that(index < block.transactions().size(), "the index points into the block");
    return new LedgerGateway.Recorded(
        block.transactions().get(index).id(),
        block.height(),
        index,
        block.header().epochSeconds(),
        block.transactions().get(index).bytes(),
        block.results().get(index).code(),
        block.results().get(index).event(),
        signatures.of(block.height(), index));
  }

  private Block block(long height) throws IOException {
    return blocks
        .readBlock(height)
        .orElseThrow(() -> new LedgerDamage(height, LedgerRefusal.BLOCK_MISSING));
  }
}
