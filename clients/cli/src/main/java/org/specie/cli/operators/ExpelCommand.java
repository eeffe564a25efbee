package org.specie.cli.operators;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cash.application.membership.MembershipReason;
import org.specie.cash.application.transaction.Act;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Surroundings;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.Equivocation;
import org.specie.node.replica.EvidenceFolder;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie network operators expel}. */
@Command(
    name = "expel",
    header = {
      "Examples:",
      "  specie network operators expel bank/replica-1/evidence/epoch-0-operator-4-0123abcd.evidence --with five/candidacy --dir bank",
      ""
    },
    description = {
      "",
      "Has the committee expel an operator that signed two contradicting statements, by that evidence,"
          + " and bars its keys for ever. Where too few would stay, another takes its seat in the"
          + " same act.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ExpelCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private ChangeOptions options = new ChangeOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(index = "0", paramLabel = "EVIDENCE", description = "file from a replica's folder")
  private Path evidence = Path.of("");

  @Option(
      names = "--with",
      paramLabel = "CANDIDACY",
      description = "file of who takes the seat, certified")
  private Optional<Path> candidacy = Optional.empty();

  ExpelCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    return new Change(surroundings, folder, options, printer).run(this::act);
  }

  private Answer<Act> act(OpenNetwork opened, OperatorSet now, Candidates candidates)
      throws IOException {
    Equivocation shown;
    try {
      shown = EvidenceFolder.read(surroundings.resolve(evidence));
    } catch (MalformedInput e) {
      return Answer.refused(OperatorsReason.NO_EVIDENCE, "(" + e.getMessage() + ")");
    }
    Optional<OperatorSet> then = opened.operators(shown.epoch());
    if (then.isEmpty() || shown.operator() >= then.get().size()) {
      return Answer.refused(
          MembershipReason.EVIDENCE, "(there is no such operator in epoch " + shown.epoch() + ")");
    }
    String liar = then.get().operators().get(shown.operator()).name();
    Answer<NextSet> next =
        candidacy.isPresent()
            ? candidates
                .certified(candidacy.get())
                .then(comes -> NextSet.after(now).replacing(liar, comes.operator()))
            : NextSet.after(now).without(liar);
    return next.then(set -> set.set(options.faults()))
        .map(set -> new Act.ExpelOperator(shown, set));
  }
}
