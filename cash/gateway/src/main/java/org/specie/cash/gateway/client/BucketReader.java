package org.specie.cash.gateway.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.query.TransactionIndex.Filing;
import org.specie.cash.application.query.TransactionIndex.Place;
import org.specie.cash.gateway.message.Reply;
import org.specie.cash.gateway.message.Request;

/**
 * Everything in a bucket. Each transaction proves itself; that none is left out is what one honest
 * replica among f + 1 vouches for, so the bucket is read from f + 1 and put together.
 */
final class BucketReader {
  private static final int PAGES_MAX = 100_000;

  private final List<ReplicaLine> lines;
  private final Judge judge;
  private final Patience patience;
  private final int enough;

  BucketReader(List<ReplicaLine> lines, Judge judge, Patience patience, int enough) {
    this.lines = lines;
    this.judge = judge;
    this.patience = patience;
    this.enough = enough;
  }

  List<Recorded> read(LedgerGateway.Bucket bucket, int first, long minHeight) throws IOException {
    Map<Place, Recorded> found = new TreeMap<>();
    Patience each = new Patience(patience.nextMs(), patience.roundMs(), 2 * patience.nextMs());
    List<String> failures = new ArrayList<>();
    int heard = 0;
    for (int i = 0; i < lines.size() && heard < enough; i++) {
      ReplicaLine line = lines.get((first + i) % lines.size());
      try {
        read(line, each, bucket, minHeight, found);
        heard++;
      } catch (IOException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    if (heard < enough) {
      throw new IOException("too few replicas hand out what is in a bucket: " + failures);
    }
    return List.copyOf(found.values());
  }

  private void read(
      ReplicaLine line,
      Patience each,
      LedgerGateway.Bucket bucket,
      long minHeight,
      Map<Place, Recorded> found)
      throws IOException {
    Optional<Filing> from = Optional.empty();
    for (int page = 0; page < PAGES_MAX; page++) {
      Request.Bucket request = new Request.Bucket(bucket.bits(), bucket.prefix(), from);
      Page read =
          new Inquiry<>(
                  List.of(line),
                  request,
                  each,
                  new Collectors.First<>((_, reply) -> judged(request, minHeight, reply)))
              .run(0);
      // A transaction that one replica hands out unsigned may come signed from the other.
      read.transactions()
          .forEach(
              recorded ->
                  found.merge(
                      new Place(recorded.height(), recorded.index()),
                      recorded,
                      (old, fresh) -> old.signatures().isEmpty() ? fresh : old));
      if (read.next().isEmpty()) {
        return;
      }
      from = read.next();
    }
    throw new IOException(line.name() + " never comes to the end of a bucket");
  }

  private record Page(List<Recorded> transactions, Optional<Filing> next) {}

  private Optional<Page> judged(Request.Bucket request, long minHeight, Reply reply) {
    if (!(reply instanceof Reply.Bucket(long height, var transactions, var next))
        || height < minHeight
        || !goesOn(request.from(), next)) {
      return Optional.empty();
    }
    return judge.transactions(transactions).map(judged -> new Page(judged, next));
  }

  private static boolean goesOn(Optional<Filing> from, Optional<Filing> next) {
    return next.isEmpty() || from.isEmpty() || next.get().compareTo(from.get()) > 0;
  }
}
