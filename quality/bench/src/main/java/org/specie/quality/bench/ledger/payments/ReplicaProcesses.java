package org.specie.quality.bench.ledger.payments;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicaProcess;

/** The replicas of one network as processes, with the memory an operator's replica gets. */
final class ReplicaProcesses implements AutoCloseable {
  private static final int READY_SECONDS = 60;
  private static final int STOP_SECONDS = 20;

  private final List<Process> processes = new ArrayList<>();
  private final Thread atExit = new Thread(this::destroyAll, "specie-bench-stop");

  private ReplicaProcesses() {}

  /** Starts every replica of {@code network}, which lies in {@code folder}. */
  static ReplicaProcesses start(Path folder, NetworkDescription network) throws IOException {
    ReplicaProcesses started = new ReplicaProcesses();
    Runtime.getRuntime().addShutdownHook(started.atExit);
    try {
      started.startAll(folder, network);
      return started;
    } catch (IOException | RuntimeException | Error e) {
      started.close();
      throw e;
    }
  }

  private void startAll(Path folder, NetworkDescription network) throws IOException {
    List<CompletableFuture<String>> first = new ArrayList<>();
    for (NetworkDescription.Member member : network.replicas()) {
      String place = folder.resolve(member.folder()).toAbsolutePath().toString();
      Process process =
          new ProcessBuilder(ReplicaProcess.command(PaymentReplica.class.getName(), List.of(place)))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      processes.add(process);
      first.add(CompletableFuture.supplyAsync(() -> firstLine(process)));
    }
    for (int i = 0; i < first.size(); i++) {
      String line = await(first.get(i));
      if (!line.equals("ready")) {
        throw new IOException("replica " + i + " starts with \"" + line + "\", not \"ready\"");
      }
    }
  }

  private static String firstLine(Process process) {
    try {
      String line =
          new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      return line == null ? "" : line;
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static String await(CompletableFuture<String> line) throws IOException {
    try {
      return line.get(READY_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("a replica does not serve wallets within a minute", e);
    } catch (ExecutionException e) {
      throw new IOException("a replica's output cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while replicas started");
    }
  }

  /** What all replicas together have used since they started. */
  Spent spent() throws IOException {
    Spent sum = Spent.NOTHING;
    for (Process process : processes) {
      sum = sum.plus(Spent.of(process.toHandle()));
    }
    return sum;
  }

  /** Stops all replicas in order, and with force what does not stop. */
  @Override
  public void close() throws IOException {
    try {
      for (Process process : processes) {
        process.getOutputStream().close();
      }
      for (Process process : processes) {
        boolean _ = process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      destroyAll();
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // This process is ending, and the hook has done the same.
      }
    }
  }

  private void destroyAll() {
    processes.forEach(Process::destroyForcibly);
  }
}
