package org.specie.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Town.Person;
import org.specie.wallet.history.Entry;

/** The payer's side of tier 2 among auditors of every kind. docs/spec/42-auditor.md, section 6. */
final class ApprovedPayTest {
  private static final Amount MUCH = Amount.parse("700.00");

  private Town town;
  private Bench bench;
  private Person ana;
  private Person shop;

  /** What an auditor does with what it is shown. */
  private interface Temper {
    Auditors.Told answer(Ed25519SecretKey own, Approval.Statement statement) throws IOException;
  }

  private static final Temper HONEST =
      (own, statement) -> new Auditors.Told.Approved(own.sign(statement.bytes()));
  private static final Temper SILENT =
      (_, _) -> {
        throw new IOException("nobody answers");
      };
  private static final Temper PONDERING = (_, _) -> new Auditors.Told.Waiting();
  private static final Temper AGAINST =
      (_, _) -> new Auditors.Told.Refused(PrivateReason.NOT_APPROVED, true);

  /** All auditors of the town, each with a temper that can change. */
  private static final class Bench implements Auditors {
    private final Town town;
    private final Map<Ed25519PublicKey, Ed25519SecretKey> keys = new ConcurrentHashMap<>();
    private final Map<Ed25519PublicKey, Temper> tempers = new ConcurrentHashMap<>();
    private final List<Ed25519PublicKey> order = new ArrayList<>();
    private final List<StateTransaction> seen = new CopyOnWriteArrayList<>();

    Bench(Town town) throws IOException {
      this.town = town;
      for (Ed25519SecretKey key : town.auditors()) {
        order.add(key.publicKey());
        keys.put(key.publicKey(), key);
        tempers.put(key.publicKey(), HONEST);
      }
    }

    void are(Temper... all) {
      for (int i = 0; i < all.length; i++) {
        tempers.put(order.get(i), all[i]);
      }
    }

    @Override
    public Told ask(Ed25519PublicKey auditor, Showing showing) throws IOException {
      StateTransaction payment = payment(town, showing.transaction());
      seen.add(payment);
      assertThat(
              showing
                  .opening()
                  .opens(
                      town.network().ledger().suite(),
                      town.gateway().tip().rules().tiers().orElseThrow().auditKey(),
                      payment.body().audit().orElseThrow()))
          .isTrue();
      Temper temper = Objects.requireNonNull(tempers.get(auditor));
      return temper.answer(
          Objects.requireNonNull(keys.get(auditor)),
          payment.approval(town.network().ledger().suite()));
    }

    Set<Hash32> cores() {
      Set<Hash32> cores = new HashSet<>();
      seen.forEach(each -> cores.add(each.core()));
      return cores;
    }
  }

