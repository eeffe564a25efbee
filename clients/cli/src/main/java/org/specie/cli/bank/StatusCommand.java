package org.specie.cli.bank;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.Amount;
import org.specie.services.bank.counter.Desk;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie bank status}. */
@Command(
    name = "status",
    header = {"Examples:", "  specie bank status --home north", ""},
    description = {
      "",
      "Asks the bank that lives in a folder whether everything is there: what customers are owed and"
          + " what is on its way, against what its vaults hold by the book and by their own word, and"
          + " what the bank has elsewhere, in the ledger's float where its customers' accounts are on"
          + " the ledger. Of such a bank it also tells the issuer and the redeemer's key by which the"
          + " committee names the float, whether the bank runs or not.",
      ""
    },
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private BankHome home = new BankHome();
  @Mixin private JsonFlag json = new JsonFlag();

  StatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    BankFolder folder = home.folder(surroundings);
    Printer printer = new Printer(surroundings, json.chosen());
    Desk.Report report;
    try {
      report = folder.report();
    } catch (IOException e) {
      // By what the committee names its float is in the folder, whether it runs or not.
      if (folder.isOnLedger()) {
        int _ = printer.print(Answer.done(new Result(place(folder), placeFields(folder))));
      }
      throw e;
    }
    return printer.print(Answer.done(new Result(text(folder, report), fields(folder, report))));
  }

  private static String place(BankFolder folder) throws IOException {
    String place = "bank       %s\naddress    %s\n".formatted(folder.name(), folder.url());
    return folder.isOnLedger()
        ? place
            + "issuer     %s\nredeemer   %s\n".formatted(folder.issuerName(), folder.redeemerName())
        : place;
  }

  private static Map<String, Object> placeFields(BankFolder folder) throws IOException {
    Map<String, Object> fields =
        Result.fields("name", folder.name(), "url", folder.url().toString());
    if (folder.isOnLedger()) {
      fields.put("issuer", folder.issuerName());
      fields.put("redeemer", folder.redeemerName());
    }
    return fields;
  }

  private static String text(BankFolder folder, Desk.Report report) throws IOException {
    StringBuilder text = new StringBuilder(place(folder));
    text.append("customers  %12s\n".formatted(decimal(report.customersMinor())));
    text.append("pending    %12s\n".formatted(decimal(report.pendingMinor())));
    text.append("reserve    %12s".formatted(decimal(report.reserveMinor())));
    text.append(folder.isOnLedger() ? "\n" : "  as the desk says, on no ledger\n");
    if (folder.isOnLedger()) {
      text.append("float      %12s\n".formatted(decimal(report.floatMinor())));
    }
    if (report.feesMinor() != 0) {
      text.append("fees       %12s\n".formatted(decimal(report.feesMinor())));
    }
    for (Desk.VaultLine each : report.vaults()) {
      text.append(
          "%-10s %12s  holds %s%s\n"
              .formatted(
                  each.name(),
                  decimal(each.bookMinor()),
                  decimal(each.heldMinor()),
                  each.up() ? "" : ", does not answer"));
    }
    return text.append("balanced   %s\n".formatted(report.balanced() ? "yes" : "no")).toString();
  }

  /** With a sign, because the reserve can be owed. */
  private static String decimal(long minor) {
    return (minor < 0 ? "-" : "") + Amount.ofMinor(Math.abs(minor)).toDecimal();
  }

  private static Map<String, Object> fields(BankFolder folder, Desk.Report report)
      throws IOException {
    List<Map<String, Object>> vaults = new ArrayList<>();
    for (Desk.VaultLine each : report.vaults()) {
      vaults.add(
          Result.fields(
              "name",
              each.name(),
              "up",
              each.up(),
              "book",
              decimal(each.bookMinor()),
              "holds",
              decimal(each.heldMinor())));
    }
    Map<String, Object> fields = placeFields(folder);
    fields.putAll(
        Result.fields(
            "customers",
            decimal(report.customersMinor()),
            "pending",
            decimal(report.pendingMinor()),
            "reserve",
            decimal(report.reserveMinor()),
            "float",
            decimal(report.floatMinor()),
            "fees",
            decimal(report.feesMinor()),
            "vaults",
            vaults,
            "balanced",
            report.balanced()));
    return fields;
  }
}
