package org.specie.cli.purse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.purse.history.AccountRow;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message.Proof;
import org.specie.services.issuer.asking.DistantAgents;

/**
 * Gives the payments that a purse received back to the factory, in the order of its history. How
 * many it gave is in a file of the purse's folder; without the file all are given again, and count
 * once. Spec: docs/spec/58-issuer-service.md 7.5.
 */
final class GivingBack {
  /** The file with how many were given. */
  static final String FILE = "returned";

  private GivingBack() {}

  /** Gives what was not given yet; what the factory does not take now waits for the next time. */
  static void giveBack(KeptPurse purse, DistantAgents agents, Path folder) throws IOException {
    List<Proof> received =
        purse.purse().account().rows().stream()
            .filter(each -> !each.isPaid())
            .map(AccountRow::proof)
            .toList();
    Path file = folder.resolve(FILE);
    int given = Math.min(given(file), received.size());
    try {
      for (Proof each : received.subList(given, received.size())) {
        if (agents.giveBack(each) instanceof Verdict.Refused(Reason reason) && !isForGood(reason)) {
          break;
        }
        given++;
      }
    } finally {
      keep(file, given);
    }
  }

  /** Whether the payment is refused for what it is; another time it would be again. */
  private static boolean isForGood(Reason reason) {
    return reason.code() == AgentReason.TOKEN_OF_OTHERS.code()
        || Stream.of(TokenReason.values()).anyMatch(each -> each.code() == reason.code());
  }

  /** Whatever else stands there counts as nothing given. */
  private static int given(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    String text = Files.readString(file).strip();
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
  }

  private static void keep(Path file, int given) throws IOException {
    Path fresh = file.resolveSibling(FILE + ".new");
    Files.writeString(fresh, given + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