  private static StateTransaction payment(Town town, ByteString bytes) {
    try {
      if (CashTransaction.decode(town.network().ledger().suite(), bytes)
          instanceof CashTransaction.Private(StateTransaction payment)) {
        return payment;
      }
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("a payment is shown");
  }

  private static Set<ByteString> nullifiers(StateTransaction transaction) {
    Set<ByteString> all = new HashSet<>();
    all.add(transaction.body().nullifier().clearCofactor().toCompressed());
    transaction
        .body()
        .slots()
        .forEach(slot -> all.add(slot.nullifier().clearCofactor().toCompressed()));
    return all;
  }

  @BeforeEach
  void build() throws IOException {
    town = Town.withTiers(7);
    bench = new Bench(town);
    shop = town.person("shop", "1.00");
    ana = town.person("ana", "3000.00");
    ana.wallet().load(Amount.parse("2000.00")).orThrow();
    ana.reopen(bench);
  }

  @AfterEach
  void close() throws IOException {
    town.close();
  }

  private Answer<Entry> pay() throws IOException {
    return ana.wallet().payApproved(shop.wallet().paymentAddress(), MUCH, "boat", "a boat");
  }

  private static void refused(WalletReason reason, Answer<?> answer) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.refusal().reason()).isEqualTo(reason));
  }

  private Amount shopHas() throws IOException {
    shop.wallet().sync(Progress.none()).orThrow();
    return shop.wallet().balance().privately();
  }

  private StateTransaction last() {
    return payment(town, ana.gateway().submitted().getLast());
  }

  @Test
  @Requirement({"D12", "D9"})
  void paysAboveTheBudgetWithTwoOfThree() throws IOException {
    Amount budget = ana.wallet().balance().budgetLeft();
    refused(
        WalletReason.OVER_BUDGET,
        ana.wallet().payPrivately(shop.wallet().paymentAddress(), MUCH, "boat"));
    Entry paid = pay().orThrow();
    assertThat(paid.state().word()).isEqualTo("final");
    assertThat(last().kind()).isEqualTo(Kind.APPROVED_PAY);
    assertThat(last().approvals()).hasSize(2);
    assertThat(shopHas()).isEqualTo(MUCH);
    assertThat(ana.wallet().balance().budgetLeft()).isEqualTo(budget);
    assertThat(ana.wallet().holdings().shown()).isEmpty();
    assertThat(Town.substance(ana.restored().holdings()))
        .isEqualTo(Town.substance(ana.wallet().holdings()));
  }

  /** Bad signatures, signatures on something else, and noise count as silence. */
  @Test
  @Requirement("D12")
  void oneLiarOfThreeChangesNothing() throws IOException {
    List<Temper> liars =
        List.of(
            (_, _) -> new Auditors.Told.Approved(ByteString.copyOf(new byte[64])),
            (_, _) -> new Auditors.Told.Approved(ByteString.utf8("yes")),
            (own, said) ->
                new Auditors.Told.Approved(
                    own.sign(
                        new Approval.Statement(
                                said.domain(), Hash32.ZERO, said.policyHash(), said.validUntil())
                            .bytes())),
            (own, said) ->
                new Auditors.Told.Approved(
                    own.sign(
                        new Approval.Statement(
                                said.domain(), said.core(), Hash32.ZERO, said.validUntil())
                            .bytes())),
            (own, said) ->
                new Auditors.Told.Approved(
                    own.sign(
                        new Approval.Statement(
                                said.domain(),
                                said.core(),
                                said.policyHash(),
                                said.validUntil() + 64)
                            .bytes())),
            AGAINST,
            SILENT);
    Temper other = (_, said) -> HONEST.answer(town.auditors().get(1), said);
    List<Temper> all = new ArrayList<>(liars);
    all.add(other);
    for (int i = 0; i < 2; i++) {
      // Two rounds of one wallet: each temper has to be met once, the money lasts for two payments.
      bench.are(all.get(i), HONEST, HONEST);
      assertThat(pay().orThrow().state().word()).isEqualTo("final");
      assertThat(last().approvals()).extracting(Approval::index).containsExactly(1, 2);
    }
    for (Temper each : all) {
      bench.are(each, PONDERING, HONEST);
      Answer<Entry> answer =
          ana.wallet().holdings().shown().isEmpty()
              ? ana.wallet()
                  .payApproved(shop.wallet().paymentAddress(), Amount.parse("1.00"), "", "")
              : ana.wallet().settle().map(_ -> ana.wallet().history().getLast());
      assertThat(answer.isDone()).isTrue();
      assertThat(ana.wallet().holdings().shown().orElseThrow().approvals())
          .as("the honest one alone counts")
          .extracting(Approval::index)
          .containsExactly(2);
    }
  }

  @Test
  @Requirement("D12")
  void waitsWithTooFewAndGoesOnAfterARestart() throws IOException {
    bench.are(HONEST, PONDERING, SILENT);
    Entry waiting = pay().orThrow();
    assertThat(waiting.isPending()).isTrue();
    assertThat(ana.wallet().holdings().shown().orElseThrow().approvals()).hasSize(1);
    StateTransaction shown = bench.seen.getFirst();
    assertThat(town.gateway().submit(CashTransaction.of(shown).encode()))
        .as("the ledger does not take it without")
        .isEqualTo(new Outcome.NotAdmitted(PrivateReason.NOT_APPROVED));
    refused(
        WalletReason.APPROVAL_PENDING,
        ana.wallet().payPrivately(shop.wallet().paymentAddress(), Amount.parse("5.00"), ""));
    refused(WalletReason.APPROVAL_PENDING, ana.wallet().unload(Amount.parse("5.00")));
    ana.reopen();
    assertThat(ana.wallet().settle()).isEqualTo(Answer.done(false));
    bench.are(SILENT, SILENT, HONEST);
    ana.reopen();
    assertThat(ana.wallet().settle()).isEqualTo(Answer.done(true));
    assertThat(bench.cores()).as("never a second version").hasSize(1);
    assertThat(last().approvals()).extracting(Approval::index).containsExactly(0, 2);
    assertThat(shopHas()).isEqualTo(MUCH);
    assertThat(ana.wallet().history())
        .filteredOn(each -> each.amount().equals(MUCH))
        .singleElement()
        .satisfies(each -> assertThat(each.state().word()).isEqualTo("final"));
  }

  /** 6.5: what auditors saw is shown once more, by a step to nobody, and never again. */
  @Test
  @Requirement({"D12", "D10"})
  @Property("P8")
  void whatAuditorsSawOfARefusedPaymentLinksToNothing() throws IOException {
    town.issuePrivately(ana, "15.00");
    ana.wallet().sync(Progress.none()).orThrow();
    bench.are(AGAINST, HONEST, AGAINST);
    refused(WalletReason.AUDITORS_REFUSE, pay());
    assertThat(ana.wallet().history().getLast().state().word()).isEqualTo("refused");
    Set<ByteString> seen = nullifiers(bench.seen.getFirst());
    int before = ana.gateway().submitted().size();
    ana.wallet().payPrivately(shop.wallet().paymentAddress(), Amount.parse("5.00"), "").orThrow();
    List<ByteString> left =
        ana.gateway().submitted().subList(before, ana.gateway().submitted().size());
    assertThat(left).hasSize(2);
    StateTransaction step = payment(town, left.getFirst());
    assertThat(step.kind()).as("in the shape of a payment").isEqualTo(Kind.PAY);
    assertThat(nullifiers(step)).as("the state and the coin").containsAll(seen);
    assertThat(nullifiers(payment(town, left.getLast()))).doesNotContainAnyElementsOf(seen);
    assertThat(shopHas()).isEqualTo(Amount.parse("5.00"));
    assertThat(ana.wallet().balance().privately()).isEqualTo(Amount.parse("2010.00"));
  }

  @Test
  @Requirement("D12")
  void givingUpMakesThePaymentImpossibleForEverybody() throws IOException {
    bench.are(HONEST, SILENT, SILENT);
    assertThat(pay().orThrow().isPending()).isTrue();
    assertThat(ana.wallet().giveUp()).isEqualTo(Answer.done(true));
    StateTransaction shown = bench.seen.getFirst();
    List<Approval> approvals = new ArrayList<>();
    for (int index = 0; index < 3; index++) {
      approvals.add(
          shown.approval(town.network().ledger().suite()).sign(index, town.auditors().get(index)));
    }
    assertThat(town.gateway().submit(CashTransaction.of(shown.approvedBy(approvals)).encode()))
        .as("all auditors together")
        .isEqualTo(new Outcome.NotAdmitted(PrivateReason.NULLIFIER_SPENT));
    assertThat(ana.wallet().giveUp()).as("nothing is left").isEqualTo(Answer.done(false));
    bench.are(HONEST, HONEST, HONEST);
    assertThat(pay().orThrow().state().word()).isEqualTo("final");
    assertThat(shopHas()).isEqualTo(MUCH);
  }

  /** 6.6, 12.7: whoever has other approvals may be quicker; it is paid once and not again. */
  @Test
  @Requirement("D12")
  void isNotPaidTwiceWhereSomebodyElseSubmitsIt() throws IOException {
    bench.are(PONDERING, PONDERING, PONDERING);
    assertThat(pay().orThrow().isPending()).isTrue();
    StateTransaction shown = bench.seen.getFirst();
    var statement = shown.approval(town.network().ledger().suite());
    StateTransaction theirs =
        shown.approvedBy(
            List.of(
                statement.sign(1, town.auditors().get(1)),
                statement.sign(2, town.auditors().get(2))));
    assertThat(town.gateway().submit(CashTransaction.of(theirs).encode()))
        .isInstanceOf(Outcome.Final.class);
    bench.are(HONEST, HONEST, SILENT);
    refused(WalletReason.APPROVED_IN_VAIN, ana.wallet().settle());
    ana.wallet().payPrivately(shop.wallet().paymentAddress(), Amount.parse("5.00"), "").orThrow();
    assertThat(shopHas()).isEqualTo(Amount.parse("705.00"));
    assertThat(ana.wallet().balance().privately()).isEqualTo(Amount.parse("1295.00"));
    assertThat(bench.cores()).hasSize(1);
  }

  @Test
  @Requirement("D12")
  void endsWhenItCanNoLongerBeApplied() throws IOException {
    bench.are(PONDERING, PONDERING, HONEST);
    assertThat(pay().orThrow().isPending()).isTrue();
    long until = bench.seen.getFirst().body().header().validUntil();
    long height = town.gateway().tip().height();
    assertThat(until - height).as("as long as may be").isBetween(384L, 448L);
    town.passBlocks(until - height);
    bench.are(HONEST, HONEST, HONEST);
    refused(WalletReason.APPROVAL_LATE, ana.wallet().settle());
    assertThat(pay().orThrow().state().word()).isEqualTo("final");
    assertThat(bench.cores()).hasSize(2);
    assertThat(shopHas()).isEqualTo(MUCH);
  }

  @Test
  @Requirement("D12")
  void anEndOfTheEpochEndsIt() throws IOException {
    bench.are(PONDERING, PONDERING, HONEST);
    assertThat(pay().orThrow().isPending()).isTrue();
    town.nextEpoch();
    refused(WalletReason.APPROVAL_LATE, ana.wallet().settle());
    bench.are(HONEST, HONEST, HONEST);
    assertThat(pay().orThrow().state().word()).isEqualTo("final");
    assertThat(shopHas()).isEqualTo(MUCH);
  }

  @Test
  @Requirement("D12")
  void refusesWhatNobodyCouldApprove() throws IOException {
    Wallet wallet = ana.wallet();
    var address = shop.wallet().paymentAddress();
    refused(
        WalletReason.OVER_TIER_TWO, wallet.payApproved(address, Amount.parse("5000.01"), "", ""));
    refused(
        WalletReason.PRIVATE_INSUFFICIENT,
        wallet.payApproved(address, Amount.parse("4000.00"), "", ""));
    refused(
        WalletReason.WORDS_TOO_LONG,
        wallet.payApproved(address, MUCH, "", "x".repeat(Auditors.WORDS_BYTES_MAX + 1)));
    refused(
        WalletReason.AUDITORS_UNKNOWN,
        shop.wallet().payApproved(ana.wallet().paymentAddress(), MUCH, "", ""));
    assertThat(bench.seen).isEmpty();
    try (Town without = new Town(8)) {
      Person somebody = without.person("somebody", "1.00");
      somebody.reopen(bench);
      var own = somebody.wallet().paymentAddress();
      assertThat(somebody.wallet().payApproved(own, MUCH, "", ""))
          .isEqualTo(Answer.refused(PrivateReason.TIER_NOT_OFFERED));
    }
  }

  /** 6.1: whatever is cut off, auditors see one version, and it is paid once. */
  @Test
  @Requirement({"D12", "U1"})
  void goesOnAfterAPowerCutAtAnyWrite() throws IOException {
    for (int write = 0; write < 4; write++) {
      for (boolean written : new boolean[] {false, true}) {
        Person person = town.person("cut " + write + written, "100.00");
        person.wallet().load(Amount.parse("100.00")).orThrow();
        Bench own = new Bench(town);
        person.reopen(own);
        person.store().failAt(write, written);
        Amount amount = Amount.parse("90.00");
        try {
          person.wallet().payApproved(shop.wallet().paymentAddress(), amount, "", "").orThrow();
        } catch (MemoryStore.PowerCut e) {
          person.store().neverFail();
          person.reopen();
        }
        person.store().neverFail();
        boolean isLost =
            person.wallet().holdings().shown().isEmpty()
                && person.wallet().holdings().pending().isEmpty();
        assertThat(person.wallet().settle().isDone()).isTrue();
        person.wallet().sync(Progress.none()).orThrow();
        assertThat(own.cores()).hasSizeLessThanOrEqualTo(1);
        Amount left = person.wallet().balance().privately();
        if (isLost && own.seen.isEmpty()) {
          assertThat(left).isEqualTo(Amount.parse("100.00"));
        } else {
          assertThat(left).isEqualTo(Amount.parse("10.00"));
        }
      }
    }
  }
}
