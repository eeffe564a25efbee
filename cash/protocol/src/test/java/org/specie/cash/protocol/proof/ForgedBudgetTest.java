package org.specie.cash.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.specie.cash.protocol.proof.Forger.integer;
import static org.specie.cash.protocol.proof.Forger.minor;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Ways around the anonymity budget: flags, renewals, other epochs and other policies. */
@Requirement({"D9", "D11"})
final class ForgedBudgetTest {
  private static final int KIND_CODES = 256;
  private static final int BUSINESS = 1;

  private final World world = new World(104);
  private final long epoch = world.rules.epoch();
  private final Forger forger = new Forger(world);
  private final Holder mallory = forger.with(world.enrol("mallory", 0), "3000.00", "50.00");

  private void refusesBecauseOf(Forgery forgery, String... faults) {
    StateTransaction forged = forgery.make();
    assertThat(forger.faults(forged)).containsExactly(faults);
    assertThat(forger.refusal(forged)).contains(PrivateReason.PROOF_INVALID);
  }

  /** 28, break 4 of UTT: there a flag of the client's said that a payment went to oneself. */
  @Test
  @Property("P5")
  void refusesAPaymentThatCallsItselfSomethingElse() {
    ByteString paid = forger.forge(Kind.PAY, mallory).with("v", minor("40.00")).make().encode();
    for (int code = 0; code < KIND_CODES; code++) {
      byte[] bytes = paid.toByteArray();
      bytes[0] = (byte) code;
      assertThat(accepts(bytes)).as("kind %d", code).isEqualTo(code == Kind.PAY.code());
    }
  }

  /** 28: the flag of a renewal changes the shape, so it cannot be added to a proven payment. */
  @Test
  void refusesAPaymentThatCallsItselfARenewal() {
    StateTransaction paid = forger.forge(Kind.PAY, mallory).with("v", minor("40.00")).make();
    byte[] bytes = paid.encode().toByteArray();
    int renewalAt = 1 + 2 + 1 + 8;
    assertThat(bytes[renewalAt]).isZero();
    bytes[renewalAt] = 1;
    assertThat(accepts(bytes)).isFalse();
  }

  private boolean accepts(byte[] bytes) {
    try {
      PrivateTransaction decoded = PrivateTransaction.decode(world.suite, ByteString.copyOf(bytes));
      return forger.refusal(decoded).isEmpty();
    } catch (MalformedInput e) {
      return false;
    }
  }

  /** Paying oneself is paying: no exception that could be claimed wrongly. */
  @Test
  @Property("P5")
  void chargesPaymentsToOneself() {
    Forgery toMyself =
        forger
            .forge(Kind.PAY, mallory)
            .with("v", minor("40.00"))
            .with("pidB", mallory.keys().pid())
            .committing("C_bud", minor("50.00"));
    refusesBecauseOf(toMyself, "out4");
  }

  private Forgery renewal(StateCredential of) {
    return forger.renewal(Kind.PAY, of);
  }

  /** 31. */
  @Test
  @Property("P5")
  void refusesARenewalAboveTheBudgetOfTheClass() {
    StateCredential old = forger.at(epoch - 1, mallory);
    assertThat(forger.refusal(renewal(old).make())).isEmpty();
    refusesBecauseOf(renewal(old).committing("C_bud", minor("1000.01")), "out4");
    refusesBecauseOf(
        renewal(old).with("v", minor("1.00")).committing("C_bud", minor("1000.00")), "out4");
    refusesBecauseOf(
        renewal(old).committing("C_bud", minor("9000.00")).committing("P_bud", minor("9000.00")),
        "out4",
        "lnk3");
  }

  /** 32, 34: a state of this epoch has been renewed already. */
  @Test
  @Property("P5")
  void refusesASecondRenewalInAnEpoch() {
    refusesBecauseOf(renewal(mallory.state()), "range");
  }

  /** 33. */
  @Test
  void refusesARenewalFromTheFuture() {
    refusesBecauseOf(renewal(forger.at(epoch + 1, mallory)), "range");
    refusesBecauseOf(renewal(forger.at(epoch + 1000, mallory)), "range");
  }

  /** 32: the epoch that is proven to be old is the one that was signed. */
  @Test
  void refusesARenewalThatSpeaksOfAnotherEpoch() {
    Scalar older = integer(epoch - 1);
    refusesBecauseOf(renewal(mallory.state()).committing("P_ep", older), "lnk4");
    refusesBecauseOf(renewal(mallory.state()).with("ep", older), "st.ep");
    Shown lying = forger.show(mallory.state(), 7).claiming(6, older);
    refusesBecauseOf(forger.forge(Kind.PAY, true, lying, List.of()), "show.0");
    refusesBecauseOf(renewal(mallory.state()).committing("P_ep", integer(-1)), "lnk4");
  }

