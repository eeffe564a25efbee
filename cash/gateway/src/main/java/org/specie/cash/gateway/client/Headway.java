package org.specie.cash.gateway.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.query.TransactionIndex.Place;
import org.specie.cash.gateway.message.FinalTransaction;
import org.specie.cash.gateway.message.Reply;

/**
 * Whether the pages of one bucket, as one replica hands them out, still come to an end. An honest
 * page that is not the last is full, but for transactions that are not final yet; a liar could make
 * a bucket last for ever by pages of one transaction, or of the same ones. Source:
 * docs/spec/28-gateway.md, clause 3.1a.
 */
final class Headway {
  /** Pages that are not the last and not full, before a replica counts as failed. */
  static final int SHORT_PAGES_MAX = 16;

  private final ToIntFunction<Recorded> keys;
  private final Map<Place, Integer> given = new HashMap<>();
  private int shortPages;

  /**
   * @param keys under how many keys a transaction is filed in this bucket: on so many pages it may
   *     come
   */
  Headway(ToIntFunction<Recorded> keys) {
    this.keys = keys;
  }

  /** Whether another page may come after {@code page}. */
  boolean goesOnAfter(List<Recorded> page) {
    long size = 0;
    int counted = 0;
    for (Recorded each : page) {
      int times = given.merge(new Place(each.height(), each.index()), 1, Integer::sum);
      if (times <= keys.applyAsInt(each)) {
        size += FinalTransaction.sizeEstimate(each.bytes(), each.event(), each.signatures());
        counted++;
      }
    }
    boolean isFull = size > Reply.PAGE_BYTES || counted == Reply.Bucket.TRANSACTIONS_MAX;
    shortPages += isFull ? 0 : 1;
    return shortPages <= SHORT_PAGES_MAX;
  }
}
