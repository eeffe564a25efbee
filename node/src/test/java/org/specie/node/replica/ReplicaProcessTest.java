package org.specie.node.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that lives beside this one. */
final class ReplicaProcessTest {
  @TempDir private Path folder;

  /** Stays until it is told to stop. */
  static final class Staying {
    private Staying() {}

    public static void main(String[] words) throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }

  /** What interrupts a story, Ctrl-C for one, is what has everything stopped that runs. */
  @Test
  void isStoppedByWhoeverWasInterrupted() throws IOException {
    ReplicaProcess process = ReplicaProcess.of(folder, "staying");
    ProcessHandle started = process.startBriefly(Staying.class.getName(), List.of());
    boolean ran;
    boolean knows;
    try {
      Thread.currentThread().interrupt();
      ran = process.stop();
    } finally {
      knows = Thread.interrupted();
      boolean _ = started.destroyForcibly();
    }
    assertThat(ran).isTrue();
    assertThat(knows).as("whether the thread still knows").isTrue();
    assertThat(process.isRunning()).isFalse();
    assertThat(folder.resolve("pid")).as("taken away once it had ended").doesNotExist();
  }
}
