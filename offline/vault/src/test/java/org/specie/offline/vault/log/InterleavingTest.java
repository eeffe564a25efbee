package org.specie.offline.vault.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.vault.Answer;
import org.specie.offline.vault.hsm.Hsm;
import org.specie.quality.requirements.Requirement;

/**
 * Two processes go on from one state, command by command, in every order there is (2.6): at most
 * one of them answers, and one of their disks opens afterwards.
 */
@Requirement("R116")
class InterleavingTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final ByteString OPENED = ByteString.utf8("opened");

  /** Commands of an opening that change something or list it: list, make, write, destroy, list. */
  private static final int COMMANDS = 5;

  private static final long PATIENCE_SECONDS = 60;

  /** One of the two: its own disk, its own turn, and whether it answered. */
  private static final class Contender implements Hsm {
    private final Hsm shared;
    private final Storage disk;
    private final Semaphore go = new Semaphore(0);
    private final Semaphore done = new Semaphore(0);
    private volatile boolean isGated;
    private volatile boolean hasEnded;
    private volatile boolean hasAnswered;

    Contender(Hsm shared, Storage disk) {
      this.shared = shared;
      this.disk = disk;
    }

    private void gate() {
      if (isGated) {
        done.release();
        take(go);
      }
    }

    static void take(Semaphore permits) {
      try {
        if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError("a process hangs");
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    /** Opens the log in a thread of its own, a command at a time. */
    void start() {
      isGated = true;
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                try {
                  hasAnswered = open() instanceof Answer.Given;
                } catch (IOException _) {
                  hasAnswered = false;
                }
                isGated = false;
                hasEnded = true;
                done.release();
              });
      take(done);
    }

    /** Lets one command pass; whether there was one. */
    boolean advance() {
      if (hasEnded) {
        return false;
      }
      go.release();
      take(done);
      return true;
    }

    Answer<NotchedLog> open() throws IOException {
      return NotchedLog.open(this, gatedDisk(), ENTROPY, body -> {}, OPENED);
    }

    private Storage gatedDisk() {
      return new Storage() {
        @Override
        public Optional<ByteString> get(ByteString key) throws IOException {
          return disk.get(key);
        }

        @Override
        public void write(Batch batch) throws IOException {
          gate();
          disk.write(batch);
        }

        @Override
        public void scan(ByteString prefix, ByteString from, Visitor visitor) throws IOException {
          disk.scan(prefix, from, visitor);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public SortedSet<String> names() throws IOException {
      gate();
      return shared.names();
    }

    @Override
    public SortedSet<String> makeCodeKey(String name) throws IOException {
      gate();
      return shared.makeCodeKey(name);
    }

    @Override
    public ByteString code(String name, ByteString... parts) throws IOException {
      return shared.code(name, parts);
    }

    @Override
    public P256Key makeSigningKey(String name) throws IOException {
      return shared.makeSigningKey(name);
    }

    @Override
    public P256Signature sign(String name, ByteString... parts) throws IOException {
      return shared.sign(name, parts);
    }

    @Override
    public void destroy(String name) throws IOException {
      gate();
      shared.destroy(name);
    }
  }

  @Test
  void atMostOneOfTwoAnswersInEveryOrder() throws IOException {
    int answered = 0;
    int orders = 0;
    for (int order = 0; order < 1 << (2 * COMMANDS); order++) {
      if (Integer.bitCount(order) != COMMANDS) {
        continue;
      }
      orders++;
      answered += answersIn(order);
    }
    assertThat(orders).isEqualTo(252);
    assertThat(answered).as("orders in which one went on").isGreaterThan(100);
  }

  /** How many of two processes answer in an order; a set bit is the first one's turn. */
  private static int answersIn(int order) throws IOException {
    MemoryHsm hsm = new MemoryHsm();
    Storage disk = new MemoryStorage();
    assertThat(new Contender(hsm, disk).open()).isInstanceOf(Answer.Given.class);
    Contender first = new Contender(hsm, disk);
    Contender second = new Contender(hsm, copy(disk));
    first.start();
    second.start();
    for (int turn = 0; turn < 2 * COMMANDS; turn++) {
      ((order >> turn & 1) == 1 ? first : second).advance();
    }
    while (first.advance() || second.advance()) {
      assertThat(hsm.names()).as("the log's key").contains(NotchedLog.LOG_KEY);
    }
    String when = Integer.toBinaryString(order);
    assertThat(first.hasAnswered && second.hasAnswered).as(when).isFalse();
    if (first.hasAnswered || second.hasAnswered) {
      Contender last = first.hasAnswered ? first : second;
      Contender other = first.hasAnswered ? second : first;
      assertThat(other.open()).as(when).isInstanceOf(Answer.Refused.class);
      assertThat(last.open()).as(when).isInstanceOf(Answer.Given.class);
      return 1;
    }
    boolean oneOpens =
        first.open() instanceof Answer.Given || second.open() instanceof Answer.Given;
    assertThat(oneOpens).as(when).isTrue();
    return 0;
  }

  private static Storage copy(Storage of) throws IOException {
    MemoryStorage copy = new MemoryStorage();
    Storage.Batch all = new Storage.Batch();
    of.scan(
        ByteString.EMPTY,
        ByteString.EMPTY,
        (key, value) -> {
          all.put(key, value);
          return true;
        });
    copy.write(all);
    return copy;
  }
}
