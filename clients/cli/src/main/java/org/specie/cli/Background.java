package org.specie.cli;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.specie.node.replica.ReplicaProcess;

/**
 * A service on this machine as a process that goes on when the command that started it has ended.
 *
 * @param name as people know it
 * @param words that run it in the foreground
 */
public record Background(String name, ReplicaProcess process, List<String> words) {
  private static final int LOOKS_MAX = 600;
  private static final long LOOK_MS = 200;

  public Background {
    words = List.copyOf(words);
  }

  /** Starts it and waits until it {@code answers}. */
  public ProcessHandle start(BooleanSupplier answers) throws IOException {
    ProcessHandle started = begin();
    await(started, answers);
    return started;
  }

  /** Starts it and waits for nothing, so that others can be started beside it. */
  public ProcessHandle begin() throws IOException {
    return process.start(Main.class.getName(), words);
  }

  /** The same for a life of a minute, see {@link ReplicaProcess#startBriefly}. */
  public ProcessHandle beginBriefly() throws IOException {
    return process.startBriefly(Main.class.getName(), words);
  }

  /** Waits until what {@link #begin} started {@code answers}; stops it if it does not. */
  public void await(ProcessHandle started, BooleanSupplier answers) throws IOException {
    for (int look = 0; look < LOOKS_MAX; look++) {
      if (ReplicaProcess.hasEnded(started, LOOK_MS)) {
        throw new IOException(name + " has ended; see the end of " + process.log());
      }
      if (answers.getAsBoolean()) {
        return;
      }
    }
    boolean _ = process.stop();
    throw new IOException(
        name + " did not answer within two minutes and was stopped; see " + process.log());
  }

  /** Stops it, if it runs; the exit code. */
  public int stop(Surroundings surroundings) throws IOException {
    boolean ran = process.stop();
    surroundings.err().print(name + (ran ? " has stopped\n" : " did not run\n"));
    return ExitCode.DONE;
  }
}
