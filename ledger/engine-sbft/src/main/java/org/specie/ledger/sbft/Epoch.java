package org.specie.ledger.sbft;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.consensus.value.Configuration;
import org.specie.ledger.consensus.value.Quorums;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.metrics.EngineMetrics;
import org.specie.ledger.sbft.verification.AheadVerifier;
import org.specie.ledger.sbft.verification.Keyring;
import org.specie.ledger.sbft.verification.QuorumCryptography;

/**
 * What is fixed for as long as one set of operators is in force, seen from one of them. Immutable
 * but for what its cryptography remembers.
 */
record Epoch(
    OperatorSet operators,
    Configuration configuration,
    QuorumCryptography cryptography,
    AheadVerifier ahead,
    Map<String, ReplicaId> replicas) {
  /** The epoch of {@code operators} as {@code name} sees it; nothing if that is none of them. */
  static Optional<Epoch> of(
      Hash32 ledgerId, OperatorSet operators, String name, Keyring keyring, EngineMetrics metrics) {
    Map<String, ReplicaId> replicas = new LinkedHashMap<>();
    for (int i = 0; i < operators.size(); i++) {
      replicas.put(operators.operators().get(i).name(), new ReplicaId(i));
    }
    ReplicaId self = replicas.get(name);
    var secrets = keyring.secrets(operators);
    if (self == null || secrets.isEmpty()) {
      return Optional.empty();
    }
    Configuration configuration =
        new Configuration(
            ledgerId, operators.epoch(), new Quorums(operators.faults(), operators.slow()), self);
    QuorumCryptography cryptography =
        new QuorumCryptography(ledgerId, operators, Optional.of(self.index()), secrets, metrics);
    return Optional.of(
        new Epoch(
            operators,
            configuration,
            cryptography,
            new AheadVerifier(configuration, cryptography),
            Map.copyOf(replicas)));
  }

  long number() {
    return operators.epoch();
  }

  Optional<ReplicaId> replica(String operator) {
    return Optional.ofNullable(replicas.get(operator));
  }

  String name(ReplicaId replica) {
    return operators.operators().get(replica.index()).name();
  }

  /** The names of all operators but this one. */
  List<String> others() {
    return configuration.others().stream().map(this::name).toList();
  }
}
