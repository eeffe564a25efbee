package org.specie.cli.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.specie.cash.application.access.Opening;
import org.specie.cash.application.access.OrderedPayment;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.act.PaymentName;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie access open}. */
@Command(
    name = "open",
    header = {
      "Examples:",
      "  specie access open CORE --share one.share --share two.share",
      "  specie access open CORE --as auditor-1 --as auditor-2",
      ""
    },
    description = {
      "",
      "Opens one payment whose opening is ordered on the ledger, with the shares of enough auditors,"
          + " from files or made here, and of the operators, who are asked. Every share is verified."
          + " Shows payer, payee, amount, and the warrant that stays on the ledger.",
      ""
    },
    mixinStandardHelpOptions = true)
final class OpenCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(index = "0", paramLabel = "CORE", description = PaymentName.HELP)
  private String core = "";

  @Option(
      names = "--share",
      paramLabel = "FILE",
      description = "file of 'specie access share'; as many as there are")
  private List<Path> shares = List.of();

  @Option(
      names = "--as",
      paramLabel = "FOLDER",
      description = "folder of an auditor at this table; as many as there are")
  private List<Path> auditors = List.of();

  OpenCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    try (OpenNetwork opened = folder.open(surroundings)) {
      return printer.print(
          AuditorsTable.of(surroundings, opened, core)
              .then(table -> given(table).then(given -> open(opened, table.payment(), given))));
    }
  }

  private Answer<List<DecryptionShare>> given(AuditorsTable table) throws IOException {
    List<DecryptionShare> given = new ArrayList<>();
    for (Path auditor : auditors) {
      given.add(table.share(auditor));
    }
    Answer<List<DecryptionShare>> all = Answer.done(given);
    for (Path file : shares) {
      all =
          all.then(
              list ->
                  table
                      .received(file)
                      .map(
                          share -> {
                            list.add(share);
                            return list;
                          }));
    }
    return all;
  }

  private static Answer<Result> open(
      OpenNetwork opened, OrderedPayment payment, List<DecryptionShare> auditors)
      throws IOException {
    List<DecryptionShare> operators =
        opened.openingShares(payment.due().label(), payment.warrant().height());
    return switch (Opening.of(payment, auditors, operators)) {
      case Opening.TooFew(var reason, int given, int needed) ->
          Answer.refused(reason, "(%d of %d)".formatted(given, needed));
      case Opening.Opened(var record) ->
          Answer.done(new OpenedPayment(opened, payment, record).describe());
    };
  }
}
