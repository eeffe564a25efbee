package org.specie.cli.purse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.factory.Returns;
import org.specie.offline.purse.history.AccountRow;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Message.Proof;
import org.specie.services.issuer.asking.DistantAgents;

/**
 * Gives the payments that a purse received back to the factory, the newest first. Which it gave is
 * in a file of the purse's folder, by the digest of the token with the payment; without the file
 * all are given again, and count once. Spec: docs/spec/58-issuer-service.md 7.5.
 */
final class GivingBack {
  /** The file with what was given: a digest of what was taken, or a digest and who refused it. */
  static final String FILE = "returned";

  /** How many of other factories' payments are tried in one go. */
  static final int OF_OTHERS_MAX = 64;

  private final DistantAgents agents;
  private final String factory;
  private final Set<String> given;

  private GivingBack(DistantAgents agents, String factory, Set<String> given) {
    this.agents = agents;
    this.factory = factory;
    this.given = given;
  }

  /**
   * Gives what was not given yet; what the factory does not take now waits for the next time.
   *
   * @param factory its address, of which {@code agents} ask
   */
  static void giveBack(KeptPurse purse, DistantAgents agents, String factory, Path folder)
      throws IOException {
    List<Proof> received =
        purse.purse().account().rows().stream()
            .filter(each -> !each.isPaid())
            .map(AccountRow::proof)
            .toList();
    Path file = folder.resolve(FILE);
    GivingBack giving = new GivingBack(agents, factory, read(file));
    int before = giving.given.size();
    try {
      giving.give(received.reversed());
    } finally {
      if (giving.given.size() > before) {
        keep(file, giving.given);
      }
    }
  }

  private void give(List<Proof> received) throws IOException {
    int ofOthers = 0;
    for (Proof each : received) {
      String taken = Returns.digest(each).toHex();
      String refused = taken + " " + factory;
      if (given.contains(taken) || given.contains(refused)) {
        continue;
      }
      switch (agents.giveBack(each)) {
        case Verdict.Accepted _ -> given.add(taken);
        case Verdict.Refused(Reason reason) when isForGood(reason) -> given.add(refused);
        case Verdict.Refused(Reason reason) -> {
          // Of another factory it is not given: when that one is asked again, it gets it.
          boolean isOfOthers = reason.code() == AgentReason.TOKEN_OF_OTHERS.code();
          if (!isOfOthers || ++ofOthers == OF_OTHERS_MAX) {
            return;
          }
        }
      }
    }
  }

  /** Whether this factory refuses the payment for what it is; another time it would again. */
  private static boolean isForGood(Reason reason) {
    return Stream.of(TokenReason.values()).anyMatch(each -> each.code() == reason.code());
  }

  /** What does not begin with a digest, as a count of earlier versions, is left out. */
  private static Set<String> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new LinkedHashSet<>();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return new LinkedHashSet<>(lines.filter(GivingBack::isEntry).toList());
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof MalformedInputException) {
        return new LinkedHashSet<>();
      }
      throw e.getCause();
    }
  }

  private static boolean isEntry(String line) {
    return line.matches("[0-9a-f]{" + 2 * Hash32.SIZE + "}( [!-~]{1,256})?");
  }

  private static void keep(Path file, Set<String> given) throws IOException {
    Path fresh = file.resolveSibling(FILE + ".new");
    Files.write(fresh, given);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
