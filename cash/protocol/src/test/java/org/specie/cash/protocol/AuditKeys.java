package org.specie.cash.protocol;

import java.util.List;
import java.util.Random;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.escrow.EscrowKeyShare;
import org.specie.kernel.crypto.escrow.EscrowPublicKey;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;

/**
 * The decryption keys of three auditors, two of whom open, and of four operators, two of whom open;
 * from real ceremonies, made once.
 */
public record AuditKeys(Quorum auditors, Quorum operators) {
  /** A threshold key and the members' shares of it. */
  public record Quorum(EscrowThresholdKey key, List<EscrowKeyShare> shares) {}

  private static final AuditKeys KEYS = deal("of the ledger");

  /** The keys that the rules of every world name. */
  public static AuditKeys get() {
    return KEYS;
  }

  /** Other keys. */
  public static AuditKeys deal(String name) {
    Random random = new Random(name.hashCode());
    return new AuditKeys(
        quorum("auditors " + name, 3, random::nextBytes),
        quorum("operators " + name, 4, random::nextBytes));
  }

  private static Quorum quorum(String name, int members, Entropy entropy) {
    LocalCeremony ceremony =
        LocalCeremony.run(
            DkgParameters.forDecryption(
                Hash32.sha256(ByteString.utf8(name)), members, 2, TierRules.AUDIT_SLOTS),
            entropy);
    return new Quorum(
        EscrowThresholdKey.of(ceremony.key()),
        ceremony.shares().stream().map(EscrowKeyShare::of).toList());
  }

  /** What payments are sealed under. */
  public EscrowPublicKey key() {
    return auditors.key().key().plus(operators.key().key());
  }
}
