package org.specie.quality.bench.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.specie.cli.auditor.AuditorLines;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.transport.Route;
import org.specie.wallet.Progress;
import org.specie.wallet.Wallet;

/**
 * One wallet pays by turns within the budget and with the approval of auditors: the same amount to
 * the same payee, file writes of the wallet and of the auditors included.
 */
final class ApprovalBench {
  private final Entropy entropy;
  private final int rounds;
  private final Consumer<String> progress;

  ApprovalBench(Entropy entropy, int rounds, Consumer<String> progress) {
    this.entropy = entropy;
    this.rounds = rounds;
    this.progress = progress;
  }

  /** Founds a ledger with auditors in {@code folder}, and measures. */
  ApprovalResult run(Path folder, Clock clock) throws IOException {
    progress.accept("founding a ledger, starting three auditors");
    try (AuditedTown town = new AuditedTown(folder, clock, entropy);
        AuditorLines lines = AuditorLines.to(town.description(), Route.direct(), clock, entropy)) {
      ApprovalRounds.Stopwatch stopwatch = new ApprovalRounds.Stopwatch(lines);
      try (Wallet shop = town.wallet("shop", lines);
          Wallet payer = town.wallet("payer", stopwatch)) {
        town.fund(payer);
        var _ = payer.sync(Progress.none()).orThrow();
        return new ApprovalRounds(rounds, progress)
            .run(payer, shop, stopwatch, town.needed(), town.auditors());
      }
    }
  }
}
