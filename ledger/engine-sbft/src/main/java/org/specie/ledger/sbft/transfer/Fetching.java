package org.specie.ledger.sbft.transfer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Reason;
import org.specie.ledger.consensus.value.ReplicaId;
import org.specie.ledger.sbft.transfer.TransferMessage.AskPart;
import org.specie.ledger.sbft.transfer.TransferMessage.Part;

/**
 * Fetches wanted items from several sources at once, each item from one of them, part by part. It
 * knows nothing of what items mean: whoever wants them judges them, and blames.
 */
final class Fetching {
  private static final int DOUBLINGS_MAX = 16;

  /** So many parts must come in the time of one request, or the source is too slow. */
  private static final int PARTS_A_REQUEST = 8;

  /** A whole item, which nobody vouches for. */
  record Delivery(ReplicaId source, Item item, ByteString bytes) {}

  private static final class Request {
    private final ReplicaId source;
    private final long startMs;
    private long deadlineMs;
    private final List<ByteString> parts = new ArrayList<>();
    private int offset;
    private int total;

    Request(ReplicaId source, long startMs, long deadlineMs) {
      this.source = source;
      this.startMs = startMs;
      this.deadlineMs = deadlineMs;
    }
  }

  private final TransferLimits limits;
  private final Sources sources;
  private final List<TransferEffect> out;
  private final LinkedHashSet<Item> wanted = new LinkedHashSet<>();
  private final LinkedHashMap<Item, Request> underWay = new LinkedHashMap<>();
  private final Map<Item, TreeMap<ReplicaId, TransferRefusal>> declined = new LinkedHashMap<>();

  /** How often a source that was asked for an item sent nothing. */
  private final Map<Item, Integer> silences = new HashMap<>();

  private int held;

  Fetching(TransferLimits limits, Sources sources, List<TransferEffect> out) {
    this.limits = limits;
    this.sources = sources;
    this.out = out;
  }

  void want(Item item) {
    if (!underWay.containsKey(item)) {
      wanted.add(item);
    }
  }

  /** Wants nothing any more and forgets who has what. */
  void forget() {
    wanted.clear();
    underWay.values().forEach(request -> sources.ended(request.source));
    underWay.clear();
    declined.clear();
    silences.clear();
    held = 0;
  }

  /** A delivered item is still at hand, and takes the place of one that could be fetched. */
  void hold() {
    held++;
  }

  void release() {
    held--;
    Check.that(held >= 0, "what is released was held");
  }

  /** What cannot be had from a source alone: the whole snapshot, or the item itself. */
  private static Item shelf(Item item) {
    return item instanceof Item.Chunk chunk
        ? new Item.Chunk(chunk.height(), chunk.manifestHash(), 0)
        : item;
  }

  /** Who declined {@code item}, and why. */
  SortedMap<ReplicaId, TransferRefusal> declined(Item item) {
    return Collections.unmodifiableSortedMap(declined.getOrDefault(shelf(item), new TreeMap<>()));
  }

  /** How many declined {@code item} for {@code reason}. */
  long declined(Item item, TransferRefusal reason) {
    return declined(item).values().stream().filter(reason::equals).count();
  }

  /** Whether all who still count have declined, an honest one among them. */
  boolean isExhausted(Item item) {
    SortedMap<ReplicaId, TransferRefusal> by = declined(item);
    return by.keySet().stream().filter(sources::isTrusted).count() >= sources.oneIsHonest()
        && sources.trusted().stream()
            .allMatch(each -> by.containsKey(each) || sources.isGivenUp(each));
  }

  /** Gives those who declined {@code item} another chance. */
  void askAgain(Item item) {
    declined.remove(shelf(item));
  }

  /** Blames {@code source} and asks others for what it owes. */
  void blame(ReplicaId source, Reason reason) {
    if (sources.blame(source, reason, out)) {
      end(source);
    }
  }

  /** What {@code source} owes is asked of others, and nothing more of it until it is back. */
  void unlinked(ReplicaId source) {
    if (sources.unlinked(source)) {
      end(source);
    }
  }

  private void end(ReplicaId source) {
    Iterator<Map.Entry<Item, Request>> each = underWay.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Item, Request> entry = each.next();
      if (entry.getValue().source.equals(source)) {
        sources.ended(source);
        wanted.add(entry.getKey());
        each.remove();
      }
    }
  }

  /** Gives up what is overdue and asks for what is wanted, as far as limits allow. */
  void pump(long nowMs) {
    Iterator<Map.Entry<Item, Request>> each = underWay.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Item, Request> entry = each.next();
      Request request = entry.getValue();
      if (request.deadlineMs <= nowMs) {
        sources.ended(request.source);
        sources.missed(request.source, nowMs);
        silences.merge(entry.getKey(), 1, Integer::sum);
        wanted.add(entry.getKey());
        each.remove();
      }
    }
    Iterator<Item> next = wanted.iterator();
    while (next.hasNext()
        && underWay.size() + held < limits.outstandingMax()
        && sources.isAnyFree(nowMs)) {
      Item item = next.next();
      SortedMap<ReplicaId, TransferRefusal> by = declined(item);
      Optional<ReplicaId> source = sources.choose(candidate -> !by.containsKey(candidate), nowMs);
      if (source.isPresent()) {
        sources.asked(source.get());
        underWay.put(item, new Request(source.get(), nowMs, nowMs + patienceMs(item)));
        out.add(new TransferEffect.Send(source.get(), new AskPart(item, 0)));
        next.remove();
      }
    }
  }

  /**
   * How long a source may be silent. It grows, so that where every answer takes long one is waited
   * for in the end.
   */
  private long patienceMs(Item item) {
    int doublings = Math.min(silences.getOrDefault(item, 0), DOUBLINGS_MAX);
    return Math.min(limits.answerMs() << doublings, limits.requestMs());
  }

  /** Takes a part; the whole item, if that was the last one. */
  Optional<Delivery> received(ReplicaId from, Part part, long nowMs) {
    Request request = underWay.get(part.item());
    if (request == null || !request.source.equals(from) || part.offset() != request.offset) {
      return Optional.empty();
    }
    if (request.offset > 0 && part.total() != request.total) {
      blame(from, TransferRefusal.PART_INVALID);
      return Optional.empty();
    }
    request.total = part.total();
    request.parts.add(part.bytes());
    request.offset += part.bytes().size();
    if (request.offset == request.total) {
      underWay.remove(part.item());
      silences.remove(part.item());
      sources.ended(from);
      sources.delivered(from);
      return Optional.of(
          new Delivery(
              from, part.item(), ByteString.concat(request.parts.toArray(new ByteString[0]))));
    }
    int parts = request.total / TransferLimits.PART_BYTES_MAX + 1;
    long latestMs = request.startMs + limits.requestMs() * (1 + parts / PARTS_A_REQUEST);
    request.deadlineMs = Math.min(nowMs + limits.requestMs(), latestMs);
    out.add(new TransferEffect.Send(from, new AskPart(part.item(), request.offset)));
    return Optional.empty();
  }

  /** Notes that {@code from} does not give what it was asked for. */
  void declined(ReplicaId from, TransferMessage.Declined answer, long nowMs) {
    Request request = underWay.get(answer.item());
    if (request == null || !request.source.equals(from)) {
      return;
    }
    underWay.remove(answer.item());
    sources.ended(from);
    wanted.add(answer.item());
    if (answer.reason() == TransferRefusal.BUSY) {
      sources.missed(from, nowMs);
    } else {
      declined
          .computeIfAbsent(shelf(answer.item()), item -> new TreeMap<>())
          .put(from, answer.reason());
    }
  }
}
