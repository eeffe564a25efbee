package org.specie.services.registrar.asking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.services.api.Answer;
import org.specie.services.api.Refusal;
import org.specie.services.registrar.Registrar.Signed;
import org.specie.services.registrar.asking.RegistrarPanel.Approved;

/**
 * What registrars have answered to one registration so far. Source: docs/spec/43-registrar.md,
 * section 5.
 */
final class Tally {
  private final KeyQuorum quorum;
  private final Domain domain;
  private final G1 publicSpendKey;
  private final int classId;
  private final long validUntil;
  private final Map<Hash32, SortedMap<Integer, ByteString>> signatures = new HashMap<>();
  private final Map<Integer, Integer> refusals = new HashMap<>();

  Tally(KeyQuorum quorum, Domain domain, G1 publicSpendKey, int classId, long validUntil) {
    this.quorum = quorum;
    this.domain = domain;
    this.publicSpendKey = publicSpendKey;
    this.classId = classId;
    this.validUntil = validUntil;
  }

  /**
   * Counts what the registrar at place {@code index} of the policy answered, once for each. What it
   * did not sign counts as silence.
   *
   * @return what is decided by it
   */
  Optional<Answer<Approved>> count(int index, Answer<Signed> answer) {
    return switch (answer) {
      case Answer.Done<Signed>(Signed signed) -> signed(index, signed);
      case Answer.Refused<Signed>(Refusal refusal) -> refused(refusal);
    };
  }

  private Optional<Answer<Approved>> signed(int index, Signed signed) {
    ByteString statement =
        new Enrolment.Statement(domain, signed.tag(), publicSpendKey, classId, validUntil).bytes();
    if (!quorum.keys().get(index).verify(statement, signed.signature())) {
      return Optional.empty();
    }
    SortedMap<Integer, ByteString> ofTag =
        signatures.computeIfAbsent(signed.tag(), _ -> new TreeMap<>());
    ofTag.put(index, signed.signature());
    if (ofTag.size() < quorum.required()) {
      return Optional.empty();
    }
    List<Enrolment.Approval> approvals =
        ofTag.entrySet().stream()
            .map(each -> new Enrolment.Approval(each.getKey(), each.getValue()))
            .toList();
    return Optional.of(Answer.done(new Approved(signed.tag(), approvals)));
  }

  /** A reason is told once so many give it that the others cannot be enough. */
  private Optional<Answer<Approved>> refused(Refusal refusal) {
    int count = refusals.merge(refusal.code(), 1, Integer::sum);
    return count > quorum.keys().size() - quorum.required()
        ? Optional.of(Answer.refused(refusal))
        : Optional.empty();
  }
}
