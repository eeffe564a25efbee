package org.specie.cash.application.query;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.application.state.Crossing;
import org.specie.cash.application.state.Entry;
import org.specie.cash.application.state.FloatAccount;
import org.specie.cash.application.state.ProviderRecord;
import org.specie.cash.application.state.Warrant;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Rules;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.kernel.crypto.signature.Address;
import org.specie.ledger.api.PendingChange;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.chain.TransactionProof;

/**
 * The ledger as a wallet sees it. A wallet never asks for a nullifier of its own by name: it
 * downloads {@linkplain #bucket buckets} that many others share, or everything.
 */
public interface LedgerGateway {
  /**
   * What never changes on a ledger.
   *
   * @param dummy the operators' signature on the public dummy coin
   */
  record Parameters(Domain domain, PsThresholdKey key, PsSignature dummy, Hash32 genesis) {}

  /**
   * Where the ledger is now.
   *
   * @param rules policy and epoch under which the next transaction is checked
   * @param epochEndsAtSeconds when the epoch ends, in ledger time
   * @param bucketBits leading bits of a {@link BucketKey} that wallets should ask by
   */
  record Tip(
      long height, long epochSeconds, Rules rules, long epochEndsAtSeconds, int bucketBits) {}

  /**
   * Who operates the ledger, as it stands in the state.
   *
   * @param height the last block
   * @param operators in force at the next height
   * @param pending the change that is decided and has not taken effect
   */
  record Directory(long height, OperatorSet operators, Optional<PendingChange> pending) {}

  /** An ordinary account; one that never received anything has balance zero and nonce zero. */
  record Account(Address address, Amount balance, long nonce, Optional<G1> link) {}

  /**
   * A transaction in a block.
   *
   * @param bytes as submitted
   * @param code 0 if applied, else the refusal
   * @param event of an applied one, as {@link org.specie.cash.application.transaction.AppliedEvent}
   *     encodes it; empty of a refused one
   * @param signatures the operators' aggregates, one an output in order, once they are there; empty
   *     before
   */
  record Recorded(
      Hash32 id,
      long height,
      int index,
      long epochSeconds,
      ByteString bytes,
      int code,
      ByteString event,
      List<BlindSignature> signatures) {
    public Recorded {
      signatures = List.copyOf(signatures);
    }
  }

  /**
   * An entry as it stands in the state of one block.
   *
   * @param epochSeconds when that block was decided
   */
  record Standing(Entry entry, long height, long epochSeconds) {
    /** What the entry would be in the next block if no time passes. */
    public Entry.Phase phase() {
      return entry.phaseAt(epochSeconds);
    }
  }

  /**
   * A payment of tier 2 or 3, whose parties and amount are sealed.
   *
   * @param height at which it was applied
   * @param warrant the order to open it, if it was given
   */
  record SealedPayment(long height, Optional<Warrant> warrant) {}

  /**
   * What the register of providers says of one name in the state of one block.
   *
   * @param names how many it ever had; none while the market is open
   * @param provider listed or struck off; nothing if the name was never there
   * @param epochSeconds when that block was decided
   */
  record Listing(long names, Optional<ProviderRecord> provider, long height, long epochSeconds) {
    /** Whether anybody may be a provider, because none was ever listed. */
    public boolean isMarketOpen() {
      return names == 0;
    }
  }

  /** The first {@code bits} bits (0 to 16) of bucket keys, as a number. */
  record Bucket(int bits, int prefix) {}

  /** What became of a submission. */
  sealed interface Outcome {
    /** In a block, which is final; {@code recorded.code()} says whether it was applied. */
    record Final(Recorded recorded) implements Outcome {}

    /** Refused before ordering. */
    record NotAdmitted(Reason reason) implements Outcome {}
  }

  Parameters parameters();

  Tip tip() throws IOException;

  /** Who operates the ledger, and which change of that is decided. */
  Directory operators() throws IOException;

  /**
   * The operators' half of the key that payments above the budget are sealed under, as the
   * operators in force hold it; nothing on a ledger that was founded without one.
   */
  Optional<EscrowThresholdKey> escrowKey() throws IOException;

  Account account(Address address) throws IOException;

  /** The policy under which the next transaction is checked. */
  Policy policy() throws IOException;

  /**
   * The entry that the transaction with the core {@code name} made, whatever became of it. Asking
   * shows that somebody cares for it: docs/spec/30-wallet.md, clause 30.15.
   */
  Optional<Standing> entry(Hash32 name) throws IOException;

  /** What is public of the payment of tier 2 or 3 with this core, if one was applied. */
  Optional<SealedPayment> sealedPayment(Hash32 core) throws IOException;

  /** The float of the offline issuer {@code issuer}, if the committee named one. */
  Optional<FloatAccount> offlineFloat(Hash32 issuer) throws IOException;

  /** What {@code from} loaded into that float under {@code reference}, if it did. */
  Optional<Crossing> loaded(Hash32 issuer, Address from, Hash32 reference) throws IOException;

  /** What was redeemed from that float under {@code reference}, if it was. */
  Optional<Crossing> redeemed(Hash32 issuer, Hash32 reference) throws IOException;

  /**
   * What the register of providers says of {@code name}: in a block decided at {@code notBefore} or
   * later, or else in the last block as far as all replicas know but those that may lie. Nothing if
   * neither can be had. Source: docs/spec/44-provider-register.md, clause 3.2.
   *
   * @param notBefore in seconds of decided time
   */
  Optional<Listing> provider(ProviderName name, long notBefore) throws IOException;

  Optional<Recorded> find(Hash32 transactionId) throws IOException;

  /**
   * What shows to strangers what the transaction in the block at {@code height} came to. The whole
   * block is asked for, so that nobody is told which of its transactions matters.
   */
  Optional<TransactionProof> prove(Hash32 transactionId, long height) throws IOException;

  /**
   * All applied private transactions of which a nullifier, or the enrolled pid, falls into the
   * bucket, and the committee's issues of coins to such a pid.
   */
  List<Recorded> bucket(Bucket bucket) throws IOException;

  /** All transactions of the blocks from {@code fromHeight} to {@code toHeight}, both included. */
  List<Recorded> blocks(long fromHeight, long toHeight) throws IOException;

  /**
   * Submits and waits until the transaction is final and its outputs are signed. Submitting the
   * same bytes again is harmless and answers the same.
   */
  Outcome submit(ByteString transaction) throws IOException;
}
