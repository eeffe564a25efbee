package org.specie.quality.bench.ledger;

import java.util.LinkedHashMap;
import java.util.Map;
import org.specie.quality.bench.ledger.CatchupBench.Plan;
import org.specie.quality.bench.ledger.CatchupBench.Timeline;
import org.specie.quality.testkit.processes.Fetched;

/**
 * How an emptied replica came back.
 *
 * @param perSecond requests that the others answered meanwhile
 * @param copiedBytes what the baseline copied: the files of a replica that was never away
 * @param copySeconds what that took
 */
record CatchupResult(
    String machine,
    Plan plan,
    Timeline timeline,
    Fetched fetched,
    double perSecond,
    long copiedBytes,
    double copySeconds) {
  private static final double MEGA = 1e6;

  String toTable() {
    StringBuilder table = new StringBuilder();
    table.append(machine).append('\n');
    table.append(
        "%,d state entries, %d clients, %.0f requests/s meanwhile, away for %.0f s%n"
            .formatted(plan.entries(), plan.clients(), perSecond, plan.awaySeconds()));
    row(table, "start", timeline.ready(), "until the process serves");
    row(
        table,
        "learn",
        timeline.firstChunk() - timeline.ready(),
        "target and manifest, until the first chunk is stored");
    row(
        table,
        "transfer",
        timeline.installed() - timeline.firstChunk(),
        "%d chunks, %.1f MB, until the state is current"
            .formatted(fetched.chunks(), fetched.bytes() / MEGA));
    row(
        table,
        "  check",
        fetched.chunkMicros() / MEGA,
        "checking and storing them, the first included");
    row(table, "  install", fetched.installMicros() / MEGA, "of it making the state current");
    row(
        table,
        "replay",
        timeline.caughtUp() - timeline.installed(),
        "%d blocks, %.2f s of it executing them"
            .formatted(fetched.blocks(), fetched.replayMicros() / MEGA));
    row(table, "total", timeline.caughtUp(), "it has what the others have");
    row(table, "voting", timeline.voting(), "nothing it may have said can be contradicted");
    row(
        table,
        "baseline",
        copySeconds,
        "copying the files of another replica, %.1f MB".formatted(copiedBytes / MEGA));
    return table.toString();
  }

  private static void row(StringBuilder table, String what, double seconds, String meaning) {
    table.append("%-12s%8.2f s  %s%n".formatted(what, seconds, meaning));
  }

  Map<String, Object> toDocument() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("machine", machine);
    document.put("entries", plan.entries());
    document.put("clients", plan.clients());
    document.put("requests_per_second", perSecond);
    document.put("start_s", timeline.ready());
    document.put("first_chunk_s", timeline.firstChunk());
    document.put("installed_s", timeline.installed());
    document.put("caught_up_s", timeline.caughtUp());
    document.put("voting_s", timeline.voting());
    document.put("chunks", fetched.chunks());
    document.put("chunk_bytes", fetched.bytes());
    document.put("check_s", fetched.chunkMicros() / MEGA);
    document.put("install_s", fetched.installMicros() / MEGA);
    document.put("blocks", fetched.blocks());
    document.put("replay_s", fetched.replayMicros() / MEGA);
    document.put("copied_bytes", copiedBytes);
    document.put("copy_s", copySeconds);
    return document;
  }
}
