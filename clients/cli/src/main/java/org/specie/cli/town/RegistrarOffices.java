package org.specie.cli.town;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.specie.cli.registrar.Placing;
import org.specie.cli.registrar.RegistrarFolder;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;

/** The registrars that a network on this machine was founded with, each a process. */
public final class RegistrarOffices implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int CERTIFIED_DAYS = 30;

  private final List<RegistrarFolder> offices;

  private RegistrarOffices(List<RegistrarFolder> offices) {
    this.offices = List.copyOf(offices);
  }

  /** Places the registrars of the network in {@code network}, and starts all at the same time. */
  public static RegistrarOffices open(
      Path network, Map<String, Ed25519PublicKey> issuers, Clock clock, Entropy entropy)
      throws IOException {
    RegistrarOffices offices =
        new RegistrarOffices(
            new Placing(network, LOOPBACK, CERTIFIED_DAYS, issuers, clock, entropy).place(0));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ProcessHandle>> started = new ArrayList<>();
      for (RegistrarFolder each : offices.offices) {
        started.add(threads.submit(each::start));
      }
      for (Future<ProcessHandle> each : started) {
        ProcessHandle _ = each.get();
      }
      return offices;
    } catch (ExecutionException e) {
      offices.close();
      throw new IOException("a registrar did not start; see the log in its folder", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      offices.close();
      throw new IOException("interrupted while registrars started", e);
    }
  }

  /** All of them, running or not. */
  public List<RegistrarFolder> all() {
    return offices;
  }

  @Override
  public void close() throws IOException {
    for (RegistrarFolder each : offices) {
      boolean _ = each.process().stop();
    }
  }
}
