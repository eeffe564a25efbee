package org.specie.cli.purse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
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

  /** Between a digest and the factory that said that the payment is of another one. */
  private static final String OF_OTHERS = " ?";

  private final DistantAgents agents;
  private final String factory;
  private final Set<String> given;
  private int refusedAsOfOthers;
  private boolean isChanged;

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
    try {
      giving.give(received.reversed());
    } finally {
      if (giving.isChanged) {
        keep(file, giving.given);
      }
    }
  }

  private void give(List<Proof> received) throws IOException {
    List<Proof> ofOthers = new ArrayList<>();
    for (Proof each : received) {
      if (given.contains(ofOthers(each))) {
        ofOthers.add(each);
      } else if (!isAtItsEnd(each) && !goesOn(each)) {
        return;
      }
    }
    // What was of another factory is tried last, so that none of these keeps the rest for ever.
    for (Proof each : ofOthers) {
      if (!isAtItsEnd(each) && !goesOn(each)) {
        return;
      }
    }
  }

  private static String taken(Proof payment) {
    return Returns.digest(payment).toHex();
  }

  private String refused(Proof payment) {
    return taken(payment) + " " + factory;
  }

  private String ofOthers(Proof payment) {
    return taken(payment) + OF_OTHERS + factory;
  }

  private boolean isAtItsEnd(Proof payment) {
    return given.contains(taken(payment)) || given.contains(refused(payment));
  }

  /** Gives one; whether the factory is asked more now. */
  private boolean goesOn(Proof payment) throws IOException {
    return switch (agents.giveBack(payment)) {
      case Verdict.Accepted _ -> noted(taken(payment));
      case Verdict.Refused(Reason reason) when isForGood(reason) -> noted(refused(payment));
      case Verdict.Refused(Reason reason) ->
          reason.code() == AgentReason.TOKEN_OF_OTHERS.code()
              && noted(ofOthers(payment))
              && ++refusedAsOfOthers < OF_OTHERS_MAX;
    };
  }

  private boolean noted(String entry) {
    isChanged |= given.add(entry);
    return true;
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
