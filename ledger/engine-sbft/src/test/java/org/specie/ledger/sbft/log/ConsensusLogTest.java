package org.specie.ledger.sbft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.ledger.sbft.log.ConsensusLog.Opening;
import org.specie.quality.requirements.Requirement;

class ConsensusLogTest {
  private static final Hash32 OWNER = owner(1);
  private static final LogLimits SMALL = new LogLimits(1024, 4096);

  private static Hash32 owner(int number) {
    byte[] bytes = new byte[Hash32.SIZE];
    bytes[0] = (byte) number;
    return new Hash32(ByteString.copyOf(bytes));
  }

  private static ByteString record(int number) {
    byte[] bytes = new byte[40 + number % 97];
    Arrays.fill(bytes, (byte) number);
    bytes[0] = (byte) (number >> 8);
    return ByteString.copyOf(bytes);
  }

  private static List<ByteString> records(int from, int to) {
    List<ByteString> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      records.add(record(i));
    }
    return records;
  }

  private static Opening.Sound sound(LogFiles files) throws IOException {
    Opening opened = ConsensusLog.open(files, OWNER, SMALL);
    if (opened instanceof Opening.Absent) {
      ConsensusLog.startOver(files, OWNER, SMALL, List.of()).close();
      opened = ConsensusLog.open(files, OWNER, SMALL);
    }
    return (Opening.Sound) opened;
  }

  @Test
  @Requirement("E4")
  void givesBackInOrderWhatWasSyncedAcrossSegments() throws IOException {
    FragileFiles files = new FragileFiles();
    try (ConsensusLog log = sound(files).log()) {
      for (int i = 0; i < 100; i += 4) {
        log.append(records(i, i + 4));
        log.sync();
      }
    }
    assertThat(SegmentName.segments(files.list())).hasSizeGreaterThan(5);
    Opening.Sound again = sound(files);
    assertThat(again.records()).isEqualTo(records(0, 100));
    assertThat(again.tornBytes()).isZero();
    assertThat(SegmentName.segments(files.list())).hasSize(1);
  }

  @Test
  void checkpointLeavesWhatSurvivesAndOneSegment() throws IOException {
    FragileFiles files = new FragileFiles();
    try (ConsensusLog log = sound(files).log()) {
      log.append(records(0, 60));
      log.sync();
      log.checkpoint(records(50, 60));
      log.append(records(60, 70));
    }
    assertThat(sound(files).records()).isEqualTo(records(50, 70));
  }

  @Test
  void aLogThatLostPowerAtBirthIsAbsentOrEmpty() throws IOException {
    assertThat(ConsensusLog.open(new FragileFiles(), OWNER, SMALL)).isEqualTo(new Opening.Absent());
    for (int operations = 0; operations < 6; operations++) {
      for (int percent : List.of(0, 50, 100)) {
        FragileFiles files = new FragileFiles();
        files.failAfter(operations);
        open(files);
        assertThat(sound(files.afterPowerLoss(percent, true)).records()).isEmpty();
        assertThat(sound(files.afterPowerLoss(percent, false)).records()).isEmpty();
      }
    }
  }

  private static void open(FragileFiles files) {
    try {
      sound(files).log().close();
    } catch (IOException e) {
      assertThat(e).isInstanceOf(FragileFiles.PowerLost.class);
    }
  }

  /** What one life of a replica did before its power was lost. */
  private static final class Life {
    private final List<List<ByteString>> allowed = new ArrayList<>();
    private List<ByteString> synced = List.of();
    private List<ByteString> appended = List.of();

    void live(FragileFiles files) throws IOException {
      ConsensusLog log = sound(files).log();
      for (int turn = 0; turn < 14; turn++) {
        List<ByteString> next = records(turn * 7, turn * 7 + 7);
        appended = concat(appended, next);
        log.append(next);
        if (turn % 2 == 1) {
          log.sync();
          synced = appended;
        }
        if (turn == 6 || turn == 10) {
          List<ByteString> survivors = appended.subList(appended.size() - 9, appended.size());
          allowed.add(synced);
          allowed.add(survivors);
          synced = survivors;
          appended = survivors;
          log.checkpoint(survivors);
          allowed.clear();
        }
      }
      log.close();
      synced = appended;
    }

    private static List<ByteString> concat(List<ByteString> first, List<ByteString> second) {
      List<ByteString> all = new ArrayList<>(first);
      all.addAll(second);
      return all;
    }

    boolean allows(List<ByteString> found) {
      if (!allowed.isEmpty()) {
        return allowed.stream().anyMatch(each -> startsWith(found, each));
      }
      return startsWith(found, synced) && startsWith(appended, found);
    }

    private static boolean startsWith(List<ByteString> list, List<ByteString> start) {
      return list.size() >= start.size() && list.subList(0, start.size()).equals(start);
    }
  }

  @Test
  @Requirement("E4")
  void keepsWhatWasSyncedThroughPowerLostAtAnyOperation() throws IOException {
    boolean isFinished = false;
    int crashes = 0;
    for (int operations = 1; !isFinished; operations++) {
      FragileFiles files = new FragileFiles();
      files.failAfter(operations);
      Life life = new Life();
      isFinished = lives(life, files);
      for (int percent : List.of(0, 1, 13, 37, 50, 71, 97, 100)) {
        for (boolean areNamesKept : List.of(true, false)) {
          FragileFiles after = files.afterPowerLoss(percent, areNamesKept);
          recoverThroughMoreCrashes(life, after, "%d/%d".formatted(operations, percent));
          crashes++;
        }
      }
    }
    assertThat(crashes).isGreaterThan(500);
  }

  private static boolean lives(Life life, FragileFiles files) throws IOException {
    try {
      life.live(files);
      return true;
    } catch (FragileFiles.PowerLost e) {
      return false;
    }
  }

  /** Recovery loses power too, at each of its operations, before it gets through. */
  private static void recoverThroughMoreCrashes(Life life, FragileFiles files, String where)
      throws IOException {
    FragileFiles now = files;
    for (int operations = 0; ; operations += 2) {
      now.failAfter(operations);
      try {
        List<ByteString> found = sound(now).records();
        assertThat(life.allows(found)).as(where).isTrue();
        return;
      } catch (FragileFiles.PowerLost e) {
        now = now.afterPowerLoss(operations * 29 % 101, operations % 4 == 0);
      }
    }
  }

  private static FragileFiles settled(int records) throws IOException {
    FragileFiles files = new FragileFiles();
    try (ConsensusLog log = sound(files).log()) {
      log.checkpoint(records(0, 3));
      for (int i = 3; i < records; i += 5) {
        log.append(records(i, Math.min(i + 5, records)));
        log.sync();
      }
    }
    return files;
  }

  @Test
  @Requirement("E4")
  void noFlippedBitMakesItForgetSilently() throws IOException {
    FragileFiles files = settled(28);
    assertThat(SegmentName.segments(files.list())).hasSizeGreaterThan(1);
    int damaged = 0;
    for (String name : files.list()) {
      byte[] bytes = files.bytes(name);
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        FragileFiles flipped = files.copy();
        byte[] changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        flipped.put(name, changed);
        switch (ConsensusLog.open(flipped, OWNER, SMALL)) {
          case Opening.Damaged(String what) -> damaged++;
          case Opening.Absent() -> throw new AssertionError("%s bit %d".formatted(name, bit));
          case Opening.Sound(ConsensusLog log, List<ByteString> records, long torn) ->
              assertThat(records)
                  .as("%s bit %d", name, bit)
                  .matches(found -> found.equals(records(0, 28)));
        }
      }
    }
    assertThat(damaged).isGreaterThan(10_000);
  }

  @Test
  @Requirement("E4")
  void noLostSegmentMakesItForgetSilently() throws IOException {
    FragileFiles files = settled(60);
    List<String> names = files.list();
    assertThat(names).hasSizeGreaterThan(3);
    for (String name : names.subList(0, names.size() - 1)) {
      FragileFiles without = files.copy();
      without.delete(name);
      assertThat(ConsensusLog.open(without, OWNER, SMALL)).isInstanceOf(Opening.Damaged.class);
    }
  }

  @Test
  void aSectorOfZerosBeforeTheEndIsDamage() throws IOException {
    FragileFiles files = settled(60);
    for (String name : files.list()) {
      byte[] bytes = files.bytes(name);
      for (int from = 0; from + 128 < bytes.length - 200; from += 64) {
        FragileFiles zeroed = files.copy();
        byte[] changed = bytes.clone();
        Arrays.fill(changed, from, from + 128, (byte) 0);
        zeroed.put(name, changed);
        assertThat(ConsensusLog.open(zeroed, OWNER, SMALL))
            .as("%s from %d", name, from)
            .isInstanceOf(Opening.Damaged.class);
      }
    }
  }

  @Test
  void anUnsyncedEndWithHolesIsTornAndNotDamage() throws IOException {
    FragileFiles files = new FragileFiles();
    ConsensusLog log = sound(files).log();
    log.append(records(0, 2));
    log.sync();
    int syncedBytes = files.bytes(files.list().getFirst()).length;
    log.append(records(2, 8));
    String name = files.list().getFirst();
    byte[] bytes = files.bytes(name).clone();
    Arrays.fill(bytes, syncedBytes, syncedBytes + 60, (byte) 0);
    files.put(name, bytes);
    Opening.Sound found = sound(files);
    assertThat(found.records()).isEqualTo(records(0, 2));
    assertThat(found.tornBytes()).isPositive();
  }

  @Test
  void aLogOfAnotherOwnerIsDamage() throws IOException {
    FragileFiles files = settled(20);
    assertThat(ConsensusLog.open(files, owner(2), SMALL)).isInstanceOf(Opening.Damaged.class);
  }

  @Test
  void aSegmentUnderAnotherNameIsDamage() throws IOException {
    FragileFiles files = settled(60);
    List<String> names = files.list();
    files.put(names.getLast(), files.bytes(names.get(names.size() - 2)));
    assertThat(ConsensusLog.open(files, OWNER, SMALL)).isInstanceOf(Opening.Damaged.class);
  }

  @Test
  void aDamagedLogIsReplacedAllOrNothing() throws IOException {
    for (int operations = 0; operations < 12; operations++) {
      FragileFiles files = settled(60);
      files.delete(files.list().get(1));
      files.syncDirectory();
      files.failAfter(operations);
      boolean isReplaced;
      try {
        ConsensusLog.startOver(files, OWNER, SMALL, records(7, 9)).close();
        isReplaced = true;
      } catch (FragileFiles.PowerLost e) {
        isReplaced = false;
      }
      Opening found = ConsensusLog.open(files.afterPowerLoss(0, false), OWNER, SMALL);
      if (found instanceof Opening.Sound(ConsensusLog log, List<ByteString> records, long torn)) {
        assertThat(records).isEqualTo(records(7, 9));
      } else {
        assertThat(isReplaced).isFalse();
      }
    }
  }

  @Test
  @Requirement("E4")
  void aFullDiskIsSaidAndNothingIsHalfBelieved() throws IOException {
    for (int room = 60; room < 3000; room += 53) {
      FragileFiles files = new FragileFiles();
      files.fillUpAfter(room);
      List<ByteString> synced = fill(files);
      Opening.Sound after = sound(files.copy());
      assertThat(after.records().subList(0, synced.size())).isEqualTo(synced);
    }
  }

  private static List<ByteString> fill(FragileFiles files) {
    List<ByteString> synced = new ArrayList<>();
    ConsensusLog log = null;
    try {
      log = sound(files).log();
      for (int i = 0; i < 1000; i++) {
        log.append(List.of(record(i)));
        log.sync();
        synced.add(record(i));
      }
      throw new AssertionError("the disk never filled up");
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("no space");
      if (log != null) {
        ConsensusLog broken = log;
        assertThatThrownBy(broken::sync).isInstanceOf(InvariantViolation.class);
      }
    }
    return synced;
  }

  @Test
  @Requirement("E4")
  void aFailedFlushIsNotTriedAgain() throws IOException {
    FragileFiles files = new FragileFiles();
    ConsensusLog log = sound(files).log();
    log.append(records(0, 1));
    files.failSyncs();
    assertThatThrownBy(log::sync).isInstanceOf(IOException.class);
    assertThatThrownBy(log::sync).isInstanceOf(InvariantViolation.class);
    List<ByteString> more = records(1, 2);
    assertThatThrownBy(() -> log.append(more)).isInstanceOf(InvariantViolation.class);
    log.close();
  }

  @Test
  void aRecordBeyondTheLimitIsABug() throws IOException {
    ConsensusLog log = sound(new FragileFiles()).log();
    List<ByteString> tooLarge = List.of(ByteString.copyOf(new byte[4097]));
    assertThatThrownBy(() -> log.append(tooLarge)).isInstanceOf(InvariantViolation.class);
  }
}
