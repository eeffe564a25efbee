package org.specie.cli.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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

/** {@code specie access share}. */
@Command(
    name = "share",
    header = {"Examples:", "  specie access share CORE --as auditor-1 --out one.share", ""},
    description = {
      "",
      "Makes one auditor's share of opening a payment, after looking on the ledger for the warrant"
          + " that orders it. Hand the file to whoever carries out the warrant, and to nobody else.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ShareCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(index = "0", paramLabel = "CORE", description = PaymentName.HELP)
  private String core = "";

  @Option(
      names = "--as",
      paramLabel = "FOLDER",
      required = true,
      description = "folder of the auditor")
  private Path auditor = Path.of("");

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "file to write")
  private Path out = Path.of("");

  ShareCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Path file = surroundings.resolve(out);
    if (Files.exists(file)) {
      throw new IOException(out + " is there already; choose another file");
    }
    try (OpenNetwork opened = folder.open(surroundings)) {
      return new Printer(surroundings, json.chosen())
          .print(AuditorsTable.of(surroundings, opened, core).then(table -> written(table, file)));
    }
  }

  private Answer<Result> written(AuditorsTable table, Path file) throws IOException {
    DecryptionShare share = table.share(auditor);
    new ShareFile(table.payment().due().label(), share).write(file);
    String record = table.payment().warrant().recordId().toHex();
    return Answer.done(
        new Result(
            "Share %d for the warrant %s of block %d"
                .formatted(share.index(), record, table.payment().warrant().height()),
            Result.fields(
                "core", table.payment().due().label().toHex(),
                "auditor", share.index(),
                "warrant", record,
                "warrantHeight", table.payment().warrant().height())));
  }
}
