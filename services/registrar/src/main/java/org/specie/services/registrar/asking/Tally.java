package org.specie.services.registrar.asking;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.kernel.core.ByteString;
import org.specie.services.api.Answer;
import org.specie.services.api.Refusal;
import org.specie.services.registrar.Registrar.Signed;
import org.specie.services.registrar.asking.RegistrarPanel.Approved;

/**
 * Signatures of registrars on one enrolment so far. Source: docs/spec/43-registrar.md, section 5.
 */
final class Tally implements RegistrarPanel.Count<Signed, Approved> {
  private final KeyQuorum quorum;
  private final Enrolment.Statement statement;
  private final ByteString signed;
  private final Refusals refusals;
  private final SortedMap<Integer, ByteString> signatures = new TreeMap<>();

  Tally(KeyQuorum quorum, Enrolment.Statement statement) {
    this.quorum = quorum;
    this.statement = statement;
    this.signed = statement.bytes();
    this.refusals = new Refusals(quorum);
  }

  /** What it did not sign counts as silence. */
  @Override
  public Optional<Answer<Approved>> count(int index, Answer<Signed> answer) {
    return switch (answer) {
      case Answer.Done<Signed>(Signed signature) -> signed(index, signature.signature());
      case Answer.Refused<Signed>(Refusal refusal) -> refusals.count(refusal);
    };
  }

  private Optional<Answer<Approved>> signed(int index, ByteString signature) {
    if (!quorum.keys().get(index).verify(signed, signature)) {
      return Optional.empty();
    }
    signatures.put(index, signature);
    if (signatures.size() < quorum.required()) {
      return Optional.empty();
    }
    List<Enrolment.Approval> approvals =
        signatures.entrySet().stream()
            .map(each -> new Enrolment.Approval(each.getKey(), each.getValue()))
            .toList();
    return Optional.of(Answer.done(new Approved(statement.uniqueness(), approvals)));
  }
}
