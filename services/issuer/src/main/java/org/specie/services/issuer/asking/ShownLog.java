package org.specie.services.issuer.asking;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.unsealing.LogEntry;
import org.specie.offline.agents.unsealing.LogHead;
import org.specie.services.api.Answer;
import org.specie.services.api.ApiClient;
import org.specie.services.api.Hex;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.ServiceAddress;
import org.specie.services.issuer.authority.AuthorityRole;
import org.specie.services.issuer.authority.LogPage;

/**
 * The log of an authority as it shows it to everybody. Nothing in it is believed here: who counts
 * openings holds logs and heads against each other. Spec: docs/spec/58-issuer-service.md 11.4.
 *
 * @param entries the whole log, as far as the head says or as far as it was shown
 * @param head what the authority signed with the last part
 */
public record ShownLog(List<LogEntry> entries, LogHead head) {
  /** A longer log is not read; one a minute makes it in two years. */
  private static final int ENTRIES_MAX = 1_000_000;

  public ShownLog {
    entries = List.copyOf(entries);
  }

  /** Whether the entries follow each other to where the head says that the log ends. */
  public boolean isCovered() {
    Hash32 last = Hash32.ZERO;
    for (int i = 0; i < entries.size(); i++) {
      LogEntry each = entries.get(i);
      if (each.number() != i + 1L || !each.previous().equals(last)) {
        return false;
      }
      last = each.digest();
    }
    return head.number() == entries.size() && head.digest().equals(last);
  }

  /** What the authority at {@code address} shows; fails if none answers there. */
  public static ShownLog of(ServiceAddress address) throws IOException {
    List<LogEntry> entries = new ArrayList<>();
    try (ApiClient api = new ApiClient(address)) {
      while (true) {
        LogPage page = page(api, address, entries.size());
        int before = entries.size();
        LogHead head = LogHead.decode(bytes(page.head()));
        read(page.entries(), entries);
        if (entries.size() == before || entries.size() >= head.number()) {
          return new ShownLog(entries, head);
        }
        if (entries.size() > ENTRIES_MAX) {
          throw new IOException(address + " shows a log of more than a million entries");
        }
      }
    } catch (MalformedInput e) {
      throw new IOException(address + " shows what is no log of an authority", e);
    }
  }

  private static LogPage page(ApiClient api, ServiceAddress address, int after) throws IOException {
    return switch (api.ask(
        Method.GET, AuthorityRole.LOG + after, Optional.empty(), Nothing.NOTHING, LogPage.class)) {
      case Answer.Done<LogPage>(LogPage page) -> page;
      case Answer.Refused<LogPage>(var refusal) ->
          throw new IOException(address + ": " + refusal.code() + " " + refusal.sentence());
    };
  }

  private static ByteString bytes(String digits) throws MalformedInput {
    return Hex.bytes(digits).orElseThrow(() -> new MalformedInput("not hexadecimal digits"));
  }

  private static void read(String digits, List<LogEntry> entries) throws MalformedInput {
    Decoder in = new Decoder(bytes(digits));
    while (in.remaining() > 0) {
      entries.add(LogEntry.decode(in.fixed(LogEntry.SIZE)));
    }
  }
}
