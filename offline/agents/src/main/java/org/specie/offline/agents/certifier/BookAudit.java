package org.specie.offline.agents.certifier;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.kernel.core.Hash32;
import org.specie.offline.agents.core.Core;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.agents.device.DeviceReport;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.value.KeyId;

/** Holds a certifier's book against what the core granted. Spec: docs/spec/54-agents.md 4.6. */
public final class BookAudit {
  /** How many findings are named at most; more say nothing more. */
  static final int FINDINGS_MAX = 1_000;

  private final Core core;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<KeyId, Long> entries = new TreeMap<>();
  private Hash32 head = Hash32.ZERO;
  private long count;

  private BookAudit(Core core) {
    this.core = core;
  }

  /** What is wrong with an entry. */
  public enum Fault {
    /** It does not follow the entry before. */
    CHAIN_BROKEN,
    /** The signature is not one on what was asked, under a class key that is in use. */
    NOT_SIGNED,
    /** The device asked for something else under this number, or nothing. */
    NOT_ASKED,
    /** The serial was granted for another request, or never. */
    NOT_GRANTED
  }

  /**
   * Something wrong.
   *
   * @param number of the entry
   */
  public record Finding(long number, Fault fault) {}

  /**
   * What the book says.
   *
   * @param findings in the order of entries
   * @param unaccounted per class key, serials that were granted and have no entry
   */
  public record Report(List<Finding> findings, Map<KeyId, Long> unaccounted) {
    public Report {
      findings = List.copyOf(findings);
      unaccounted = Map.copyOf(unaccounted);
    }
  }

  /** Reads every entry of the book of {@code certifier}. */
  public static Report examine(KeyId certifier, Iterable<BookEntry> book, Core core)
      throws IOException {
    BookAudit audit = new BookAudit(core);
    for (ClassCert each : core.classKeysOf(certifier)) {
      audit.entries.put(each.id(), 0L);
    }
    for (BookEntry each : book) {
      audit.read(each);
    }
    return audit.report();
  }

  private void read(BookEntry entry) throws IOException {
    count++;
    if (entry.number() != count || !entry.previous().equals(head)) {
      name(entry, Fault.CHAIN_BROKEN);
    }
    head = entry.digest();
    count = entry.number();
    BlindRequest request = entry.request();
    Optional<ClassCert> key = core.classKey(request.classKey());
    if (key.isEmpty() || !entry.isSignedUnder(key.get().key())) {
      name(entry, Fault.NOT_SIGNED);
    }
    DeviceReport report = request.report();
    Optional<Hash32> digest = Optional.of(request.digest());
    if (!core.heard(report.device(), report.number()).equals(digest)) {
      name(entry, Fault.NOT_ASKED);
    }
    if (!core.grantOf(request.classKey(), entry.serial()).equals(digest)) {
      name(entry, Fault.NOT_GRANTED);
    } else {
      entries.merge(request.classKey(), 1L, Long::sum);
    }
  }

  private void name(BookEntry entry, Fault fault) {
    if (findings.size() < FINDINGS_MAX) {
      findings.add(new Finding(entry.number(), fault));
    }
  }

  private Report report() throws IOException {
    Map<KeyId, Long> unaccounted = new TreeMap<>();
    for (Map.Entry<KeyId, Long> each : entries.entrySet()) {
      long missing = core.granted(each.getKey()) - each.getValue();
      if (missing > 0) {
        unaccounted.put(each.getKey(), missing);
      }
    }
    return new Report(findings, unaccounted);
  }
}
