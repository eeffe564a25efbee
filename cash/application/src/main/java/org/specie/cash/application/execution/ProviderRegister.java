package org.specie.cash.application.execution;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.ProviderReason;
import org.specie.cash.application.state.CashView;
import org.specie.cash.application.state.ProviderRecord;
import org.specie.cash.application.transaction.Act;

/**
 * Judges what the committee decides about providers. Source: docs/spec/44-provider-register.md,
 * clause 2.2.
 */
final class ProviderRegister {
  private ProviderRegister() {}

  static Optional<ProviderReason> refusal(CashView view, Act.ListProvider listed)
      throws IOException {
    Optional<ProviderRecord> before = view.provider(listed.name());
    if (before.isEmpty()) {
      return Optional.empty();
    }
    if (!before.get().isListed()) {
      return Optional.of(ProviderReason.STRUCK_OFF);
    }
    return before.get().key().equals(listed.key())
        ? Optional.of(ProviderReason.KEY_SAME)
        : Optional.empty();
  }

  static Optional<ProviderReason> refusal(CashView view, Act.StrikeOffProvider struck)
      throws IOException {
    Optional<ProviderRecord> before = view.provider(struck.name());
    if (before.isEmpty()) {
      return Optional.of(ProviderReason.UNKNOWN);
    }
    return before.get().isListed() ? Optional.empty() : Optional.of(ProviderReason.STRUCK_OFF);
  }
}
