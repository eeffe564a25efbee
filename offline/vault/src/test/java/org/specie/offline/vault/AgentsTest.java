package org.specie.offline.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.device.BlindRequest;
import org.specie.offline.agents.device.RecoveryRequest;
import org.specie.offline.agents.device.SealedRequest;
import org.specie.offline.purse.DeviceBehaviour;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.SigningKey;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.purse.device.SecureDevice.Result;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.KeyUse;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Validity;
import org.specie.offline.vault.state.PaymentKeys;
import org.specie.offline.vault.state.Stage;
import org.specie.quality.requirements.Requirement;

/** What a vault and the agents of page 54 say to each other. */
class AgentsTest {
  @Test
  @Requirement("R93")
  void agentsReadItsRequests() throws IOException, MalformedInput {
    TestVault bank = TestVault.with(DeviceBehaviour.BEN, 700, 0);
    Vault vault = bank.vault();
    P256Key key = VaultIssuer.given(vault.generate());
    KeyId classKey = Mint.shared().credentials().payerClass().id();
    ByteString body = ByteString.utf8("a wish");

    BlindRequest blind =
        BlindRequest.decode(VaultIssuer.given(vault.blind(key, classKey, BigInteger.TEN)));
    SealedRequest sealed = SealedRequest.decode(VaultIssuer.given(vault.seal(body)));

    assertThat(blind.isSignedBy(vault.point())).isTrue();
    assertThat(blind.report().device().bytes()).isEqualTo(VaultIssuer.DEVICE);
    assertThat(blind.report().sums().balance()).isEqualTo(Amount.ofMinor(700));
    assertThat(blind.report().sums().isSound()).isTrue();
    assertThat(sealed.isSignedBy(vault.point())).isTrue();
    assertThat(sealed.isSignedBy(key)).isFalse();
    assertThat(sealed.body()).isEqualTo(body);
    assertThat(sealed.owner()).isEqualTo(DeviceBehaviour.BEN);
    assertThat(sealed.report().number()).isEqualTo(blind.report().number() + 1);
    assertThat(vault.seal(ByteString.EMPTY)).isEqualTo(new Answer.Refused<>(TokenReason.MALFORMED));
    assertThat(vault.seal(ByteString.copyOf(new byte[513])))
        .isEqualTo(new Answer.Refused<>(TokenReason.MALFORMED));
  }

  /**
   * A number is used once, whatever is cut: two requests of one number would suspend the device.
   */
  @Test
  @Requirement("R93")
  void noTwoRequestsHaveOneNumber() throws IOException, MalformedInput {
    TestVault bank = TestVault.with(DeviceBehaviour.BEN, 700, 0);
    int last = 0;
    boolean cut = true;
    for (int place = 0; cut; place++) {
      bank.fuse().cutAfter(place);
      try {
        VaultIssuer.given(bank.vault().seal(ByteString.utf8("first")));
        cut = false;
      } catch (IOException _) {
        cut = true;
      }
      bank.restart();
      SealedRequest next =
          SealedRequest.decode(VaultIssuer.given(bank.vault().seal(ByteString.utf8("second"))));
      assertThat(next.report().number()).isGreaterThan(last);
      last = next.report().number();
    }
  }

