package org.specie.cash.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.gateway.message.Reply;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.api.block.TransactionResult;

/** Clause 3.1a of docs/spec/28-gateway.md: pages of a bucket that goes on, and that lasts. */
final class HeadwayTest {
  private static final int PAGES = 100;

  /** As large as a page. */
  private static Recorded transaction(int number) {
    ByteString bytes = ByteString.copyOf(new byte[Reply.PAGE_BYTES]);
    return small(number, bytes);
  }

  private static Recorded small(int number, ByteString bytes) {
    return new Recorded(
        Hash32.ZERO, number, 0, 0, bytes, TransactionResult.APPLIED, ByteString.EMPTY, List.of());
  }

  @Test
  void aTransactionComesOnAsManyFullPagesAsItHasKeys() {
    Headway headway = new Headway(_ -> 2);
    for (int i = 0; i < PAGES; i++) {
      assertThat(headway.goesOnAfter(List.of(transaction(i / 2)))).as("page %d", i).isTrue();
    }
  }

  @Test
  void theSamePageAgainAndAgainEnds() {
    Headway headway = new Headway(_ -> 2);
    List<Recorded> page = List.of(transaction(7));
    int pages = 1;
    while (pages < PAGES && headway.goesOnAfter(page)) {
      pages++;
    }
    assertThat(pages).isEqualTo(2 + Headway.SHORT_PAGES_MAX + 1);
  }

  @Test
  void pagesOfOneSmallTransactionEnd() {
    Headway headway = new Headway(_ -> 1);
    int pages = 1;
    while (pages < PAGES && headway.goesOnAfter(List.of(small(pages, ByteString.hex("00"))))) {
      pages++;
    }
    assertThat(pages).isEqualTo(Headway.SHORT_PAGES_MAX + 1);
  }
}
