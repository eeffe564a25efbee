package org.specie.cli.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.node.replica.NetworkDescription;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie network members}. */
@Command(
    name = "members",
    header = {
      "Examples:",
      "  specie network members --dir .specie/network",
      "  specie network members --network bank/audit-1",
      ""
    },
    description = {
      "",
      "Shows the directory of members that the ledger keeps, as the state proves it: who operates"
          + " the ledger, where, with which key, and which change is decided. The key of a"
          + " certificate is SHA-256 of its public key; a replica links with no other.",
      ""
    },
    mixinStandardHelpOptions = true)
final class MembersCommand implements Callable<Integer> {
  private static final String ROW = "%-14s%-24s%-18s%s\n";
  private static final int SHORT = 16;

  private final Surroundings surroundings;
  @Mixin private NetworkFolder folder = new NetworkFolder();
  @Mixin private JsonFlag json = new JsonFlag();

  MembersCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    NetworkDescription network =
        folder
            .description(surroundings)
            .orElseThrow(
                () ->
                    new IOException(
                        "there is no network of replicas in "
                            + folder.given()
                            + "; make one with 'specie network create --replicas 4'"));
    try (RemoteAccess access =
        RemoteAccess.to(
            network, surroundings.clock(), surroundings.entropy(), Patience.defaults())) {
      return new Printer(surroundings, json.chosen())
          .print(Answer.done(describe(access.replicas().operators())));
    }
  }

  private static Result describe(LedgerGateway.Directory directory) {
    OperatorSet inForce = directory.operators();
    StringBuilder text = new StringBuilder();
    text.append("height      ").append(directory.height()).append('\n');
    text.append("epoch       ").append(inForce.epoch()).append(" of operators");
    text.append(", ").append(inForce.faults()).append(" may lie\n");
    text.append(ROW.formatted("operator", "address", "signs with", "certificate"));
    List<Map<String, Object>> members = members(inForce, text);
    List<Map<String, Object>> next = List.of();
    if (directory.pending().isPresent()) {
      var change = directory.pending().get();
      text.append("from block ").append(change.lastHeight() + 1).append(" on\n");
      next = members(change.operators(), text);
    }
    return new Result(
        text.toString(),
        Result.fields(
            "height", directory.height(),
            "epoch", inForce.epoch(),
            "faults", inForce.faults(),
            "operators", members,
            "next", next));
  }

  private static List<Map<String, Object>> members(OperatorSet set, StringBuilder text) {
    List<Map<String, Object>> members = new ArrayList<>();
    for (OperatorSet.Operator each : set.operators()) {
      String key = each.publicKey().bytes().toHex();
      String certificate = each.transportKey().toHex();
      text.append(
          ROW.formatted(
              each.name(),
              each.address(),
              key.substring(0, SHORT),
              certificate.substring(0, SHORT)));
      members.add(
          Result.fields(
              "name",
              each.name(),
              "address",
              each.address(),
              "key",
              key,
              "certificateKey",
              certificate));
    }
    return members;
  }
}
