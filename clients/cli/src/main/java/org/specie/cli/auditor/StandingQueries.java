package org.specie.cli.auditor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.audit.SupplyReport;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.node.replica.Settings;
import org.specie.node.verification.ChainVerification;
import org.specie.node.verification.ChainVerification.Outcome;
import org.specie.wallet.Answer;
import org.specie.wallet.disclosure.DisclosureVerifier;
import org.specie.wallet.disclosure.Heading;
import org.specie.wallet.disclosure.IncomeStatement;

/**
 * What an auditor asks again and again, as a file of names and values says, and the answers. They
 * are found from certified public blocks and from proofs that were handed in; nobody is asked for
 * anything, and nothing private is opened. Spec: docs/spec/42-auditor.md section 9.
 */
final class StandingQueries {
  /** Most statements that are read. */
  private static final int STATEMENTS_MAX = 10_000;

  private static final long BLOCKS_AT_ONCE = 256;
  private static final String STATEMENT = ".json";

  private final Settings settings;
  private final Path folder;

  private StandingQueries(Settings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  /** The answer to one of them, and what it is founded on. */
  record Finding(String query, boolean holds, String what) {}

  /** Those in {@code file}. */
  static StandingQueries read(Path file) throws IOException {
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    return new StandingQueries(Settings.read(file), folder);
  }

  /** All answers, as the ledger stands now. */
  List<Finding> ask(OpenNetwork network, Entropy entropy, ChainVerification.Progress progress)
      throws IOException {
    LedgerConstants ledger = network.ledger();
    List<Finding> findings = new ArrayList<>();
    switch (new ChainVerification(ledger.genesis(), entropy, progress)
        .verify(network.blocks(), new MemoryStorage())) {
      case Outcome.Broken(var height, var reason) ->
          // Nothing that is said of such a ledger is worth anything.
          findings.add(new Finding("chain", false, "block " + height + ": " + reason.sentence()));
      case Outcome.Sound(var head, var supply) -> {
        findings.add(
            new Finding(
                "chain", true, head.height() + 1 + " blocks, executed again with every proof"));
        findings.add(supply(supply));
        limits(network, findings);
      }
    }
    incomes(ledger, findings);
    return findings;
  }

  private Optional<Amount> amount(String name) throws IOException {
    Optional<String> text = settings.find(name);
    try {
      return text.map(Amount::parse);
    } catch (IllegalArgumentException e) {
      throw new IOException(name + " in the queries: " + e.getMessage(), e);
    }
  }

  private Finding supply(SupplyReport supply) throws IOException {
    Amount there = Amount.ofMinor(supply.issuedMinor() - supply.destroyedMinor());
    Optional<Amount> most = amount("supply.max");
    boolean isWithin = most.isEmpty() || there.compareTo(most.get()) <= 0;
    return new Finding(
        "supply",
        supply.isConserved() && isWithin,
        "%s issued and not destroyed, and as much is held%s"
            .formatted(there, most.map(each -> "; at most " + each).orElse("")));
  }

  /** What the policy in force allows, beside what the auditor expects of it. */
  private void limits(OpenNetwork network, List<Finding> findings) throws IOException {
    Policy policy = network.policy();
    for (WalletClass each : policy.classes()) {
      within("budget of " + each.name(), each.budget(), "budget.max." + each.name(), findings);
    }
    within("one payment", policy.highestTierOneLimit(), "payment.max", findings);
    Map<Kind, Integer> made = made(network);
    findings.add(
        new Finding(
            "payments",
            true,
            "%d proved to be within budget and limit, %d approved, %d delayed"
                .formatted(
                    made.getOrDefault(Kind.PAY, 0) + made.getOrDefault(Kind.ENTRY_PAY, 0),
                    made.getOrDefault(Kind.APPROVED_PAY, 0),
                    made.getOrDefault(Kind.DELAYED_PAY, 0))));
  }

  private void within(String what, Amount allowed, String name, List<Finding> findings)
      throws IOException {
    Optional<Amount> most = amount(name);
    findings.add(
        new Finding(
            "limits",
            most.isEmpty() || allowed.compareTo(most.get()) <= 0,
            "%s %s%s".formatted(what, allowed, most.map(each -> "; at most " + each).orElse(""))));
  }

  /** How many private transactions of each kind were applied. */
  private static Map<Kind, Integer> made(OpenNetwork network) throws IOException {
    Map<Kind, Integer> made = new EnumMap<>(Kind.class);
    long last = network.gateway().tip().height();
    for (long from = 1; from <= last; from += BLOCKS_AT_ONCE) {
      for (Recorded each :
          network.gateway().blocks(from, Math.min(last, from + BLOCKS_AT_ONCE - 1))) {
        kind(network, each).ifPresent(kind -> made.merge(kind, 1, Integer::sum));
      }
    }
    return made;
  }

  private static Optional<Kind> kind(OpenNetwork network, Recorded recorded) {
    try {
      return recorded.code() == 0
              && CashTransaction.decode(network.ledger().suite(), recorded.bytes())
                  instanceof CashTransaction.Private(var transaction)
          ? Optional.of(transaction.kind())
          : Optional.empty();
    } catch (MalformedInput e) {
      // Blocks hold what was refused as well.
      return Optional.empty();
    }
  }

  /** The income statements that were handed in, each by its file's name. */
  private void incomes(LedgerConstants ledger, List<Finding> findings) throws IOException {
    Optional<String> tray = settings.find("income.folder");
    if (tray.isEmpty()) {
      return;
    }
    DisclosureVerifier verifier = new DisclosureVerifier(ledger, settings.get("income.for"));
    List<Path> files;
    try (Stream<Path> all = Files.list(folder.resolve(tray.get()))) {
      files =
          all.filter(each -> each.toString().endsWith(STATEMENT))
              .sorted()
              .limit(STATEMENTS_MAX)
              .toList();
    }
    for (Path each : files) {
      findings.add(income(ledger, verifier, each));
    }
  }

  private static Finding income(LedgerConstants ledger, DisclosureVerifier verifier, Path file)
      throws IOException {
    String query = "income " + file.getFileName();
    if (Files.size(file) > Heading.FILE_BYTES_MAX) {
      return new Finding(query, false, "longer than any statement");
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    return switch (IncomeStatement.read(ledger.suite(), text)) {
      case Answer.Refused<IncomeStatement>(var refusal) ->
          new Finding(query, false, refusal.toString());
      case Answer.Done<IncomeStatement>(var statement) ->
          switch (verifier.verify(statement)) {
            case Verdict.Refused(var reason) ->
                new Finding(query, false, reason.code() + ": " + reason.sentence());
            case Verdict.Accepted _ -> {
              Map<String, String> said = statement.fields(ledger.suite());
              yield new Finding(
                  query,
                  true,
                  "%s came in from %s until %s, no more and no less"
                      .formatted(said.get("income"), said.get("from"), said.get("until")));
            }
          };
    };
  }
}
