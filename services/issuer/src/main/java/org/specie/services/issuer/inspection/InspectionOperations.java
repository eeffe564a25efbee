package org.specie.services.issuer.inspection;

import org.specie.services.issuer.line.LineOperation;

/** What inspection is asked for over lines. Spec: docs/spec/58-issuer-service.md 9.3. */
final class InspectionOperations {
  static final LineOperation ALARMS = new LineOperation("/v1/alarms", "alarms");
  static final LineOperation KEPT = new LineOperation("/v1/kept", "keptProof");

  static final LineOperation SUSPICIONS = new LineOperation("/v1/suspicions", "suspicions");

  static final LineOperation FLOWS = new LineOperation("/v1/flows", "flows");
  static final LineOperation ISSUED = new LineOperation("/v1/issues", "noteIssue");

  /** Reports of 156 bytes in one answer. */
  static final int SUSPICIONS_MAX = 11;

  /** Alarms of 73 bytes in one answer. */
  static final int ALARMS_MAX = 24;

  private InspectionOperations() {}
}
