package org.specie.offline.agents.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.TestDevice.Wanted;
import org.specie.offline.agents.World;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.TokenId;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/54-agents.md section 6. */
@Requirement({"R139", "R151"})
class InspectionTest {
  private static final Booking BOOKING = new Booking("First Bank", World.sixteen("booking 1"));

  private World world;
  private TestDevice payee;
  private TestDevice payer;

  @BeforeEach
  void putUp() throws IOException {
    world = new World();
    payee = TestDevice.registered(world, "ana");
    payer = TestDevice.registered(world, "ben");
  }

  /** A payment key as it lies in a device. */
  private record Certified(SigningKey key, PayCert certificate) {}

  private Certified certified() throws IOException {
    Wanted wanted = payer.wish();
    return new Certified(
        wanted.key(),
        payer.certificate(
            wanted,
            world
                .certifier()
                .certify(wanted.request().encode(), World.NOW)
                .optional()
                .orElseThrow()));
  }

  /** One the certifier signed beside its book. */
  private Certified counterfeit() {
    SigningKey key = SigningKey.generate();
    BigInteger factor = BigInteger.valueOf(65_539);
    ByteString blinded = TestDevice.blind(world.classKey.certificate().key(), key, factor);
    return new Certified(
        key, payer.certificate(key, factor, World.RSA.sign(blinded).orElseThrow()));
  }

  private Configuration token() throws IOException {
    return world.factory().make(payee.wishToken().encode(), World.NOW).optional().orElseThrow();
  }

  private Proof paid(Configuration configuration, long minor, Certified by) {
    return payee.proof(
        configuration, TestDevice.pay(configuration, minor, by.key(), by.certificate()));
  }

  private List<Alarm> submit(Proof proof) throws IOException {
    return world.inspection.submit(proof).optional().orElseThrow();
  }

  private List<Alarm> credit(Proof proof, Booking booking) throws IOException {
    return world.inspection.credit(proof, booking).optional().orElseThrow();
  }

  private static Hash32 digest(Proof proof) {
    return Token.fresh(proof.configuration()).with(proof.payment()).digest();
  }

  private void issue(long minor) throws IOException {
    world.inspection.issue(Hash32.ZERO, Amount.ofMinor(minor));
  }

  @Test
  @Requirement({"R43", "R141"})
  void seesEachPaymentOfAnHonestHistoryOnceAndRaisesNothing() throws IOException {
    issue(1_000);
    issue(1_000);
    for (int i = 0; i < World.KEYS_PER_DEVICE; i++) {
      Proof proof = paid(token(), 200, certified());
      assertThat(submit(proof)).isEmpty();
      assertThat(submit(proof)).as("again").isEmpty();
      Booking booking = new Booking("First Bank", World.sixteen("booking " + i));
      assertThat(credit(proof, booking)).isEmpty();
      assertThat(credit(proof, booking)).as("the same booking").isEmpty();
    }

    assertThat(world.inspection.alarms()).isEmpty();
    assertThat(world.inspection.totals()).isEqualTo(new Totals(1_000, 600));
    assertThat(world.inspection.velocityThousandths(World.later(-5), World.later(5)))
        .isEqualTo(OptionalLong.of(600 * 1_000 / 400));
    assertThat(world.inspection.velocityThousandths(World.later(1), World.later(5)))
        .isEqualTo(OptionalLong.of(0));
    assertThat(world.inspection.velocityThousandths(World.later(-5), World.later(-1)))
        .isEqualTo(OptionalLong.of(0));
  }

  private static Payment changed(Payment like, long aggregate, P256Signature signature) {
    return new Payment(
        like.sequence(),
        Amount.ofMinor(aggregate),
        like.amount(),
        like.time(),
        like.previous(),
        like.reference(),
        like.use(),
        like.certificate(),
        signature);
  }

  private void refuses(TokenReason reason, Proof proof) throws IOException {
    assertThat(world.inspection.submit(proof)).isEqualTo(Answer.refused(reason));
  }

  @Test
  void believesNoSignatureSumLimitOrChainThatIsWrong() throws IOException {
    Configuration configuration = token();
    Certified by = certified();
    Payment payment = TestDevice.pay(configuration, 200, by.key(), by.certificate());
    Payment other = TestDevice.pay(configuration, 201, by.key(), by.certificate());
    Payment inflated = changed(payment, 300, payment.signature());
    P256Signature signed =
        by.key().sign(Domain.PAYMENT, configuration.digest().bytes(), inflated.signedBytes());

    refuses(
        TokenReason.BAD_SIGNATURE,
        payee.proof(configuration, changed(payment, 200, other.signature())));
    refuses(TokenReason.WRONG_SUM, payee.proof(configuration, changed(payment, 300, signed)));
    refuses(
        TokenReason.ABOVE_PAYMENT_LIMIT,
        paid(configuration, World.LIMITS.payment().minor() + 1, by));
    assertThat(
            world
                .inspection(new MemoryStorage())
                .submit(new Proof(configuration, payment, Chain.NONE)))
        .isEqualTo(Answer.refused(TokenReason.UNKNOWN_KEY));
    assertThat(world.inspection.alarms()).isEmpty();
    assertThat(submit(payee.proof(configuration, payment))).as("nothing was kept").isEmpty();
  }

