package org.specie.cash.application.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.EntryStory;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Hash32;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * What the auditor's own books of entries refuse, fed with what a faulty ledger would apply. The
 * entry is made at second 10 under a delay of 72 hours, a window of 168, and clearance.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"D13", "U10"})
final class EntryBooksTest {
  private static final long HEIGHT = 5;
  private static final long HOUR = 3_600;
  private static final long CREATED = 10;
  private static final long RELEASE = CREATED + 72 * HOUR;
  private static final long EXPIRY = RELEASE + 168 * HOUR;

  private EntryStory story;
  private EntryBooks books;

  @BeforeAll
  void tell() throws IOException {
    story = new EntryStory();
  }

  @BeforeEach
  void open() {
    books = new EntryBooks(story.policy());
    books.turn(HEIGHT, CREATED);
    assertThat(books.enter(story.made())).isTrue();
  }

  private boolean enterAt(long seconds, StateTransaction transaction) {
    books.turn(HEIGHT + 1, seconds);
    return books.enter(transaction);
  }

  private void clear() {
    assertThat(books.clear(story.made().core())).isTrue();
  }

  @Test
  void refuseTheSameEntryTwice() {
    assertThat(books.enter(story.made())).isFalse();
  }

  @Test
  @Property("P11")
  void refuseAnAcceptanceBeforeItsTime() {
    clear();
    assertThat(enterAt(RELEASE - 1, story.accepted())).isFalse();
  }

  @Test
  void refuseAnAcceptanceWithoutClearance() {
    assertThat(enterAt(RELEASE, story.accepted())).isFalse();
  }

  @Test
  void refuseAnAcceptanceAfterTheExpiry() {
    clear();
    assertThat(enterAt(EXPIRY, story.accepted())).isFalse();
  }

  @Test
  void acceptOnceInTime() {
    clear();
    assertThat(enterAt(RELEASE, story.accepted())).isTrue();
    assertThat(books.open()).isZero();
    assertThat(books.enter(story.accepted())).isFalse();
    assertThat(books.enter(story.returned())).isFalse();
  }

  @Test
  @Property("P11")
  void refuseAnAcceptanceAfterAVeto() {
    clear();
    books.turn(HEIGHT + 1, RELEASE - 1);
    assertThat(books.veto(story.made().core())).isTrue();
    assertThat(books.veto(story.made().core())).isFalse();
    assertThat(enterAt(RELEASE, story.accepted())).isFalse();
  }

  @Test
  void refuseAVetoAndAReturnOnceReleased() {
    clear();
    assertThat(books.clear(story.made().core())).isFalse();
    books.turn(HEIGHT + 1, RELEASE);
    assertThat(books.veto(story.made().core())).isFalse();
    assertThat(books.enter(story.returned())).isFalse();
  }

  @Test
  void returnWhatWaitsAndWhatExpired() {
    assertThat(enterAt(RELEASE - 1, story.returned())).isTrue();
    open();
    assertThat(enterAt(EXPIRY, story.returned())).isTrue();
  }

  /** 76: once, and then what waits is the refund and not what was paid. */
  @Test
  void refundOnceWhatWasAccepted() {
    clear();
    assertThat(enterAt(RELEASE, story.accepted())).isTrue();
    assertThat(books.enter(story.refunded())).isTrue();
    assertThat(books.open()).isEqualTo(1);
    assertThat(books.enter(story.returned())).isFalse();
    assertThat(books.enter(story.refunded())).isFalse();
  }

  @Test
  void refuseARefundOfWhatWasNotAccepted() {
    assertThat(books.enter(story.refunded())).isFalse();
    clear();
    assertThat(enterAt(RELEASE, story.refunded())).isFalse();
    open();
    assertThat(enterAt(EXPIRY, story.returned())).isTrue();
    assertThat(books.enter(story.refunded())).isFalse();
  }

  @Test
  void refuseWhatTheyNeverSaw() {
    EntryBooks empty = new EntryBooks(story.policy());
    empty.turn(HEIGHT, RELEASE);
    assertThat(empty.enter(story.accepted())).isFalse();
    assertThat(empty.enter(story.refunded())).isFalse();
    assertThat(empty.veto(Hash32.ZERO)).isFalse();
    assertThat(empty.clear(Hash32.ZERO)).isFalse();
  }

  /** The calendar of policies is the books' own: a decided delay holds from its height on. */
  @Test
  void keepTheirOwnCalendar() {
    EntryBooks later = new EntryBooks(story.policy());
    later.decide(new Act.SetPolicy(story.quickPolicy(), HEIGHT + 1));
    later.turn(HEIGHT, CREATED);
    assertThat(later.enter(story.made())).isTrue();
    assertThat(later.clear(story.made().core())).isTrue();
    later.turn(HEIGHT + 1, CREATED + 12 * HOUR);
    assertThat(later.enter(story.accepted())).isFalse();
    EntryBooks quick = new EntryBooks(story.policy());
    quick.decide(new Act.SetPolicy(story.quickPolicy(), HEIGHT));
    quick.turn(HEIGHT, CREATED);
    assertThat(quick.enter(story.made())).isTrue();
    quick.turn(HEIGHT + 1, CREATED + 12 * HOUR);
    assertThat(quick.enter(story.accepted())).isTrue();
  }
}
