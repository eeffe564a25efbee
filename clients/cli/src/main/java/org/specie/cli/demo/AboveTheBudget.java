package org.specie.cli.demo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.state.Entry.Phase;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.tier.OpenedRecord;
import org.specie.cli.auditor.AuditorFolder;
import org.specie.cli.town.AuditOffices;
import org.specie.cli.town.MembersTable;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.escrow.SmallLogarithm;
import org.specie.node.role.Body;
import org.specie.wallet.Balance;
import org.specie.wallet.RefundAddresses;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryState;
import org.specie.wallet.holding.GivenAddress;
import org.specie.wallet.holding.HeldEntry;

/**
 * Tier 2 and 3: payments that auditors approve at once, and payments that wait and can be stopped;
 * and a refund to somebody unknown. What waits is begun before the failures of action 4 and 5, and
 * ended after them.
 */
final class AboveTheBudget {
  private static final Amount GIVEN = Amount.parse("700.00");
  private static final Amount APPROVED = Amount.parse("120.00");
  private static final Amount LARGE = Amount.parse("300.00");
  private static final Amount SUSPECT = Amount.parse("200.00");
  private static final Amount REFUNDED = Amount.parse("3.20");
  private static final int AUDITORS_WHO_OPEN = 2;
  private static final int TABLE_BITS = 16;
  private static final long LOOK_MS = 500;
  private static final int LOOKS_MAX = 240;

  private final Stage stage;
  private final AuditOffices auditors;
  private final Story story;
  private final MembersTable members;
  private final Customer jona;
  private Optional<Hash32> waiting = Optional.empty();

  AboveTheBudget(Stage stage, AuditOffices auditors, Story story) throws IOException {
    this.stage = stage;
    this.auditors = auditors;
    this.story = story;
    this.members = new MembersTable(stage.home(), stage.network(), stage.entropy());
    this.jona = stage.customer(9);
  }

  /** Whom Jona pays; the same person after a move to another provider. */
  private Customer gal() {
    return stage.customer(6);
  }

  void begin() throws IOException {
    payWithApproval();
    payWithDelay();
    stopTheSuspect();
  }

  void end() throws IOException {
    acceptInTime();
    openByWarrant();
    refundUnknown();
  }

  private void payWithApproval() throws IOException {
    stage
        .network()
        .decide(new Act.IssuePrivate(jona.wallet().paymentAddress().publicSpendKey(), GIVEN))
        .orThrow();
    AuditorFolder away = auditors.all().getLast();
    boolean _ = away.process().stop();
    Balance before = jona.upToDate();
    Optional<Reason> alone =
        Told.reason(
            jona.wallet().payPrivately(gal().wallet().paymentAddress(), APPROVED, "a bicycle"));
    Measured<Entry> paid =
        Measured.of(
            stage.stopwatch(),
            () ->
                jona.wallet()
                    .payApproved(
                        gal().wallet().paymentAddress(), APPROVED, "a bicycle", "bought from Gal")
                    .orThrow());
    boolean isFinal = paid.value().state() instanceof EntryState.Final;
    List<String> betrayed =
        Opacity.betrayed(
            stage.connection().suite(), stage.stopwatch().last(), jona, gal(), APPROVED);
    Balance after = jona.upToDate();
    story.step(
        jona + " pays " + gal() + " " + APPROVED + ", above the budget, with approval",
        alone.isPresent()
            && isFinal
            && betrayed.isEmpty()
            && after.budgetLeft().equals(before.budgetLeft())
            && gal().upToDate().unclaimed().compareTo(APPROVED) >= 0,
        paid.proved().replace("proved", "proved and approved") + ", " + paid.settled(),
        Told.outcome(alone, "wallet")
            + " without auditors: "
            + alone.map(Reason::sentence).orElse(""),
        "two of three auditors approved; " + away.name() + " is switched off",
        "they saw who pays whom how much; the ledger saw neither, and the budget is untouched");
    ProcessHandle _ = away.start(stage.clock(), stage.entropy());
  }

  private void payWithDelay() throws IOException {
    Entry _ =
        jona.wallet().payWithDelay(gal().wallet().paymentAddress(), LARGE, "a boat").orThrow();
    HeldEntry promised = newest(gal());
    waiting = Optional.of(promised.name());
    story.step(
        jona + " pays " + gal() + " " + LARGE + ", more than auditors may approve at once",
        promised.amount().equals(LARGE) && promised.phaseAt(now()) == Phase.PENDING,
        "promised, and waits",
        "for " + stage.tierDelaySeconds() + " s here, a day by the profile; auditors can stop it");
  }

  /** The last entry that {@code customer} knows. */
  private static HeldEntry newest(Customer customer) throws IOException {
    Balance _ = customer.upToDate();
    return customer.wallet().entries().getLast();
  }

