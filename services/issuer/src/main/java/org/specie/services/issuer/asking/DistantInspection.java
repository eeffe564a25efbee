package org.specie.services.issuer.asking;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Verdict;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message.Proof;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Method;
import org.specie.services.api.Refusal;
import org.specie.services.api.ServiceAddress;
import org.specie.services.issuer.inspection.InspectionRole;
import org.specie.services.issuer.inspection.ProofContent;
import org.specie.services.issuer.inspection.ProofTaken;

/**
 * Inspection that is a process, for whoever was paid. Safe for many threads. Spec:
 * docs/spec/58-issuer-service.md 9.1.
 */
public final class DistantInspection implements AutoCloseable {
  private final ApiClient inspection;

  /** Inspection at this address. */
  public DistantInspection(ServiceAddress address) {
    this.inspection = new ApiClient(address);
  }

  /** Brings a payment; whether it is believed. */
  public Verdict submit(Proof proof) throws IOException {
    Answer<ProofTaken> answer =
        inspection.ask(
            Method.POST,
            InspectionRole.PATH,
            Optional.empty(),
            new ProofContent(proof.encode().toHex()),
            ProofTaken.class);
    return switch (answer) {
      case Answer.Done<ProofTaken> _ -> Verdict.accepted();
      case Answer.Refused<ProofTaken>(var refusal) -> Verdict.refused(own(refusal));
    };
  }

  /** The reason of page 50 with this number; anything else is no answer. */
  private static TokenReason own(Refusal told) throws IOException {
    for (TokenReason each : TokenReason.values()) {
      if (each.code() == told.code()) {
        return each;
      }
    }
    throw new IOException("inspection does not answer: " + told.code() + " " + told.sentence());
  }

  @Override
  public void close() {
    inspection.close();
  }
}
