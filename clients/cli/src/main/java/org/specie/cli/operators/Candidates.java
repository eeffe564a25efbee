package org.specie.cli.operators;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.gateway.client.Patience;
import org.specie.cash.gateway.message.ReplicaStatus;
import org.specie.cli.Surroundings;
import org.specie.cli.network.RemoteAccess;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.transport.identity.Trust;
import org.specie.node.replica.Candidacy;
import org.specie.node.replica.CandidacyReason;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.NetworkDescription.Member;
import org.specie.node.replica.ReplicaFolder;
import org.specie.wallet.Answer;

/** Candidacies as files, and what of them becomes public once they are seated. */
final class Candidates {
  private static final Patience BRIEF = new Patience(2_000, 100, 2_000);
  private static final int LOOKS_MAX = 5;

  private final Surroundings surroundings;
  private final Path network;
  private final NetworkDescription description;
  private final List<Member> members = new ArrayList<>();

  Candidates(Surroundings surroundings, Path network, NetworkDescription description) {
    this.surroundings = surroundings;
    this.network = network;
    this.description = description;
  }

  /** The candidacy in {@code file}, as somebody asks for it, certified or not. */
  static Answer<Candidacy> asked(Path file, NetworkDescription description) throws IOException {
    try {
      Candidacy candidacy = Candidacy.read(file);
      return candidacy.examine(description.genesis().ledgerId())
              instanceof Verdict.Refused(var reason)
          ? Answer.refused(reason, "(" + file + ")")
          : Answer.done(candidacy);
    } catch (MalformedInput e) {
      return Answer.refused(CandidacyReason.UNREADABLE, "(" + file + ": " + e.getMessage() + ")");
    }
  }

  /** The candidacy in {@code file}, certified for this ledger. */
  Answer<Candidacy> certified(Path given) throws IOException {
    Path file = surroundings.resolve(given);
    return asked(file, description)
        .then(
            candidacy -> {
              Trust trust = new Trust(description.authority(), surroundings.clock());
              if (candidacy.examine(description.genesis().ledgerId(), trust)
                  instanceof Verdict.Refused(var reason)) {
                return Answer.refused(reason, "(" + given + ")");
              }
              members.add(new Member(candidacy.name(), candidacy.wallets(), folder(file)));
              return Answer.done(candidacy);
            });
  }

  /** The folder of the replica beside whose keys the file lies, if that is so. */
  private String folder(Path file) throws IOException {
    Path home = file.toAbsolutePath().normalize().getParent();
    boolean isHere = home != null && Files.isRegularFile(home.resolve(ReplicaFolder.FILE));
    return isHere && home != null
        ? network.toAbsolutePath().normalize().relativize(home).toString()
        : "";
  }

  /**
   * Up to where the replica of {@code member} has executed the ledger; -1 if it does not answer. A
   * replica that fetches the ledger on a busy machine may be late: it is asked more than once.
   */
  long height(Member member) throws IOException {
    NetworkDescription alone =
        new NetworkDescription(description.genesis(), description.authority(), 0, List.of(member));
    try (RemoteAccess access =
        RemoteAccess.to(alone, surroundings.clock(), surroundings.entropy(), BRIEF)) {
      for (int look = 0; look < LOOKS_MAX; look++) {
        Optional<ReplicaStatus> status =
            access.replicas().statuses().getOrDefault(member.name(), Optional.empty());
        if (status.isPresent()) {
          return status.get().height();
        }
      }
      return -1;
    }
  }

  /** Where those serve wallets whose candidacies were read. */
  List<Member> members() {
    return List.copyOf(members);
  }
}
