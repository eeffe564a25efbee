package org.specie.ledger.sbft;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.api.certificate.Equivocation;
import org.specie.ledger.api.certificate.SignedStatement;
import org.specie.ledger.consensus.certificate.Proposal;
import org.specie.ledger.consensus.certificate.Signed;
import org.specie.ledger.consensus.step.Notice;
import org.specie.ledger.consensus.value.Configuration;

/**
 * What this replica can prove against others, as evidence that governance and any stranger can
 * judge. Bounded: whoever equivocates once can be expelled for it, and need not be caught again.
 * Safe for all threads.
 */
final class Convictions {
  /** Pieces of evidence kept and told; further ones are only counted. */
  static final int KEPT_MAX = 16;

  private final Set<Equivocation> kept = new LinkedHashSet<>();
  private Optional<Consumer<Equivocation>> listener = Optional.empty();

  /** Takes what the state machine noticed in the epoch of {@code configuration}. */
  void convicted(Configuration configuration, Notice.Equivocated seen) {
    Equivocation evidence =
        new Equivocation(
            seen.replica().index(),
            configuration.epoch(),
            statement(configuration, seen.first(), seen.firstSignature()),
            statement(configuration, seen.second(), seen.secondSignature()));
    Optional<Consumer<Equivocation>> told;
    synchronized (this) {
      told = kept.size() < KEPT_MAX && kept.add(evidence) ? listener : Optional.empty();
    }
    told.ifPresent(each -> each.accept(evidence));
  }

  private static SignedStatement statement(
      Configuration configuration, Proposal proposal, ByteString signature) {
    Signed signed = new Signed.Proposed(proposal);
    return new SignedStatement(
        signed.signedBytes(configuration.ledgerId(), configuration.epoch()), signature);
  }

  /** Tells {@code hearing} of everything kept so far and of everything to come. */
  void tell(Consumer<Equivocation> hearing) {
    List<Equivocation> before;
    synchronized (this) {
      listener = Optional.of(hearing);
      before = List.copyOf(kept);
    }
    before.forEach(hearing);
  }
}