  /** 34: every kind that can renew. */
  @Test
  @Property("P5")
  void refusesASecondRenewalInEveryKind() {
    for (Kind kind : List.of(Kind.LOAD, Kind.UNLOAD, Kind.BULK, Kind.BULK_UNLOAD)) {
      refusesBecauseOf(forger.renewal(kind, mallory.state()), "range");
    }
  }

  /** In the first epoch there is nothing to renew from. */
  @Test
  void refusesRenewalsInEpochZero() {
    Forger atZero = new Forger(world, world.rulesAt(0));
    StateTransaction forged =
        forger.renewal(Kind.PAY, forger.at(0, mallory)).header(h -> Altered.inEpoch(h, 0)).make();
    assertThat(atZero.refusal(forged)).contains(PrivateReason.WRONG_EPOCH);
  }

  /** 61. */
  @Test
  void refusesInTheNextEpochWhatWasMadeInThisOne() {
    Forger later = new Forger(world, world.rulesAt(epoch + 1));
    StateTransaction made = forger.forge(Kind.PAY, mallory).make();
    assertThat(later.refusal(made)).contains(PrivateReason.WRONG_EPOCH);
    StateTransaction dated = later.forge(Kind.PAY, mallory).with("v", minor("40.00")).make();
    assertThat(later.faults(dated)).containsExactly("show.0");
    assertThat(later.refusal(dated)).contains(PrivateReason.PROOF_INVALID);
  }

  /** 61: a renewal proves its age against the epoch it is made in. */
  @Test
  void refusesARenewalMadeForALaterEpoch() {
    StateTransaction early =
        new Forger(world, world.rulesAt(epoch + 1))
            .renewal(Kind.PAY, mallory.state())
            .header(h -> Altered.inEpoch(h, epoch))
            .make();
    assertThat(forger.refusal(early)).contains(PrivateReason.PROOF_INVALID);
  }

  /** 12.2: T1 is the class's own, and the class is the one of the state that is shown. */
  @Test
  @Requirement("D14")
  @Property("P5")
  void refusesAPersonWhatABusinessMayPayAtOnce() {
    Holder business = forger.with(world.enrol("acme", BUSINESS), "9000.00", "9000.00");
    Holder rich = forger.with(mallory, "9000.00", "9000.00");
    assertThat(forger.refusal(asBusiness(business, "2000.00").make())).isEmpty();
    refusesBecauseOf(asBusiness(business, "2000.01"), "range");
    refusesBecauseOf(forger.forge(Kind.PAY, rich).with("v", minor("500.01")), "range");
    refusesBecauseOf(asBusiness(rich, "500.01"), "show.0");
  }

  private Forgery asBusiness(Holder payer, String amount) {
    return forger
        .forge(Kind.PAY, payer)
        .with("v", minor(amount))
        .header(h -> Altered.inClass(h, BUSINESS));
  }

  /** 60: a proof speaks of one policy; a verdict on it is worth nothing under another. */
  @Test
  void refusesUnderOnePolicyWhatWasProvenUnderAnother() {
    Hash32 other = Hash32.sha256(ByteString.utf8("another policy"));
    Rules generous =
        new Rules(other, epoch, Amount.parse("900.00"), List.of(Amount.parse("90000.00")));
    Forger spoilt = new Forger(world, generous);
    Holder rich = forger.with(mallory, "3000.00", "1000.00");
    StateTransaction large = spoilt.forge(Kind.PAY, rich).with("v", minor("800.00")).make();
    assertThat(spoilt.refusal(large)).isEmpty();
    assertThat(forger.refusal(large)).contains(PrivateReason.WRONG_POLICY);

    Forger disguised =
        new Forger(
            world,
            new Rules(
                world.rules.policyHash(), epoch, generous.tierOneLimit(0), generous.budgets()));
    StateTransaction largeAsOurs =
        disguised.forge(Kind.PAY, rich).with("v", minor("800.00")).make();
    assertThat(disguised.refusal(largeAsOurs)).isEmpty();
    assertThat(forger.faults(largeAsOurs)).containsExactly("range");
    assertThat(forger.refusal(largeAsOurs)).contains(PrivateReason.PROOF_INVALID);

    StateTransaction renewed = disguised.renewal(Kind.PAY, forger.at(epoch - 1, mallory)).make();
    assertThat(disguised.refusal(renewed)).isEmpty();
    assertThat(forger.refusal(renewed)).contains(PrivateReason.PROOF_INVALID);
  }

  /** 36: the key generation stands in the header and in every tag. */
  @Test
  void refusesAnotherGeneration() {
    StateTransaction foreign =
        forger.forge(Kind.PAY, mallory).header(h -> Altered.inGeneration(h, 2)).make();
    assertThat(forger.refusal(foreign)).isEqualTo(Optional.of(PrivateReason.WRONG_GENERATION));
  }
}
