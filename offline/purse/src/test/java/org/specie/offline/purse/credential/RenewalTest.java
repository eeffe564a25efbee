package org.specie.offline.purse.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.CutStorage;
import org.specie.offline.purse.Fuse;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.Mint.NextClass;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.card.CardDevice;
import org.specie.offline.purse.card.TestCard;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.purse.journal.Supplies;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.ChainWanted;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.Validity;
import org.specie.quality.requirements.Requirement;

/** A purse with the real applet goes on to what follows. Spec: docs/spec/52-purse.md 8.7. */
class RenewalTest {
  private static final Secret SECRET = Secret.copyOf(new byte[32]);
  private static final ByteString WISH = ByteString.utf8("a wish of any form at all");
  private static final OwnerId OWNER = owner("ana");
  private static final int DAY = 1_440;
  private static final int YEAR = 365;

  /** Each class key after the first, which ends on day 100, is shown ten days before that. */
  private static final int EPOCH = 40;

  private static final int OVERLAP = 10;
  private static final int FIRST_END = 100;
  private static final int TOKEN_DAYS = 30;

  private final Fuse fuse = new Fuse();
  private final MemoryStorage disk = new MemoryStorage();
  private final TestAgents agents = new TestAgents(OWNER, fuse);
  private final CardDevice device;
  private int draws;

  RenewalTest() throws IOException {
    device = TestCard.with(Mint.shared().issuer(), OWNER, 1_000, 0).device();
  }

  private static OwnerId owner(String name) {
    return new OwnerId(Hash32.sha256(ByteString.utf8(name)).bytes().slice(0, 16));
  }

  private Entropy entropy() {
    return target -> {
      for (int i = 0; i < target.length; i++) {
        target[i] = (byte) Hash32.sha256(ByteString.utf8("draw " + draws++)).bytes().at(0);
      }
    };
  }

  /** A program that has just started. */
  private Purse purse() throws IOException {
    Journal journal = Journal.open(new CutStorage(disk, fuse), SECRET, entropy()).orElseThrow();
    return Purse.open(journal, Mint.shared().verifier(), device, Mint.shared().credentials());
  }

  private static Minutes day(int day) {
    return Mint.later(day * DAY);
  }

  /** The newest class key on that day; the first came with the card. */
  private static Chain shown(int day) {
    int epoch = Math.floorDiv(day - FIRST_END + OVERLAP, EPOCH);
    if (epoch < 0) {
      return Mint.shared().credentials().chain();
    }
    int from = FIRST_END - OVERLAP + epoch * EPOCH;
    return Mint.shared().classKey(from, from + EPOCH + OVERLAP).shown();
  }

  private Verdict adopt(Chain shown, Minutes now) throws IOException {
    return purse().credentials(device, agents, entropy()).adopt(shown, now);
  }

