package org.specie.cash.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.protocol.TierRules;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.escrow.EscrowKeyShare;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;

/**
 * Three auditors, three authorities, and the escrow keys of the auditors and of four operators,
 * made in real ceremonies; two of each open.
 */
final class AuditQuorums {
  /** A threshold key and its members' shares. */
  record Quorum(EscrowThresholdKey key, List<EscrowKeyShare> shares) {
    static Quorum of(String name, int members) {
      Random random = new Random(name.hashCode());
      Entropy entropy = random::nextBytes;
      LocalCeremony ceremony =
          LocalCeremony.run(
              DkgParameters.forDecryption(
                  Hash32.sha256(ByteString.utf8(name)), members, 2, TierRules.AUDIT_SLOTS),
              entropy);
      return new Quorum(
          EscrowThresholdKey.of(ceremony.key()),
          ceremony.shares().stream().map(EscrowKeyShare::of).toList());
    }
  }

  static final AuditQuorums KEYS = new AuditQuorums();

  final List<Ed25519SecretKey> auditors = members("auditor");
  final List<Ed25519SecretKey> authorities = members("authority");
  final Quorum auditorsKey = Quorum.of("auditors", 3);
  final Quorum operatorsKey = Quorum.of("operators", 4);

  private static List<Ed25519SecretKey> members(String role) {
    List<Ed25519SecretKey> members = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      members.add(Bank.memberKey(role + " " + i));
    }
    return members;
  }

  /** The people of a policy, with these committee and registrars. */
  PolicyProfile.People people(KeyQuorum committee, KeyQuorum registrars) {
    return new PolicyProfile.People(
        committee,
        registrars,
        auditors.stream().map(Ed25519SecretKey::publicKey).toList(),
        Bank.quorum(authorities),
        auditorsKey.key(),
        operatorsKey.key());
  }
}