  @Test
  @Requirement("R107")
  void tellsARecoveryAgentWhatItHeldAndEnds() throws IOException, MalformedInput {
    TestVault bank = TestVault.with(DeviceBehaviour.BEN, 700, 1);
    SigningKey agentKey = new SigningKey();
    KeyCert agent = bank.issuer().agent(KeyUse.RECOVERY, agentKey.publicKey());
    Vault vault = bank.vault();
    P256Key point = vault.point();
    assertThat(vault.recoveryRecord(agent.id()))
        .isEqualTo(new Answer.Refused<>(VaultReason.WRONG_STAGE));
    assertThat(vault.disable().isAccepted()).isTrue();
    assertThat(vault.recoveryRecord(agent.id()))
        .isEqualTo(new Answer.Refused<>(TokenReason.UNKNOWN_KEY));
    assertThat(vault.learn(agent).isAccepted()).isTrue();
    assertThat(vault.recoveryRecord(Mint.shared().issuer().agents().getFirst().id()))
        .isEqualTo(new Answer.Refused<>(TokenReason.WRONG_USE));

    RecoveryRequest request =
        RecoveryRequest.decode(
            ByteString.concat(
                VaultIssuer.DEVICE, VaultIssuer.given(vault.recoveryRecord(agent.id()))));
    assertThat(request.isSignedBy(point)).isTrue();
    P256Signature done =
        agentKey.sign(Domain.RECOVERED.prefix(), VaultIssuer.DEVICE, agent.id().bytes());
    P256Signature other =
        agentKey.sign(Domain.RECOVERED.prefix(), DeviceBehaviour.BEN.bytes(), agent.id().bytes());
    assertThat(vault.confirmRecovered(agent.id(), other))
        .isEqualTo(Verdict.refused(TokenReason.BAD_SIGNATURE));
    assertThat(vault.confirmRecovered(agent.id(), done).isAccepted()).isTrue();

    bank.restart();
    assertThat(bank.vault().stage()).isEqualTo(Stage.RECOVERED);
    assertThat(bank.vault().confirmRecovered(agent.id(), done))
        .isEqualTo(Verdict.refused(VaultReason.WRONG_STAGE));
    assertThat(bank.hsm().names()).doesNotContain("specie-vault/device");
  }

  @Test
  void theFloorRisesByATimeKeepersWordAlone() throws IOException {
    TestVault bank = TestVault.with(DeviceBehaviour.BEN, 700, 0);
    Vault vault = bank.vault();
    SigningKey key = new SigningKey();
    KeyCert keeper = bank.issuer().agent(KeyUse.TIME, key.publicKey());
    Minutes later = Mint.later(500);
    ByteString said = ByteString.hex("%08x".formatted(later.sinceEpoch()));
    P256Signature word = key.sign(Domain.TIME.prefix(), said);

    assertThat(vault.time(keeper.id(), later, word))
        .isEqualTo(Verdict.refused(TokenReason.UNKNOWN_KEY));
    assertThat(vault.learn(keeper).isAccepted()).isTrue();
    assertThat(vault.time(keeper.id(), Mint.later(501), word))
        .isEqualTo(Verdict.refused(TokenReason.BAD_SIGNATURE));
    assertThat(vault.time(keeper.id(), later, word).isAccepted()).isTrue();
    assertThat(vault.floor()).isEqualTo(later);
    bank.restart();
    assertThat(bank.vault().floor()).isEqualTo(later);
    P256Signature before =
        key.sign(Domain.TIME.prefix(), ByteString.hex("%08x".formatted(Mint.NOW.sinceEpoch())));
    assertThat(bank.vault().time(keeper.id(), Mint.NOW, before).isAccepted()).isTrue();
    assertThat(bank.vault().floor()).as("never back").isEqualTo(later);
  }

  /** Whoever kept an older certificate would end what the newer one allows. */
  @Test
  void theNewerCertificateOfAKeyStays() throws IOException {
    TestVault bank = TestVault.with(DeviceBehaviour.BEN, 700, 0);
    SigningKey key = new SigningKey();
    KeyCert older = keeper(bank, key, Mint.later(-20), Mint.later(100));
    KeyCert newer = keeper(bank, key, Mint.later(-10), Mint.later(1_000));
    for (KeyCert each : List.of(older, newer, older)) {
      assertThat(bank.vault().learn(each).isAccepted()).isTrue();
    }
    assertThat(bank.vault().time(newer.id(), Mint.later(500), word(key, Mint.later(500))))
        .isEqualTo(Verdict.accepted());
    bank.restart();
    assertThat(bank.vault().learn(older).isAccepted()).isTrue();
    assertThat(bank.vault().time(newer.id(), Mint.later(600), word(key, Mint.later(600))))
        .isEqualTo(Verdict.accepted());
    assertThat(bank.vault().floor()).isEqualTo(Mint.later(600));
  }