  /** The first days on which there was no key or no token, with a network once a week. */
  private List<Integer> daysWithout(Supplies supplies, int days) throws IOException {
    List<Integer> gaps = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      Minutes now = day(day);
      Purse purse = purse();
      agents.makeAt(now, TOKEN_DAYS);
      agents.cutOff(day % 7 != 0);
      try {
        keptIn(supplies, purse, day);
      } catch (IOException e) {
        assertThat(e).hasMessage("no network here");
      }
      if (device.keys(now).certified() == 0 || purse.receiving().fresh(now) == 0) {
        gaps.add(day);
      } else if (day % 7 == 5) {
        pays(purse, now);
      }
    }
    return gaps;
  }

  /** What a host does that runs every day. */
  private void keptIn(Supplies supplies, Purse purse, int day) throws IOException {
    CredentialManager manager = purse.credentials(device, agents, entropy());
    if (day % 7 == 0) {
      assertThat(manager.adopt(shown(day), day(day))).isEqualTo(Verdict.accepted());
    }
    assertThat(manager.refillKeys(supplies, day(day))).isEqualTo(Verdict.accepted());
    assertThat(manager.refillTokens(supplies, WISH, day(day))).isEqualTo(Verdict.accepted());
  }

  private static Request asked(OwnerId by, Minutes now) {
    Validity validity =
        new Validity(new Minutes(now.sinceEpoch() - 60), new Minutes(now.sinceEpoch() + DAY));
    return new Request(
        Optional.empty(),
        Table.REFERENCE,
        Token.fresh(Mint.shared().token(by, validity)),
        Chain.NONE);
  }

  private static PayResult pays(Purse purse, Minutes now) throws IOException {
    PayResult result =
        purse.paying().pay(asked(owner("ben"), now), Amount.ofMinor(1), now, order -> true);
    assertThat(result).isInstanceOf(PayResult.Paid.class);
    return result;
  }

  @Test
  @Requirement({"R69", "R91"})
  void aYearWithANetworkOnceAWeekIsNeverWithoutKeyOrToken() throws IOException {
    assertThat(daysWithout(new Supplies(2, 2, 9 * DAY), YEAR)).isEmpty();
  }

  /** What is waited for until it is over leaves days without: the year above can fail. */
  @Test
  void withoutAMarginThereAreDaysWithout() throws IOException {
    assertThat(daysWithout(Supplies.of(2, 2), FIRST_END + EPOCH)).isNotEmpty();
  }

  @Test
  void paysUnderWhatItAdoptedAndAnswersWithIt() throws IOException {
    Chain next = shown(FIRST_END);
    Minutes then = day(FIRST_END + 1);
    assertThat(adopt(next, then)).isEqualTo(Verdict.accepted());
    assertThat(purse().credentials(device, agents, entropy()).refillKeys(Supplies.of(1, 0), then))
        .isEqualTo(Verdict.accepted());

    Purse again = purse();
    PayResult.Paid paid = (PayResult.Paid) pays(again, then);
    ClassCert of = (ClassCert) next.certificates().getLast();
    assertThat(paid.response().payment().certificate().classKey()).isEqualTo(of.id());
    assertThat(again.paying().answer(new ChainWanted(of.id())).orElseThrow().chain())
        .isEqualTo(next);
    assertThat(purse().paying().recognise(then)).isEqualTo(Verdict.accepted());
  }

  @Test
  void aCutWhileAdoptingIsMended() throws IOException {
    fuse.cutAfter(0);
    assertThatThrownBy(() -> adopt(shown(FIRST_END), day(FIRST_END)))
        .isInstanceOf(IOException.class);
    fuse.disarm();
    assertThat(purse().classes().newest(day(FIRST_END)))
        .isEqualTo(Mint.shared().credentials().payerClass());
    assertThat(adopt(shown(FIRST_END), day(FIRST_END))).isEqualTo(Verdict.accepted());
    assertThat(purse().classes().newest(day(FIRST_END)))
        .isEqualTo(shown(FIRST_END).certificates().getLast());
  }

  @Test
  void whatIsNoClassOfThisCardIsNotAdopted() throws IOException {
    NextClass next = Mint.shared().classKey(FIRST_END - OVERLAP, FIRST_END + EPOCH);
    ClassCert of = next.certificate();
    Minutes then = day(FIRST_END);
    Verdict refused = Verdict.refused(PurseReason.NOT_OUR_CLASS);

    assertThat(adopt(Chain.NONE, then)).isEqualTo(refused);
    Chain certifierAlone = new Chain(List.of(next.shown().certificates().getFirst()));
    assertThat(adopt(certifierAlone, then)).isEqualTo(refused);
    assertThat(adopt(next.shown(), day(FIRST_END - OVERLAP - 1))).isEqualTo(refused);
    assertThat(adopt(next.shown(), day(FIRST_END + EPOCH + 1))).isEqualTo(refused);
    assertThat(adopt(ending(next, like(of, DeviceClasses.only(1), of.partition())), then))
        .isEqualTo(refused);
    assertThat(adopt(ending(next, like(of, of.classes(), 2)), then)).isEqualTo(refused);
    // With a signature that is of another certificate.
    assertThat(adopt(ending(next, signed(of, Mint.shared().nextClass())), then))
        .isEqualTo(Verdict.refused(TokenReason.BAD_SIGNATURE));
    assertThat(purse().classes().newest(then)).isEqualTo(Mint.shared().credentials().payerClass());
  }

  /** The new class raises the card's floor beyond what old payments are good for. */
  @Test
  void redeemsWhatWaitsBeforeItGoesOn() throws IOException {
    waitsForRedemption();
    NextClass later = Mint.shared().classKey(45, 145);
    assertThat(adopt(later.shown(), day(50))).isEqualTo(Verdict.accepted());
    assertThat(device.state().balance()).isEqualTo(Amount.ofMinor(1_300));
    assertThat(purse().receiving().waiting()).isEqualTo(Amount.ZERO);
  }

  /** Otherwise it would be lost: the test above can fail. */
  @Test
  void whatWaitsBehindALaterClassIsLost() throws IOException {
    waitsForRedemption();
    assertThat(device.learn(Mint.shared().classKey(45, 145).certificate()))
        .isEqualTo(Verdict.accepted());
    assertThat(purse().redemption().redeemAll().values()).containsExactly(TokenReason.TOO_LATE);
  }

  /** Somebody pays on a token that is valid for 30 days; the card hears nothing of it yet. */
  private void waitsForRedemption() throws IOException {
    Purse purse = purse();
    assertThat(purse.receiving().stock(Mint.shared().token(OWNER))).isEqualTo(Verdict.accepted());
    Asking asking =
        purse
            .receiving()
            .ask(Optional.of(Amount.ofMinor(300)), Table.REFERENCE, Mint.NOW, Chain.NONE);
    Request request = ((Asking.Handed) asking).request();
    Response paid = Table.with("ben", 500).pay(request, 300);
    assertThat(purse.receiving().accept(paid, Mint.later(6))).isEqualTo(Verdict.accepted());
  }

  /** A core may not have the newest yet, or its quota may be used up. */
  @Test
  void getsKeysUnderTheClassBeforeWhereTheNewestIsRefused() throws IOException {
    Minutes then = day(FIRST_END - 1);
    Chain next = shown(FIRST_END);
    assertThat(adopt(next, then)).isEqualTo(Verdict.accepted());
    agents.refuseUnder(next.certificates().getLast().id(), TokenReason.UNKNOWN_KEY);
    Supplies supplies = new Supplies(2, 0, 9 * DAY);
    for (int i = 0; i < 2; i++) {
      assertThat(purse().credentials(device, agents, entropy()).refillKeys(supplies, then))
          .isEqualTo(Verdict.accepted());
      assertThat(device.keys(then).certified()).isEqualTo(2);
    }
  }

  /** A class for a shorter time than the one before follows it nevertheless. */
  @Test
  void theNewerIsTheOneThatBeginsLater() throws IOException {
    NextClass shorter = Mint.shared().classKey(20, 60);
    assertThat(adopt(shorter.shown(), day(21))).isEqualTo(Verdict.accepted());
    assertThat(purse().classes().newest(day(21))).isEqualTo(shorter.certificate());
    assertThat(purse().classes().newest(day(61)))
        .as("when it is over")
        .isEqualTo(Mint.shared().credentials().payerClass());
  }

  /** Payments under classes of others are taken by whoever met those at the certifier. */
  @Test
  void meetsEveryClassThatIsShownAndHolds() throws IOException {
    NextClass next = Mint.shared().classKey(FIRST_END - OVERLAP, FIRST_END + EPOCH);
    CredentialManager manager = purse().credentials(device, agents, entropy());
    manager.meet(ending(next, signed(next.certificate(), Mint.shared().nextClass())), day(95));
    manager.meet(next.shown(), day(95));
    manager.meet(next.shown(), day(95));
    assertThat(learnt()).containsExactly(next.shown());
  }

  private List<Chain> learnt() throws IOException {
    return Journal.open(disk, SECRET, entropy()).orElseThrow().takeRecords().stream()
        .flatMap(
            each ->
                each instanceof JournalRecord.Learnt(Chain chain)
                    ? Stream.of(chain)
                    : Stream.empty())
        .toList();
  }

  /** A certifier that shows an older class key again takes nobody back to it. */
  @Test
  void nobodyGoesBack() throws IOException {
    Minutes then = day(FIRST_END - 1);
    assertThat(adopt(shown(FIRST_END), then)).isEqualTo(Verdict.accepted());
    assertThat(adopt(Mint.shared().credentials().chain(), then)).isEqualTo(Verdict.accepted());
    assertThat(purse().classes().newest(then)).isEqualTo(shown(FIRST_END).certificates().getLast());
  }

  private static Chain ending(NextClass next, ClassCert last) {
    return new Chain(List.of(next.shown().certificates().getFirst(), last));
  }

  private static ClassCert like(ClassCert of, DeviceClasses classes, int partition) {
    return with(of, classes, partition, of.signature());
  }

  private static ClassCert signed(ClassCert of, NextClass other) {
    return with(of, of.classes(), of.partition(), other.certificate().signature());
  }

  private static ClassCert with(
      ClassCert of, DeviceClasses classes, int partition, P256Signature signature) {
    return new ClassCert(
        classes,
        of.currencyNumber(),
        of.validity(),
        of.largestPayment(),
        of.quota(),
        partition,
        of.uses(),
        of.key(),
        of.issuer(),
        signature);
  }
}
