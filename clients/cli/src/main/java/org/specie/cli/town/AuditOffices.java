package org.specie.cli.town;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.specie.cli.auditor.AuditorFolder;
import org.specie.cli.auditor.Placing;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;

/** The auditors that a network on this machine was founded with, each a process. */
public final class AuditOffices implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int CERTIFIED_DAYS = 30;

  private final List<AuditorFolder> offices;

  private AuditOffices(List<AuditorFolder> offices) {
    this.offices = List.copyOf(offices);
  }

  /** Told how many of how many answer. */
  @FunctionalInterface
  public interface Progress {
    void serving(int auditors, int of);
  }

  /**
   * Gives each auditor of the network in {@code network} a place in its description, before that is
   * handed out to anybody, and starts them.
   */
  public static AuditOffices open(Path network, Clock clock, Entropy entropy, Progress progress)
      throws IOException {
    List<AuditorFolder> placed =
        new Placing(network, clock, entropy).place(LOOPBACK, 0, CERTIFIED_DAYS);
    List<AuditorFolder> started = new ArrayList<>();
    AuditOffices offices = new AuditOffices(placed);
    try {
      for (AuditorFolder each : placed) {
        progress.serving(started.size(), placed.size());
        ProcessHandle _ = each.start(clock, entropy);
        started.add(each);
      }
      return offices;
    } catch (IOException | RuntimeException | Error e) {
      offices.close();
      throw e;
    }
  }

  /** All of them, running or not. */
  public List<AuditorFolder> all() {
    return offices;
  }

  @Override
  public void close() throws IOException {
    for (AuditorFolder each : offices) {
      boolean _ = each.process().stop();
    }
  }
}
