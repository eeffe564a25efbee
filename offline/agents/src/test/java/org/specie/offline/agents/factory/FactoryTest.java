package org.specie.offline.agents.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.certifier.ClassKey;
import org.specie.offline.agents.core.DeviceStatus;
import org.specie.offline.agents.device.SealedRequest;
import org.specie.offline.agents.factory.TokenOwners.TokenOwner;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Extensions;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.offline.token.receipt.Purpose;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Validity;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/54-agents.md section 5. */
class FactoryTest {
  private static final int DAY = 1_440;

  private World world;
  private TestDevice device;

  @BeforeEach
  void putUp() throws IOException {
    world = new World();
    device = TestDevice.registered(world, "ana");
  }

  private Configuration make(SealedRequest request) throws IOException {
    return world.factory().make(request.encode(), World.NOW).optional().orElseThrow();
  }

  private void refuses(AgentReason reason, ByteString request) throws IOException {
    assertThat(world.factory().make(request, World.NOW)).isEqualTo(Answer.refused(reason));
  }

  private SealedRequest wish(DeviceClasses payers, int payments, Minutes until, Limits limits) {
    return device.seal(
        new TokenWish(false, payers, payments, until, limits).encode(), device.owner);
  }

  private static Limits limits(long payment, long aggregate) {
    return new Limits(Amount.ofMinor(payment), Amount.ofMinor(aggregate));
  }

  @Test
  @Requirement("R16")
  void makesATokenThatPayersPayInto() throws IOException {
    Configuration made = make(device.wishToken());

    Request request =
        new Request(Optional.empty(), TestDevice.REFERENCE, Token.fresh(made), world.chain());
    assertThat(
            world
                .verifier()
                .mayPay(request, Amount.ofMinor(100), world.classKey.certificate(), World.NOW)
                .isAccepted())
        .isTrue();
    assertThat(Token.fresh(made).aggregate()).isEqualTo(Amount.ZERO);
    assertThat(Token.fresh(made).sequence()).isZero();
    assertThat(made.owner()).isEqualTo(device.owner);
    assertThat(made.info().text()).isEqualTo("Bakery, Old Town");
    assertThat(made.anonymous()).isFalse();
    assertThat(world.factoryRecord.made(made.id())).contains(made.digest());
  }

  @Test
  @Requirement("R58")
  void cutsAWishToThePolicyOfItsOwner() throws IOException {
    Configuration identified = make(device.wishToken());
    assertThat(identified.policy()).isEqualTo(2);
    assertThat(identified.terms().paymentsMax()).isEqualTo(10);
    assertThat(identified.terms().limits()).isEqualTo(World.LIMITS);
    assertThat(identified.terms().validity())
        .isEqualTo(new Validity(World.later(-60), World.later(14 * DAY)));

    world.addOwner(device.owner, true);
    Configuration anonymous = make(device.wishToken());
    assertThat(anonymous.anonymous()).isTrue();
    assertThat(anonymous.policy()).isEqualTo(1);
    assertThat(anonymous.terms().limits()).isEqualTo(limits(5_000, 20_000));

    Configuration modest =
        make(wish(new DeviceClasses(0xff), 2, World.later(DAY), limits(700, 900)));
    assertThat(modest.terms().payers()).isEqualTo(World.CLASS);
    assertThat(modest.terms().paymentsMax()).isEqualTo(2);
    assertThat(modest.terms().limits()).isEqualTo(limits(700, 900));
    assertThat(modest.terms().validity().until()).isEqualTo(World.later(DAY));

    Configuration narrow = make(wish(World.CLASS, 2, World.later(DAY), limits(6_000, 6_000)));
    assertThat(narrow.terms().limits()).isEqualTo(limits(5_000, 6_000));
  }

  @Test
  @Requirement("R44")
  void followsANewPolicyWithTheNextToken() throws IOException {
    TokenPolicy next = new TokenPolicy(9, World.CLASS, 1, 1, limits(10, 10));
    world.setPolicies(new TokenPolicy.ByOwner(next, next));

    Configuration made = make(device.wishToken());
    assertThat(made.policy()).isEqualTo(9);
    assertThat(made.terms().limits()).isEqualTo(limits(10, 10));
  }

  /** What a token says of its policy, by the names of the policy's parameters. */
  private static Map<String, Object> parameters(Configuration token) {
    return new TreeMap<>(
        Map.of(
            "number", token.policy(),
            "payers", token.terms().payers(),
            "paymentsMax", token.terms().paymentsMax(),
            "days", token.terms().validity().until(),
            "payment", token.terms().limits().payment(),
            "aggregate", token.terms().limits().aggregate()));
  }