  private long now() throws IOException {
    return Math.max(stage.clock().epochSeconds(), stage.gateway().tip().epochSeconds());
  }

  private void stopTheSuspect() throws IOException {
    Customer dan = stage.customer(3);
    Amount before = jona.upToDate().privately();
    Entry _ =
        jona.wallet()
            .payWithDelay(dan.wallet().paymentAddress(), SUSPECT, "no questions")
            .orThrow();
    HeldEntry suspect = newest(jona);
    members.decide(Body.AUDITORS, new Act.VetoEntry(suspect.name())).orThrow();
    Balance _ = dan.upToDate();
    Optional<Reason> accepted = Told.reason(dan.wallet().accept(suspect.name(), now()));
    Entry _ = jona.wallet().takeBack(suspect.name(), now()).orThrow();
    story.step(
        jona + " pays " + dan + " " + SUSPECT + ", and auditors stop it",
        accepted.isPresent() && jona.upToDate().privately().equals(before),
        Told.outcome(accepted, "wallet") + " when " + dan + " takes it",
        "two of three auditors signed the veto, an act in a block; "
            + jona
            + " has the money back");
  }

  private void acceptInTime() throws IOException {
    Hash32 name = waiting.orElseThrow();
    HeldEntry held = entry(name);
    long wait = Math.max(0, held.standing().release() - now());
    for (int look = 0; look < LOOKS_MAX && held.phaseAt(now()) == Phase.PENDING; look++) {
      long waited = wait - Math.max(0, held.standing().release() - now());
      story.printer().progress().at("waiting for the release, seconds", waited, wait);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
      held = entry(name);
    }
    Balance before = gal().upToDate();
    Entry _ = gal().wallet().accept(name, now()).orThrow();
    Balance after = gal().upToDate();
    Optional<Reason> again = Told.reason(gal().wallet().accept(name, now()));
    story.step(
        gal() + " accepts the " + LARGE + " that waited",
        after.privately().equals(before.privately().plus(LARGE)) && again.isPresent(),
        "released in time",
        Told.outcome(again, "wallet") + " when " + gal() + " accepts it a second time");
  }

  private HeldEntry entry(Hash32 name) throws IOException {
    Balance _ = gal().upToDate();
    return gal().wallet().entries().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Nobody opens without a warrant, and one auditor does not with it. */
  private void openByWarrant() throws IOException {
    Hash32 core = waiting.orElseThrow();
    boolean isSealed = members.open(core, AUDITORS_WHO_OPEN).isEmpty();
    Recorded warrant =
        members
            .decide(
                Body.AUTHORITIES,
                new Act.OrderOpening(core, Hash32.sha256(ByteString.utf8("case 7 of the court"))))
            .orThrow();
    boolean isSealedToOne = members.open(core, 1).isEmpty();
    Optional<OpenedRecord> opened = members.open(core, AUDITORS_WHO_OPEN);
    Suite suite = stage.connection().suite();
    boolean isRight =
        opened
            .filter(
                record ->
                    record.payerKey().equals(jona.wallet().paymentAddress().publicSpendKey())
                        && record.isPaidTo(suite, gal().wallet().paymentAddress().pid(suite))
                        && record
                            .amount(
                                new SmallLogarithm(suite.auditAmount(), TABLE_BITS),
                                SmallLogarithm.BITS_MAX)
                            .equals(Optional.of(LARGE)))
            .isPresent();
    story.step(
        "A court has that payment opened: " + jona + " paid " + gal() + " " + LARGE,
        isSealed && isSealedToOne && isRight,
        "warrant in block " + warrant.height(),
        "it took two of three authorities, two of three auditors and two of four operators",
        "the warrant stays on the ledger for everybody to see; no other payment was opened");
  }

  private void refundUnknown() throws IOException {
    Customer eva = stage.customer(4);
    Customer shop = stage.merchant();
    GivenAddress given = eva.wallet().refundAddresses().give("bread").orThrow();
    String address = eva.wallet().refundAddresses().text(given);
    Balance before = eva.upToDate();
    Entry _ =
        shop.wallet().refund(RefundAddresses.read(address).orThrow(), REFUNDED, "bread").orThrow();
    HeldEntry promised = newest(eva);
    Entry _ = eva.wallet().accept(promised.name(), now()).orThrow();
    Balance after = eva.upToDate();
    story.step(
        shop + " refunds " + REFUNDED + " to somebody it does not know",
        after.privately().equals(before.privately().plus(REFUNDED))
            && !address.contains(eva.wallet().paymentAddressText()),
        "accepted",
        "the address came with the order, is good for this once, and says nothing of whose it is");
  }
}
