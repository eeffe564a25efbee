package org.specie.services.issuer.core;

import org.specie.services.issuer.line.LineOperation;

/** What the core is asked for over lines. Spec: docs/spec/58-issuer-service.md 5.2. */
final class CoreOperations {
  static final LineOperation GRANT = new LineOperation("/v1/grants", "grantPaymentKey");
  static final LineOperation VOUCH = new LineOperation("/v1/vouchers", "vouchForRequest");
  static final LineOperation TAKE = new LineOperation("/v1/classes", "takeClassKey");
  static final LineOperation REGISTER = new LineOperation("/v1/devices", "registerDevice");
  static final LineOperation OWNER = new LineOperation("/v1/device-owners", "ownerOfDevice");
  static final LineOperation LEND = new LineOperation("/v1/loads", "noteLoad");
  static final LineOperation END = new LineOperation("/v1/ends", "endDevice");
  static final LineOperation GRANTED = new LineOperation("/v1/granted", "grantedKeys");
  static final LineOperation ASSIGN = new LineOperation("/v1/agent-purses", "assignPurse");
  static final LineOperation STRIKE_OFF = new LineOperation("/v1/struck-off", "strikeOffAgent");
  static final LineOperation AGENTS = new LineOperation("/v1/agents", "listAgents");

  private CoreOperations() {}
}