  private static KeyCert keeper(TestVault bank, SigningKey key, Minutes from, Minutes until) {
    return bank.issuer().agent(KeyUse.TIME, key.publicKey(), new Validity(from, until));
  }

  private static P256Signature word(SigningKey key, Minutes time) {
    return key.sign(Domain.TIME.prefix(), ByteString.hex("%08x".formatted(time.sinceEpoch())));
  }

  /** Otherwise keys that nobody paid with would take all places in the end. */
  @Test
  void keysOfAClassThatIsOverMakeRoom() throws IOException {
    TestVault bank = TestVault.with(DeviceBehaviour.BEN, 700, 2);
    SigningKey key = new SigningKey();
    KeyCert keeper = bank.issuer().agent(KeyUse.TIME, key.publicKey());
    assertThat(bank.vault().learn(keeper).isAccepted()).isTrue();
    Minutes end = Mint.shared().credentials().payerClass().validity().until();
    for (int beyond = 0; beyond <= 1; beyond++) {
      Minutes time = new Minutes(end.sinceEpoch() + beyond);
      assertThat(bank.vault().time(keeper.id(), time, word(key, time)).isAccepted()).isTrue();
      assertThat(bank.vault().certifiedKeys()).isEqualTo(beyond == 0 ? 2 : 0);
    }
    assertThat(paymentKeys(bank)).isEqualTo(2);
    P256Key _ = VaultIssuer.given(bank.vault().generate());
    assertThat(paymentKeys(bank)).as("in the HSM").isOne();
    bank.restart();
    assertThat(bank.vault().certifiedKeys()).isZero();
    assertThat(paymentKeys(bank)).isOne();
  }

  private static long paymentKeys(TestVault bank) throws IOException {
    return bank.hsm().names().stream().filter(PaymentKeys::isName).count();
  }

  /** What is forgotten is over by the floor, so it is not paid again. */
  @Test
  void whatIsForgottenIsNotPaidAgain() throws IOException {
    TestVault bank = TestVault.with(DeviceBehaviour.BEN, 700, 2);
    Token token = Token.fresh(Mint.shared().token(DeviceBehaviour.ANA));
    DeviceBehaviour.paid(bank.device().pay(DeviceBehaviour.order(token, 70)));
    SigningKey key = new SigningKey();
    KeyCert keeper = bank.issuer().agent(KeyUse.TIME, key.publicKey());
    assertThat(bank.vault().learn(keeper).isAccepted()).isTrue();
    Minutes end = token.configuration().terms().validity().until();

    for (int beyond = 0; beyond <= 1; beyond++) {
      Minutes time = new Minutes(end.sinceEpoch() + ArtLayout.GRACE_MINUTES + beyond);
      ByteString said = ByteString.hex("%08x".formatted(time.sinceEpoch()));
      P256Signature word = key.sign(Domain.TIME.prefix(), said);
      assertThat(bank.vault().time(keeper.id(), time, word).isAccepted()).isTrue();
      assertThat(bank.device().result(token) instanceof Result.Unpaid)
          .as("%s minutes beyond the grace", beyond)
          .isEqualTo(beyond == 1);
    }
    PayOrder again = new PayOrder(token, Amount.ofMinor(70), Table.REFERENCE, bank.vault().floor());
    assertThat(bank.device().pay(again))
        .isEqualTo(new PayAnswer.Refused(TokenReason.NOT_VALID_THEN));
    assertThat(bank.device().pay(DeviceBehaviour.order(token, 70)))
        .isEqualTo(new PayAnswer.Refused(DeviceReason.BEFORE_TIME_FLOOR));
    assertThat(bank.balanceMinor()).isEqualTo(630);
  }
}
