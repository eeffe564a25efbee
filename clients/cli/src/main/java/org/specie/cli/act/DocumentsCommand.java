package org.specie.cli.act;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.network.NetworkFolder;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.node.act.ActReason;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie act documents}. Source: docs/spec/21-application.md, clause 5.7. */
@Command(
    name = "documents",
    header = {"Examples:", "  specie act documents minutes", ""},
    description = {
      "",
      "Holds the documents that acts were decided on against the ledger: in which block each was"
          + " decided on, and which members signed for it. A document that was altered is refused.",
      ""
    },
    mixinStandardHelpOptions = true)
final class DocumentsCommand implements Callable<Integer> {
  private static final long BLOCKS_AT_ONCE = 256;

  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(index = "0", paramLabel = "DIR", description = "the folder given with --documents")
  private Path store = Path.of("");

  DocumentsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** An act that was applied. */
  private record Decided(long height, CommitteeAct act) {
    String body() {
      return ActWords.body(act.statement().act());
    }

    List<Integer> members() {
      return act.signatures().stream().map(KeyQuorum.Signature::index).map(at -> at + 1).toList();
    }
  }

  @Override
  public Integer call() throws IOException {
    Printer printer = new Printer(surroundings, json.chosen());
    List<DocumentStore.Kept> all = DocumentStore.at(surroundings, store).all();
    String altered =
        all.stream()
            .filter(each -> !each.unaltered())
            .map(each -> each.document().fileName())
            .collect(Collectors.joining(", "));
    if (!altered.isEmpty()) {
      return printer.print(Answer.refused(ActReason.ALTERED_DOCUMENT, "(" + altered + ")"));
    }
    try (OpenNetwork opened = folder.open(surroundings)) {
      return printer.print(Answer.done(held(all, decided(opened, printer))));
    }
  }

  private static Result held(List<DocumentStore.Kept> all, Map<Hash32, Decided> decided) {
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> documents = new ArrayList<>();
    for (DocumentStore.Kept each : all) {
      Hash32 record = each.document().recordId();
      Optional<Decided> act = Optional.ofNullable(decided.get(record));
      text.append("document      ").append(each.document().name()).append('\n');
      text.append("record        ").append(record.toHex()).append('\n');
      text.append("decided       ")
          .append(
              act.map(
                      found ->
                          "in block %d by the %s: %s"
                              .formatted(
                                  found.height(), found.body(), ActWords.signed(found.members())))
                  .orElse("not"))
          .append('\n');
      documents.add(
          Result.fields(
              "name", each.document().name(),
              "record", record.toHex(),
              "decided", act.isPresent(),
              "height", act.map(Decided::height).orElse(0L),
              "signedBy", act.map(Decided::members).orElse(List.of())));
    }
    if (all.isEmpty()) {
      text.append("no document\n");
    }
    return new Result(text.toString(), Result.fields("documents", documents));
  }

  /** Every act that was applied, by record id, from the certified blocks. */
  private static Map<Hash32, Decided> decided(OpenNetwork opened, Printer printer)
      throws IOException {
    Map<Hash32, Decided> decided = new HashMap<>();
    long last = opened.gateway().tip().height();
    for (long from = 1; from <= last; from += BLOCKS_AT_ONCE) {
      printer.progress().at("reading blocks", from, last);
      for (Recorded each :
          opened.gateway().blocks(from, Math.min(last, from + BLOCKS_AT_ONCE - 1))) {
        act(opened, each)
            .ifPresent(
                act -> decided.put(act.statement().recordId(), new Decided(each.height(), act)));
      }
    }
    return decided;
  }

  private static Optional<CommitteeAct> act(OpenNetwork opened, Recorded recorded)
      throws IOException {
    if (recorded.code() != 0) {
      return Optional.empty();
    }
    try {
      CashTransaction transaction =
          CashTransaction.decode(opened.ledger().suite(), recorded.bytes());
      return transaction instanceof CashTransaction.Committee(var act)
          ? Optional.of(act)
          : Optional.empty();
    } catch (MalformedInput e) {
      throw new IOException("a block holds an applied transaction that is none", e);
    }
  }
}
