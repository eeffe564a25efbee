package org.specie.cash.gateway.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.specie.cash.application.query.BucketKeys;
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
  private final BucketKeys keys;
  private final LineOrder order;
  private final Judge judge;
  private final Patience patience;
  private final int enough;

  BucketReader(BucketKeys keys, LineOrder order, Judge judge, Patience patience, int enough) {
    this.keys = keys;
    this.order = order;
    this.judge = judge;
    this.patience = patience;
    this.enough = enough;
  }

  List<Recorded> read(LedgerGateway.Bucket bucket, long minHeight) throws IOException {
    Map<Place, Recorded> found = new TreeMap<>();
    Patience each = new Patience(patience.nextMs(), patience.roundMs(), 2 * patience.nextMs());
    List<String> failures = new ArrayList<>();
    int heard = 0;
    for (ReplicaLine line : order.lines()) {
      if (heard == enough) {
        break;
      }
      try {
        read(line, each, bucket, minHeight, found);
        heard++;
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        failures.add(String.valueOf(e.getMessage()));
        order.failed(List.of(line));
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
    Headway headway = new Headway(recorded -> keys.countIn(bucket, recorded));
    boolean goesOn = true;
    while (goesOn) {
      Request.Bucket request = new Request.Bucket(bucket.bits(), bucket.prefix(), from);
      Page read =
          new Inquiry<>(
                  List.of(line),
                  request,
                  each,
                  new Collectors.First<>((_, reply) -> judged(request, minHeight, reply)))
              .run();
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
      goesOn = headway.goesOnAfter(read.transactions());
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
    var bucket = new LedgerGateway.Bucket(request.bits(), request.prefix());
    return judge
        .transactions(transactions)
        .filter(judged -> judged.stream().allMatch(each -> keys.countIn(bucket, each) > 0))
        .map(judged -> new Page(judged, next));
  }

  private static boolean goesOn(Optional<Filing> from, Optional<Filing> next) {
    return next.isEmpty() || from.isEmpty() || next.get().compareTo(from.get()) > 0;
  }
}
