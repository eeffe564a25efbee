package org.specie.offline.agents.unsealing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.specie.kernel.core.Hash32;

/**
 * Counts openings from public logs, and names the authorities whose logs do not hold. Anybody can
 * do it: it takes no secret. Spec: docs/spec/56-register.md 4.6.
 */
public final class LogAudit {
  private final Authorities authorities;
  private final SortedMap<Integer, List<LogEntry>> logs = new TreeMap<>();
  private final SortedSet<Finding> findings = new TreeSet<>();
  private final List<Signed> heads = new ArrayList<>();

  /** What an authority signed of its log. */
  private record Signed(int index, long number, Hash32 digest) {}

  /** What is wrong with a log. */
  public enum Fault {
    /** An entry does not follow the one before. */
    CHAIN_BROKEN,
    /** The authority signed another head at this number. */
    HEAD_CONTRADICTED,
    /** The authority signed that an entry is there, and it is not. */
    ENTRY_MISSING
  }

  /**
   * Something wrong.
   *
   * @param index of the authority
   */
  public record Finding(int index, Fault fault) implements Comparable<Finding> {
    @Override
    public int compareTo(Finding other) {
      int byIndex = Integer.compare(index, other.index);
      return byIndex != 0 ? byIndex : fault.compareTo(other.fault);
    }
  }

  /**
   * What the logs say.
   *
   * @param findings by authority
   * @param cases the commitments in any log: no fewer than there were openings
   * @param complete those that stand in m logs
   */
  public record Report(
      SortedSet<Finding> findings, SortedSet<Hash32> cases, SortedSet<Hash32> complete) {
    public Report {
      findings = Collections.unmodifiableSortedSet(new TreeSet<>(findings));
      cases = Collections.unmodifiableSortedSet(new TreeSet<>(cases));
      complete = Collections.unmodifiableSortedSet(new TreeSet<>(complete));
    }
  }

  /** An audit of these authorities, of none of which anything is known yet. */
  public LogAudit(Authorities authorities) {
    this.authorities = authorities;
  }

  /** Takes the whole log that authority {@code index} publishes. */
  public void log(int index, List<LogEntry> entries) {
    List<LogEntry> whole = List.copyOf(entries);
    logs.put(index, whole);
    Hash32 previous = Hash32.ZERO;
    long number = 0;
    for (LogEntry each : whole) {
      number++;
      if (each.number() != number || !each.previous().equals(previous)) {
        findings.add(new Finding(index, Fault.CHAIN_BROKEN));
      }
      previous = each.digest();
    }
  }

  /** Takes a head that somebody was shown, at whatever time; one that is not signed is nothing. */
  public void head(LogHead head) {
    if (head.isSigned(authorities)) {
      heads.add(new Signed(head.index(), head.number(), head.digest()));
    }
  }

  /** Takes an answer that somebody got; it is a head of the log as it was then. */
  public void answer(GivenShare answer) {
    if (answer.isSigned(authorities)) {
      heads.add(new Signed(answer.index(), answer.number(), answer.logged()));
    }
  }

  /** What all of that says. Heads of authorities that publish no log are held to each other. */
  public Report report() {
    SortedMap<Integer, SortedMap<Long, Hash32>> signed = new TreeMap<>();
    for (Signed head : heads) {
      Hash32 before =
          signed
              .computeIfAbsent(head.index(), _ -> new TreeMap<>())
              .putIfAbsent(head.number(), head.digest());
      if (before != null && !before.equals(head.digest())) {
        findings.add(new Finding(head.index(), Fault.HEAD_CONTRADICTED));
      }
      compare(head);
    }
    SortedMap<Hash32, SortedSet<Integer>> cases = new TreeMap<>();
    logs.forEach(
        (index, log) ->
            log.forEach(
                each -> cases.computeIfAbsent(each.commitment(), _ -> new TreeSet<>()).add(index)));
    SortedSet<Hash32> complete = new TreeSet<>();
    cases.forEach(
        (commitment, who) -> {
          if (who.size() >= authorities.needed()) {
            complete.add(commitment);
          }
        });
    return new Report(findings, new TreeSet<>(cases.keySet()), complete);
  }

  private void compare(Signed head) {
    List<LogEntry> log = logs.get(head.index());
    if (log == null) {
      return;
    }
    if (head.number() > log.size()) {
      findings.add(new Finding(head.index(), Fault.ENTRY_MISSING));
      return;
    }
    Hash32 digest = head.number() == 0 ? Hash32.ZERO : log.get((int) (head.number() - 1)).digest();
    if (!digest.equals(head.digest())) {
      findings.add(new Finding(head.index(), Fault.HEAD_CONTRADICTED));
    }
  }
}