  private static List<String> components(Class<? extends Record> type) {
    return Stream.of(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  @Test
  @Requirement("R156")
  void everyParameterOfAPolicyBindsByItselfAndItsKindOfOwnerAlone() throws IOException {
    Limits all = World.LIMITS;
    long aggregate = all.aggregate().minor();
    TokenPolicy wide = new TokenPolicy(3, World.CLASSES, 10, 14, all);
    Map<String, TokenPolicy> narrow =
        Map.of(
            "number", new TokenPolicy(4, World.CLASSES, 10, 14, all),
            "payers", new TokenPolicy(3, DeviceClasses.only(1), 10, 14, all),
            "paymentsMax", new TokenPolicy(3, World.CLASSES, 9, 14, all),
            "days", new TokenPolicy(3, World.CLASSES, 10, 13, all),
            "payment", new TokenPolicy(3, World.CLASSES, 10, 14, limits(7, aggregate)),
            "aggregate",
                new TokenPolicy(
                    3, World.CLASSES, 10, 14, limits(all.payment().minor(), aggregate - 1)));
    List<String> names = new ArrayList<>(components(TokenPolicy.class));
    names.remove("limits");
    names.addAll(components(Limits.class));
    assertThat(narrow).containsOnlyKeys(names);

    TestDevice stranger = TestDevice.registered(world, "nobody knows who");
    world.addOwner(stranger.owner, true);
    world.setPolicies(new TokenPolicy.ByOwner(wide, wide));
    Map<String, Object> before = parameters(make(everything(device)));
    for (Map.Entry<String, TokenPolicy> each : narrow.entrySet()) {
      world.setPolicies(new TokenPolicy.ByOwner(wide, each.getValue()));
      Map<String, Object> now = parameters(make(everything(device)));
      now.entrySet().removeAll(before.entrySet());
      assertThat(now).as("what changed").containsOnlyKeys(each.getKey());
      assertThat(parameters(make(everything(stranger)))).as("of others").isEqualTo(before);
    }
  }

  private static SealedRequest everything(TestDevice by) {
    TokenWish wish =
        new TokenWish(false, new DeviceClasses(0xff), 100, World.later(100 * DAY), World.LIMITS);
    return by.seal(wish.encode(), by.owner);
  }

  private ClassCert payerOf(DeviceClasses of) {
    ClassKey.Purpose purpose =
        new ClassKey.Purpose(
            of, World.PARTITION, World.days(30), World.LIMITS.payment(), World.CLASS_QUOTA, 1);
    return ClassKey.certify(World.RSA, purpose, world.certifierCert, world.certifierKey)
        .certificate();
  }

  private Verdict mayPay(Configuration token, long minor, DeviceClasses by) {
    return mayPay(Token.fresh(token), minor, by);
  }

  /** The same token with a payment on it. */
  private Token paid(Configuration token, long minor) {
    SigningKey key = SigningKey.generate();
    BigInteger factor = BigInteger.valueOf(65_539);
    ByteString blinded = TestDevice.blind(world.classKey.certificate().key(), key, factor);
    PayCert certificate = device.certificate(key, factor, World.RSA.sign(blinded).orElseThrow());
    return Token.fresh(token).with(TestDevice.pay(token, minor, key, certificate));
  }

  private Verdict mayPay(Token token, long minor, DeviceClasses by) {
    Request request = new Request(Optional.empty(), TestDevice.REFERENCE, token, world.chain());
    return world.verifier().mayPay(request, Amount.ofMinor(minor), payerOf(by), World.NOW);
  }

  @Test
  @Requirement("R52")
  void tokensOfWhoStaysAnonymousHaveTheirLimitsAndWagesTheirPayer() throws IOException {
    DeviceClasses people = DeviceClasses.only(0);
    DeviceClasses employers = DeviceClasses.only(1);
    world.addOwner(device.owner, true);
    Limits small = limits(5_000, 8_000);
    TokenPolicy wide = new TokenPolicy(5, World.CLASSES, 10, 14, World.LIMITS);
    TokenPolicy anonymous = new TokenPolicy(6, World.CLASSES, 10, 14, small);
    world.setPolicies(new TokenPolicy.ByOwner(anonymous, wide));
    TestDevice known = TestDevice.registered(world, "somebody known");
    world.addOwner(known.owner, false);
    assertThat(mayPay(make(everything(known)), 5_001, people).isAccepted())
        .as("the limits of whoever stays anonymous are not those of others")
        .isTrue();

    Configuration general = make(everything(device));
    assertThat(mayPay(general, 5_000, people).isAccepted()).isTrue();
    assertThat(mayPay(general, 5_000, employers).isAccepted()).isTrue();
    assertThat(mayPay(general, 5_001, people))
        .isEqualTo(Verdict.refused(TokenReason.ABOVE_PAYMENT_LIMIT));
    Token once = paid(general, 5_000);
    assertThat(mayPay(once, 3_000, people).isAccepted()).isTrue();
    assertThat(mayPay(once, 3_001, people))
        .isEqualTo(Verdict.refused(TokenReason.ABOVE_AGGREGATE_LIMIT));

    Configuration wages = make(wish(employers, 3, World.later(DAY), World.LIMITS));
    assertThat(mayPay(wages, 4_000, employers).isAccepted()).isTrue();
    assertThat(mayPay(wages, 4_000, people))
        .isEqualTo(Verdict.refused(TokenReason.CLASS_NOT_TAKEN));
    assertThat(mayPay(wages, 5_001, employers))
        .isEqualTo(Verdict.refused(TokenReason.ABOVE_PAYMENT_LIMIT));
  }

  @Test
  @Requirement("R57")
  void whatPayersAreShownIsTheRegistersAndShort() throws IOException {
    assertThat(make(device.wishToken()).info().text()).isEqualTo("Bakery, Old Town");
    String longest = "é".repeat(20);
    world.owners.put(device.owner.bytes(), new TokenOwner(false, false, new PayeeInfo(longest)));
    Configuration made = make(device.wishToken());
    assertThat(made.info().text()).isEqualTo(longest);
    for (String wrong : List.of(longest + "x", "two\nlines", "\u202eabc")) {
      assertThatThrownBy(() -> new PayeeInfo(wrong))
          .as(wrong)
          .isInstanceOf(InvariantViolation.class);
    }

    TokenVerifier payer = world.verifier();
    assertThat(payer.learn(world.chain()).isAccepted()).isTrue();
    assertThat(payer.examine(made, World.NOW).isAccepted()).isTrue();
    assertThat(payer.examine(shown(made, "Jeweller, Old Town"), World.NOW))
        .as("worded by somebody else than the register")
        .isEqualTo(Verdict.refused(TokenReason.BAD_SIGNATURE));
  }

  private static Configuration shown(Configuration like, String text) {
    return new Configuration(
        like.anonymous(),
        like.dedicated(),
        like.purpose(),
        like.terms(),
        like.id(),
        like.owner(),
        like.policy(),
        like.factory(),
        new PayeeInfo(text),
        like.extensions(),
        like.signature());
  }

  @Test
  void answersARepeatedRequestWithTheSameToken() throws IOException {
    SealedRequest request = device.wishToken();
    Configuration first = make(request);

    world.core.change(device.id, DeviceStatus.ENDED);
    assertThat(make(request)).isEqualTo(first);
    refuses(AgentReason.DEVICE_BLOCKED, device.wishToken().encode());
  }

  @Test
  void answersNoOtherRequestUnderANumberItAnswered() throws IOException {
    make(device.wishToken());
    device.setBack(0);

    refuses(
        AgentReason.NUMBER_TAKEN, wish(World.CLASS, 1, World.later(DAY), limits(1, 1)).encode());
  }

  /** Before the token was made the factory stopped; the core has heard the device already. */
  @Test
  void makesTheTokenAfterACrashBetweenCoreAndRecord() throws IOException {
    SealedRequest request = device.wishToken();
    assertThat(world.core.lineOf(world.factoryCert.id()).vouch(request).optional()).isPresent();

    assertThat(make(request).owner()).isEqualTo(device.owner);
  }

  @Test
  @Requirement("R59")
  void makesNoTokenForAnothersPseudonym() throws IOException {
    TestDevice ben = TestDevice.registered(world, "ben");
    ByteString wish = new TokenWish(false, World.CLASS, 1, World.later(DAY), World.LIMITS).encode();

    refuses(AgentReason.OWNER_OF_OTHER_DEVICE, device.seal(wish, ben.owner).encode());
  }

  @Test
  @Requirement("R58")
  void makesNoTokenForAPseudonymItDoesNotKnow() throws IOException {
    world.owners.remove(device.owner.bytes());
    refuses(AgentReason.OWNER_UNKNOWN, device.wishToken().encode());
  }

  @Test
  void refusesWhatLeavesNothing() throws IOException {
    refuses(
        AgentReason.NOTHING_LEFT,
        wish(DeviceClasses.only(5), 1, World.later(DAY), World.LIMITS).encode());
    refuses(AgentReason.NOTHING_LEFT, wish(World.CLASS, 1, World.later(-1), World.LIMITS).encode());
  }

  @Test
  @Requirement("R59")
  void refusesARequestOfWhichOneByteWasChanged() throws IOException {
    SealedRequest request = device.wishToken();
    ByteString genuine = request.encode();
    for (int at = 0; at < genuine.size(); at++) {
      byte[] bytes = genuine.toByteArray();
      bytes[at] ^= 1;
      assertThat(world.factory().make(ByteString.copyOf(bytes), World.NOW).optional())
          .as("byte %s", at)
          .isEmpty();
    }
    assertThat(genuine.size()).isEqualTo(26 + 132);
    assertThat(make(request).owner()).isEqualTo(device.owner);
  }

  private TokenWish depositWish() {
    ByteString account = ByteString.utf8("account number 1");
    return new TokenWish(
        true, World.CLASS, 10, World.later(DAY), World.LIMITS, Optional.of(account));
  }

  @Test
  void makesTokensForDepositsForInstitutionsAlone() throws IOException {
    ByteString request = device.seal(depositWish().encode(), device.owner).encode();
    refuses(AgentReason.NO_INSTITUTION, request);

    world.owners.put(
        device.owner.bytes(), new TokenOwner(false, true, new PayeeInfo("Old Town Bank")));
    Configuration made = world.factory().make(request, World.NOW).optional().orElseThrow();
    assertThat(made.purpose()).isEqualTo(Purpose.DEPOSIT);
    assertThat(made.extensions().account()).isEqualTo(depositWish().account());
  }

  private static TokenWish withdrawalWish(P256Key key) {
    return new TokenWish(
        true,
        World.CLASS,
        10,
        World.later(DAY),
        World.LIMITS,
        Optional.of(ByteString.utf8("account number 1")),
        Optional.of(key));
  }

  /** The factory's signature is the certificate of the key: nothing of it can be exchanged. */
  @Test
  @Requirement("R120")
  void makesATokenThatCertifiesTheKeyOfAnAccount() throws IOException {
    P256Key key = SigningKey.generate().publicKey();
    Configuration made = make(device.seal(withdrawalWish(key).encode(), device.owner));
    assertThat(made.purpose()).isEqualTo(Purpose.WITHDRAWAL);
    assertThat(made.dedicated()).isTrue();
    assertThat(made.owner()).isEqualTo(device.owner);
    assertThat(made.extensions())
        .isEqualTo(
            new Extensions(Optional.of(ByteString.utf8("account number 1")), Optional.of(key)));
    TokenVerifier verifier = world.verifier();
    assertThat(verifier.learn(world.chain()).isAccepted()).isTrue();
    assertThat(verifier.examine(made, World.NOW)).isEqualTo(Verdict.accepted());
    for (Extensions other :
        List.of(
            new Extensions(
                made.extensions().account(), Optional.of(SigningKey.generate().publicKey())),
            new Extensions(
                Optional.of(ByteString.utf8("account number 2")),
                made.extensions().withdrawalKey()))) {
      assertThat(verifier.examine(saying(made, other), World.NOW))
          .isEqualTo(Verdict.refused(TokenReason.BAD_SIGNATURE));
    }
  }

  private static Configuration saying(Configuration like, Extensions extensions) {
    return new Configuration(
        like.anonymous(),
        like.dedicated(),
        like.purpose(),
        like.terms(),
        like.id(),
        like.owner(),
        like.policy(),
        like.factory(),
        like.info(),
        extensions,
        like.signature());
  }

  @Test
  void readsOneFormOfAWishForWithdrawals() throws MalformedInput {
    TokenWish wish = withdrawalWish(SigningKey.generate().publicKey());
    ByteString bytes = wish.encode();
    assertThat(bytes.size()).isEqualTo(106);
    assertThat(TokenWish.decode(bytes)).isEqualTo(wish);
    for (int flags : List.of(0x00, 0x02, 0x04, 0x06, 0x08, 0x0c, 0x0e)) {
      byte[] other = bytes.toByteArray();
      other[1] = (byte) flags;
      assertThatThrownBy(() -> TokenWish.decode(ByteString.copyOf(other)))
          .as("flags %s", flags)
          .isInstanceOf(MalformedInput.class);
    }
    assertThatThrownBy(() -> TokenWish.decode(bytes.slice(0, bytes.size() - 1)))
        .isInstanceOf(MalformedInput.class);
  }

  @Test
  void readsOneFormOfAWishForDeposits() throws MalformedInput {
    ByteString wish = depositWish().encode();
    assertThat(TokenWish.decode(wish)).isEqualTo(depositWish());
    byte[] standing = wish.toByteArray();
    standing[1] = 0x04;
    byte[] general = wish.toByteArray();
    general[1] = 0x02;
    for (ByteString wrong :
        List.of(
            ByteString.copyOf(standing),
            ByteString.copyOf(general),
            wish.slice(0, wish.size() - 1))) {
      assertThatThrownBy(() -> TokenWish.decode(wrong)).isInstanceOf(MalformedInput.class);
    }
  }
}