  /** The payee gave one token to two payers. */
  @Test
  void seesAFork() throws IOException {
    Configuration configuration = token();
    Proof one = paid(configuration, 200, certified());
    Proof two = paid(configuration, 300, certified());

    assertThat(submit(one)).isEmpty();
    assertThat(submit(two))
        .containsExactly(Alarm.between(AlarmKind.FORK, digest(two), digest(one)));
    assertThat(submit(two)).as("once").isEmpty();
    assertThat(world.inspection.alarms()).hasSize(1);
    assertThat(world.inspection.proof(digest(one))).contains(one.encode());
    assertThat(world.inspection.proof(digest(two))).contains(two.encode());
  }

  @Test
  void seesAPaymentKeyThatPaysTwice() throws IOException {
    Certified leaked = certified();
    Proof one = paid(token(), 200, leaked);
    Proof two = paid(token(), 200, leaked);

    assertThat(submit(one)).isEmpty();
    assertThat(submit(two))
        .containsExactly(Alarm.between(AlarmKind.KEY_USED_TWICE, digest(two), digest(one)));
  }

  /** A certifier signed once more than the core granted: no key is used twice, one is too many. */
  @Test
  void seesACertifierThatSignsBesideItsBook() throws IOException {
    Certified granted = certified();
    Proof counterfeit = paid(token(), 200, counterfeit());
    Proof genuine = paid(token(), 200, granted);

    assertThat(submit(counterfeit)).as("one key, one grant").isEmpty();
    assertThat(submit(genuine))
        .containsExactly(Alarm.of(AlarmKind.KEYS_ABOVE_GRANTS, digest(genuine), 2));
  }

  @Test
  void seesATokenThatIsInNoRecord() throws IOException {
    Configuration genuine = token();
    P256Signature unsigned = genuine.signature();
    Configuration draft = with(genuine, unsigned);
    Configuration strange =
        with(genuine, world.factoryKey.sign(Domain.CONFIGURATION, draft.signedBytes()));
    Proof proof = paid(strange, 200, certified());

    assertThat(submit(proof))
        .containsExactly(Alarm.between(AlarmKind.TOKEN_UNKNOWN, digest(proof), Hash32.ZERO));
  }

  private static Configuration with(Configuration like, P256Signature signature) {
    return new Configuration(
        like.anonymous(),
        like.dedicated(),
        like.purpose(),
        like.terms(),
        new TokenId(World.sixteen("a token of its own")),
        like.owner(),
        like.policy(),
        like.factory(),
        like.info(),
        like.extensions(),
        signature);
  }

  @Test
  void seesAPaymentThatIsCreditedTwice() throws IOException {
    issue(1_000);
    Proof proof = paid(token(), 200, certified());
    Booking second = new Booking("Second Bank", BOOKING.reference());

    assertThat(credit(proof, BOOKING)).isEmpty();
    assertThat(credit(proof, second))
        .containsExactly(Alarm.between(AlarmKind.CREDITED_TWICE, digest(proof), BOOKING.digest()));
    assertThat(world.inspection.totals().creditedMinor()).as("counted once").isEqualTo(200);
  }

  @Test
  void seesMoreComeBackThanWasIssued() throws IOException {
    issue(399);
    assertThat(credit(paid(token(), 200, certified()), BOOKING)).isEmpty();
    Proof last = paid(token(), 200, certified());

    assertThat(credit(last, new Booking("First Bank", World.sixteen("booking 2"))))
        .containsExactly(Alarm.of(AlarmKind.CREDITS_ABOVE_ISSUE, digest(last), 400));
    assertThat(world.inspection.totals().circulatingMinor()).isZero();
  }

  @Test
  void remembersWhatItSawAfterARestart() throws IOException {
    MemoryStorage storage = new MemoryStorage();
    Certified leaked = certified();
    Proof one = paid(token(), 200, leaked);
    Proof two = paid(token(), 300, leaked);

    assertThat(world.inspection(storage).submit(one).optional()).contains(List.of());
    Alarm alarm = Alarm.between(AlarmKind.KEY_USED_TWICE, digest(two), digest(one));
    assertThat(world.inspection(storage).submit(two).optional()).contains(List.of(alarm));
    assertThat(world.inspection(storage).alarms()).containsExactly(alarm);
  }
}
