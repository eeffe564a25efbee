package org.specie.offline.agents.unsealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.agents.World;
import org.specie.offline.agents.pseudonym.RegisterEntry;
import org.specie.offline.agents.unsealing.LogAudit.Fault;
import org.specie.offline.agents.unsealing.LogAudit.Finding;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/56-register.md 4.4 to 4.6. */
@Requirement("R54")
class LogAuditTest {
  private final RegisterWorld world = new RegisterWorld();
  private final List<GivenShare> answers = new ArrayList<>();
  private UnsealingCase first;
  private UnsealingCase second;

  /** Two cases: the first opened by 1, 2 and 3, of the second 1 alone gave a share. */
  @BeforeEach
  void open() throws IOException {
    RegisterEntry ana = world.register.entry(world.enrol("ana")).orElseThrow();
    RegisterEntry ben = world.register.entry(world.enrol("ben")).orElseThrow();
    first = ordered(ana, 1, 2, 3);
    second = ordered(ben, 1);
  }

  private UnsealingCase ordered(RegisterEntry entry, int... members) throws IOException {
    UnsealingOrder order =
        new UnsealingOrder("a court", "AZ 1", "a reason", entry.owner(), World.NOW, World.NOW);
    UnsealingCase about = UnsealingCase.of(order, entry, RegisterWorld.entropy());
    List<Approval> approvals = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      approvals.add(
          world
              .authority(i)
              .approve(about.encode(), entry.encode(), World.NOW)
              .optional()
              .orElseThrow());
    }
    ByteString warrant = new Warrant(about, approvals).encode();
    for (int member : members) {
      answers.add(
          world
              .authority(member)
              .share(warrant, entry.encode(), World.NOW)
              .optional()
              .orElseThrow());
    }
    return about;
  }

  private List<LogEntry> log(int index) throws IOException {
    List<LogEntry> all = new ArrayList<>();
    world.book(index).read(all::add);
    return all;
  }

  private LogAudit audit() {
    return new LogAudit(world.authorities);
  }

  private static SortedSet<Finding> only(int index, Fault fault) {
    return new TreeSet<>(List.of(new Finding(index, fault)));
  }

  @Test
  void countsEveryCaseOnceAndWhichAreComplete() throws IOException {
    LogAudit audit = audit();
    for (int i = 1; i <= RegisterWorld.MEMBERS; i++) {
      audit.log(i, log(i));
      audit.head(world.authority(i).head());
    }
    answers.forEach(audit::answer);
    LogAudit.Report report = audit.report();

    assertThat(report.findings()).isEmpty();
    assertThat(report.cases()).containsExactlyInAnyOrder(first.commitment(), second.commitment());
    assertThat(report.complete()).containsExactly(first.commitment());
  }

  /** The log shows how many; whose it was shows who has the case. */
  @Test
  void aLogTellsNothingOfTheCaseUntilTheCaseIsShown() throws IOException {
    ByteString published = log(1).getFirst().encode();
    assertThat(published.size()).isEqualTo(76);
    assertThat(published.toHex()).doesNotContain(first.order().owner().bytes().toHex());
    UnsealingCase again = new UnsealingCase(Hash32.ZERO, first.entry(), first.order());
    assertThat(again.commitment()).isNotEqualTo(first.commitment());
    assertThat(log(1).getFirst().commitment()).isEqualTo(first.commitment());
  }

  @Test
  void namesWhoLeavesAnEntryOut() throws IOException {
    LogAudit audit = audit();
    audit.log(1, List.of(log(1).getFirst()));
    answers.forEach(audit::answer);
    assertThat(audit.report().findings()).isEqualTo(only(1, Fault.ENTRY_MISSING));

    LogAudit cut = audit();
    cut.log(2, List.of());
    cut.head(world.authority(2).head());
    assertThat(cut.report().findings()).isEqualTo(only(2, Fault.ENTRY_MISSING));
  }

  @Test
  void namesWhoChangesAnEntry() throws IOException {
    LogEntry genuine = log(1).getFirst();
    LogEntry other = new LogEntry(1, Hash32.ZERO, Hash32.sha256(new byte[] {1}), genuine.time());
    LogAudit audit = audit();
    audit.log(1, List.of(other, log(1).get(1)));
    audit.log(2, List.of(other));
    answers.forEach(audit::answer);

    assertThat(audit.report().findings())
        .containsExactlyInAnyOrder(
            new Finding(1, Fault.CHAIN_BROKEN),
            new Finding(1, Fault.HEAD_CONTRADICTED),
            new Finding(2, Fault.HEAD_CONTRADICTED));
  }

  /** One log for one asker and another for the next: the two signed heads suffice. */
  @Test
  void namesWhoShowsTwoLogs() throws IOException {
    LogHead shown = world.authority(3).head();
    LogHead other =
        LogHead.sign(world.authorities, 3, world.signing(3), 1, Hash32.sha256(new byte[] {3}));
    LogAudit audit = audit();
    audit.head(shown);
    audit.head(other);
    assertThat(audit.report().findings()).isEqualTo(only(3, Fault.HEAD_CONTRADICTED));
  }

  @Test
  void namesNobodyForAHeadItDidNotSign() throws IOException {
    LogHead genuine = world.authority(1).head();
    ByteString bytes = genuine.encode();
    assertThat(bytes.size()).isEqualTo(106);
    LogAudit audit = audit();
    audit.log(1, log(1));
    for (int at = 0; at < bytes.size(); at++) {
      byte[] changed = bytes.toByteArray();
      changed[at] ^= 1;
      read(ByteString.copyOf(changed), audit);
    }
    GivenShare answer = answers.getFirst();
    audit.answer(
        new GivenShare(
            answer.commitment(), 7, answer.logged(), answer.share(), answer.signature()));
    assertThat(audit.report().findings()).isEmpty();
  }

  private static void read(ByteString bytes, LogAudit audit) {
    try {
      audit.head(LogHead.decode(bytes));
    } catch (MalformedInput _) {
      return;
    }
  }
}
