package org.specie.cash.application;

import java.util.Optional;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.state.EscrowKey;
import org.specie.cash.application.state.OfficeKeys;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Keccak256;
import org.specie.ledger.api.block.DomainTag;
import org.specie.ledger.api.block.Genesis;

/**
 * What never changes on a ledger, derived from its genesis alone: every replica, signer, wallet and
 * auditor derives it alike. Making one takes tens of milliseconds; make it once.
 */
public final class LedgerConstants {
  private static final DomainTag DIGEST = new DomainTag("specie/cash/digest/1");
  private static final String TREASURY = "specie/cash/treasury/1";

  private final Genesis genesis;
  private final Hash32 ledgerId;
  private final CashGenesis cash;
  private final Suite suite;
  private final Hash32 keyHash;
  private final Address treasury;

  private LedgerConstants(Genesis genesis, CashGenesis cash, Suite suite) {
    this.genesis = genesis;
    this.ledgerId = genesis.ledgerId();
    this.cash = cash;
    this.suite = suite;
    this.keyHash = cash.key().key().hash();
    this.treasury = treasury(ledgerId);
  }

  /**
   * Reads the application's part of {@code genesis} and checks that its key is consistent, signs
   * credentials and has a share for each operator, and that the dummy is signed under it. About 30
   * ms.
   */
  public static LedgerConstants of(Genesis genesis) throws MalformedInput {
    CashGenesis cash = CashGenesis.decode(genesis.application());
    if (cash.key().key().attributes() != Suite.ATTRIBUTES || !cash.key().isConsistent()) {
      throw new MalformedInput("the operators' key is not one for credentials");
    }
    if (cash.key().operators() != genesis.operators().size()) {
      throw new MalformedInput("the operators' key has not one share for each of them");
    }
    if (cash.policy().tiers().filter(tiers -> !tiers.isConsistent()).isPresent()) {
      throw new MalformedInput("an escrow key of the first policy is not one its members hold");
    }
    Suite suite = new Suite(cash.domain());
    boolean dummyStands =
        cash.dummy().sigma1().equals(suite.dummyBase())
            && cash.key().key().verifies(suite.dummyMessage(), cash.dummy());
    if (!dummyStands) {
      throw new MalformedInput("the dummy coin is not signed under the operators' key");
    }
    return new LedgerConstants(genesis, cash, suite);
  }

  public Genesis genesis() {
    return genesis;
  }

  /** The identity of the ledger, under every signature of ordinary money. */
  public Hash32 ledgerId() {
    return ledgerId;
  }

  public Suite suite() {
    return suite;
  }

  /**
   * The operators' threshold key. The key stays for ever; its shares are those of the first
   * operators, until it is handed on ({@code org.specie.cash.application.membership.Resharing}).
   */
  public PsThresholdKey key() {
    return cash.key();
  }

  /**
   * The operators' half of the key that payments above the budget are sealed under, as the first
   * operators hold it; it is handed on with the issuing key. Nothing on a ledger that was founded
   * without tiers, or with a key that is not in the same hands as the issuing key.
   */
  public Optional<EscrowKey> escrowKey() {
    return cash.policy()
        .tiers()
        .map(TierPolicy::operatorsKey)
        .filter(key -> OfficeKeys.areInTheSameHands(cash.key(), key))
        .map(key -> new EscrowKey(genesis.operators().epoch(), key));
  }

  /** The operators' signature on the public dummy coin. */
  public PsSignature dummy() {
    return cash.dummy();
  }

  /** The policy at height 0. */
  public Policy firstPolicy() {
    return cash.policy();
  }

  /** The key generation of all private cash on this ledger. */
  public int generation() {
    return cash.domain().generation();
  }

  /**
   * The account that money is destroyed from. Its name is a digest of something that is no public
   * key, so nobody can sign for it.
   */
  public Address treasury() {
    return treasury;
  }

  static Address treasury(Hash32 ledgerId) {
    ByteString digest = Keccak256.digest(ByteString.utf8(TREASURY), ledgerId.bytes());
    return new Address(digest.slice(Keccak256.SIZE - Address.SIZE, Keccak256.SIZE));
  }

  /** What block headers show: the policy in force and the operators' key. */
  public Hash32 applicationDigest(Hash32 policyHash) {
    return applicationDigest(policyHash, keyHash);
  }

  static Hash32 applicationDigest(Hash32 policyHash, Hash32 keyHash) {
    return DIGEST.hash(policyHash.bytes(), keyHash.bytes());
  }
}
