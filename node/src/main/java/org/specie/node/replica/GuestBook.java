package org.specie.node.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.transport.identity.Trust;

/**
 * Those whom this operator lets follow the ledger before anything is decided about them: certified
 * candidacies in files, so that a newcomer has the ledger by the time the committee seats it. They
 * are sent what is public anyway, and decide nothing.
 */
public final class GuestBook {
  /** Guests at one time. */
  static final int GUESTS_MAX = 16;

  private final Path folder;
  private List<Path> seen = List.of();
  private List<OperatorSet.Operator> guests = List.of();

  private GuestBook(Path folder) {
    this.folder = folder;
  }

  /** That of the replica in {@code folder}. */
  public static GuestBook of(ReplicaFolder folder) {
    return new GuestBook(folder.root().resolve("guests"));
  }

  /** Lets {@code candidacy}, which has been examined, follow; the replica notices by itself. */
  public void admit(Candidacy candidacy) throws IOException {
    Files.createDirectories(folder);
    if (files().size() >= GUESTS_MAX) {
      throw new IOException(
          "there are " + GUESTS_MAX + " guests already; remove some from " + folder);
    }
    // An operator's name need not be one of a file.
    Hash32 file = Hash32.sha256(candidacy.consensusKey().bytes());
    candidacy.write(folder.resolve(file.toHex()));
  }

  /** Looks who is there; whether that has changed. */
  boolean look(Hash32 ledgerId, Trust trust) throws IOException {
    List<Path> files = files();
    if (files.equals(seen)) {
      return false;
    }
    seen = files;
    List<OperatorSet.Operator> certified = new ArrayList<>();
    for (Path file : files) {
      try {
        Candidacy candidacy = Candidacy.read(file);
        if (candidacy.examine(ledgerId, trust) instanceof Verdict.Accepted) {
          certified.add(candidacy.operator());
        }
      } catch (MalformedInput e) {
        // What is no candidacy lets nobody in.
      }
    }
    guests = List.copyOf(certified);
    return true;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(file -> !file.getFileName().toString().endsWith(".new"))
          .sorted()
          .limit(GUESTS_MAX)
          .toList();
    }
  }

  List<OperatorSet.Operator> guests() {
    return guests;
  }
}
