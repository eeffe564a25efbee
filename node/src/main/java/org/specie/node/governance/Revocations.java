package org.specie.node.governance;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.IdentityFiles;
import org.specie.ledger.transport.identity.RevocationList;
import org.specie.ledger.transport.identity.Trust;

/**
 * Looks at the file of the governance authority's revocation list every few seconds and puts a
 * newer one in force, which ends the links of whoever is on it. A file that has gone, is damaged or
 * is older undoes nothing. Source: docs/spec/24-transport.md, clause 1.7.
 */
public final class Revocations implements AutoCloseable {
  /** The list, in the folder of whoever heeds it. */
  public static final String FILE = "revoked.crl";

  private static final long LOOK_SECONDS = 5;

  private final Path file;
  private final Trust trust;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("specie-revocations").daemon(true).factory());
  private volatile Optional<String> problem = Optional.empty();

  private Revocations(Path file, Trust trust) {
    this.file = file;
    this.trust = trust;
  }

  /** Heeds the list in {@code folder}: what is there now from the start. */
  public static Revocations heed(Path folder, Trust trust) {
    Revocations revocations = new Revocations(folder.resolve(FILE), trust);
    revocations.look();
    var _ =
        revocations.thread.scheduleWithFixedDelay(
            revocations::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    return revocations;
  }

  private void look() {
    if (!Files.isRegularFile(file)) {
      problem =
          trust.revocations().isPresent()
              ? Optional.of(file + " has gone; the list in force stays in force")
              : Optional.empty();
      return;
    }
    try {
      problem = take(IdentityFiles.revocations(file, trust.authority()));
    } catch (IOException e) {
      problem = Optional.of(file + " cannot be read: " + e.getMessage());
    }
  }

  private Optional<String> take(Outcome<RevocationList> read) {
    return switch (read) {
      case Outcome.Refused<RevocationList>(var reason) -> Optional.of(said(reason));
      case Outcome.Accepted<RevocationList>(var list) ->
          trust.revocations().filter(list::equals).isPresent()
              ? Optional.empty()
              : switch (trust.replaceRevocations(list)) {
                case Outcome.Accepted<RevocationList> _ -> Optional.empty();
                case Outcome.Refused<RevocationList>(var reason) -> Optional.of(said(reason));
              };
    };
  }

  private String said(TransportReason reason) {
    return file + ": " + reason.code() + " " + reason.sentence() + " " + reason.remedy();
  }

  /** What is wrong with the file, if something is. */
  public Optional<String> problem() {
    return problem;
  }

  /** The number of the list in force; 0 if there is none. */
  public long number() {
    return trust.revocations().map(RevocationList::number).orElse(BigInteger.ZERO).longValue();
  }

  /** How many certificates the list in force revokes. */
  public long revoked() {
    return trust.revocations().map(list -> list.serials().size()).orElse(0);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
