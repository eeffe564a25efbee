package org.specie.node.act;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.OrdinaryReason;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.Transaction;
import org.specie.node.replica.Settings;

/**
 * One act, the ledger it is for, and the signatures it has so far. As a file it is public text:
 * whoever changes a byte of it invalidates the signatures, and nobody signs but what it was shown.
 * Source: docs/spec/21-application.md, clause 5.6.
 */
public record ProposedAct(Hash32 ledgerId, CommitteeAct act) implements Proposed<ProposedAct> {
  private static final String LEDGER = "ledger";
  private static final String ACT = "act";

  /** The act {@code decision} under a record id never used before, with no signature yet. */
  public static ProposedAct of(Hash32 ledgerId, Act decision, long validUntil, Entropy entropy) {
    Hash32 recordId = Hash32.of(entropy.bytes(Hash32.SIZE));
    Check.that(!recordId.equals(Hash32.ZERO), "the entropy source does not return zeros");
    return of(ledgerId, decision, validUntil, recordId);
  }

  /** The act {@code decision} under the record id that a {@link GroundsDocument} makes. */
  public static ProposedAct of(
      Hash32 ledgerId, Act decision, long validUntil, GroundsDocument grounds) {
    return of(ledgerId, decision, validUntil, grounds.recordId());
  }

  private static ProposedAct of(Hash32 ledgerId, Act decision, long validUntil, Hash32 recordId) {
    CommitteeAct.Statement statement = new CommitteeAct.Statement(recordId, validUntil, decision);
    return new ProposedAct(ledgerId, statement.with(List.of()));
  }

  /** What is decided. */
  public Act decision() {
    return act.statement().act();
  }

  private ByteString signed() {
    return act.statement().bytes(ledgerId);
  }

  /**
   * Whether it may be signed and passed on: it is for the ledger {@code here} and has not expired
   * at {@code height}, the height of the next block, {@code policy} knows who decides it, and every
   * signature in it holds.
   */
  public Verdict examine(Hash32 here, Policy policy, long height) {
    if (!ledgerId.equals(here)) {
      return Verdict.refused(ActReason.OTHER_LEDGER);
    }
    if (act.statement().validUntil() < height) {
      return Verdict.refused(OrdinaryReason.EXPIRED);
    }
    Optional<KeyQuorum> deciders = decision().deciders(policy);
    if (deciders.isEmpty()) {
      return Verdict.refused(PrivateReason.TIER_NOT_OFFERED);
    }
    boolean holds = Signatures.hold(deciders.get(), signed(), act.signatures());
    return holds ? Verdict.accepted() : Verdict.refused(ActReason.FORGED);
  }

  /** Whether as many have signed as it takes under {@code policy}. */
  public boolean isDecided(Policy policy) {
    return decision()
        .deciders(policy)
        .filter(deciders -> deciders.isMetBy(signed(), act.signatures()))
        .isPresent();
  }

  /** Whose signatures are in it, by their places in the quorum, from 0. */
  public List<Integer> signers() {
    return Signatures.signers(act.signatures());
  }

  /** The place, from 0, of whoever holds {@code key} among those who decide this. */
  public Optional<Integer> seat(Policy policy, Ed25519PublicKey key) {
    return decision().deciders(policy).flatMap(deciders -> Signatures.seat(deciders, key));
  }

  /** With the signature of the member at {@code seat}, who has not signed yet. */
  public ProposedAct signedBy(int seat, Ed25519SecretKey member) {
    Check.that(!signers().contains(seat), "a member signs once");
    return with(List.of(act.statement().sign(ledgerId, seat, member)));
  }

  @Override
  public ProposedAct merged(ProposedAct other) {
    Check.that(isSame(other), "signatures of one act");
    return with(other.act.signatures());
  }

  @Override
  public boolean isSame(ProposedAct other) {
    return ledgerId.equals(other.ledgerId) && act.statement().equals(other.act.statement());
  }

  private ProposedAct with(List<KeyQuorum.Signature> more) {
    return new ProposedAct(
        ledgerId, act.statement().with(Signatures.united(act.signatures(), more)));
  }

  /** Writes it, whole or not at all. */
  public void write(Path file) throws IOException {
    Settings.at(file)
        .put(LEDGER, ledgerId.toHex())
        .put(ACT, CashTransaction.of(act).encode().toHex())
        .write("an act to be signed; 'specie act show' says what it does, and who has signed");
  }

  /** Reads the act in {@code file}; what it says is not examined. */
  public static ProposedAct read(Path file, Suite suite) throws IOException, MalformedInput {
    Settings settings = Settings.received(file);
    ByteString ledger = settings.hex(LEDGER, Hash32.SIZE);
    if (ledger.size() != Hash32.SIZE) {
      throw new MalformedInput("an act is for a ledger");
    }
    ByteString bytes = settings.hex(ACT, Transaction.BYTES_MAX);
    if (CashTransaction.decode(suite, bytes) instanceof CashTransaction.Committee(var act)) {
      return new ProposedAct(Hash32.of(ledger.toByteArray()), act);
    }
    throw new MalformedInput("the transaction is not an act");
  }
}
