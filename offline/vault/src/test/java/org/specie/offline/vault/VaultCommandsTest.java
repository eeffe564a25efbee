package org.specie.offline.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.DeviceBehaviour;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.SigningKey;
import org.specie.offline.purse.device.DeviceReason;
import org.specie.offline.purse.device.SecureDevice.PayAnswer;
import org.specie.offline.purse.device.SecureDevice.Result;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.check.TokenReason;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.vault.hsm.Pkcs11Hsm;
import org.specie.offline.vault.hsm.SoftHsm;
import org.specie.offline.vault.state.Facts;
import org.specie.offline.vault.state.Stage;
import org.specie.quality.requirements.Requirement;

/** What brings a vault into use, lends it value and ends it; bad input first. */
class VaultCommandsTest {
  private static final OwnerId OWNER = DeviceBehaviour.BEN;

  private static Verdict refused(Reason reason) {
    return Verdict.refused(reason);
  }

  private static P256Signature damaged(P256Signature signature) {
    byte[] bytes = signature.bytes().toByteArray();
    bytes[9] ^= 4;
    return new P256Signature(ByteString.copyOf(bytes));
  }

  @Test
  @Requirement({"R104", "R105"})
  void goesThroughItsStagesOnceAndInOrder() throws IOException {
    TestVault bank = TestVault.blank();
    VaultIssuer issuer = bank.issuer();
    Facts facts = issuer.facts();
    P256Signature onFacts = issuer.onFacts(bank.vault());

    assertThat(bank.vault().activate()).isEqualTo(refused(VaultReason.WRONG_STAGE));
    assertThat(bank.vault().initialise(facts, issuer.root(), damaged(onFacts)))
        .isEqualTo(refused(TokenReason.BAD_SIGNATURE));
    assertThat(TestVault.blank().vault().initialise(facts, issuer.root(), onFacts))
        .as("another vault's facts")
        .isEqualTo(refused(TokenReason.BAD_SIGNATURE));
    assertThat(bank.vault().initialise(facts, issuer.root(), onFacts).isAccepted()).isTrue();
    assertThat(bank.vault().initialise(facts, issuer.root(), onFacts))
        .isEqualTo(refused(VaultReason.WRONG_STAGE));
    bank.restart();
    assertThat(bank.vault().stage()).isEqualTo(Stage.INITIALISED);
    assertThat(bank.vault().personalise(OWNER, issuer.onOwner(DeviceBehaviour.ANA)))
        .isEqualTo(refused(TokenReason.BAD_SIGNATURE));
    assertThat(issuer.load(bank.vault(), 1, 5)).isEqualTo(refused(VaultReason.WRONG_STAGE));
    assertThat(bank.vault().personalise(OWNER, issuer.onOwner(OWNER)).isAccepted()).isTrue();
    assertThat(bank.vault().activate().isAccepted()).isTrue();
    bank.restart();
    assertThat(bank.vault().stage()).isEqualTo(Stage.OPERATIONAL);
  }

  @Test
  @Requirement("R37")
  void takesLoadsInTheirOrderAndOnce() throws IOException {
    TestVault bank = TestVault.with(OWNER, 700, 0);
    Vault vault = bank.vault();
    VaultIssuer issuer = bank.issuer();

    assertThat(vault.load(2, Amount.ofMinor(5), issuer.onLoad(2, 6)))
        .isEqualTo(refused(TokenReason.BAD_SIGNATURE));
    assertThat(vault.load(2, Amount.ofMinor(5), issuer.onLoad(3, 5)))
        .isEqualTo(refused(TokenReason.BAD_SIGNATURE));
    assertThat(issuer.load(vault, 3, 5)).isEqualTo(refused(DeviceReason.WRONG_SERIAL));
    assertThat(issuer.load(vault, 2, 0)).isEqualTo(refused(TokenReason.NOTHING));
    assertThat(issuer.load(vault, 2, OfflineAmount.MAX.minor() - 699))
        .isEqualTo(refused(DeviceReason.BALANCE_OVERFLOW));
    assertThat(issuer.load(vault, 2, OfflineAmount.MAX.minor() - 700).isAccepted()).isTrue();
    assertThat(issuer.load(vault, 2, OfflineAmount.MAX.minor() - 700).isAccepted()).isTrue();
    assertThat(bank.balanceMinor()).isEqualTo(OfflineAmount.MAX.minor());
    assertThat(vault.load(0, Amount.ofMinor(5), issuer.onLoad(0, 5)))
        .isEqualTo(refused(TokenReason.MALFORMED));
  }

  @Test
  void takesNoCertificateButThatOfAKeyOfItsOwn() throws IOException {
    TestVault bank = TestVault.with(OWNER, 700, 0);
    Vault vault = bank.vault();
    P256Key key = VaultIssuer.given(vault.generate());
    PayCert right = bank.issuer().certificate(vault, key);
    byte[] other = right.signature().toByteArray();
    other[200] ^= 1;

    assertThat(vault.certify(new PayCert(right.classKey(), key, ByteString.copyOf(other))))
        .isEqualTo(refused(TokenReason.BAD_SIGNATURE));
    P256Key foreign = new SigningKey().publicKey();
    assertThat(vault.certify(new PayCert(right.classKey(), foreign, right.signature())))
        .isEqualTo(refused(VaultReason.NO_SUCH_KEY));
    assertThat(vault.blind(foreign, right.classKey(), BigInteger.TEN))
        .isEqualTo(new Answer.Refused<>(VaultReason.NO_SUCH_KEY));
    assertThat(vault.blind(key, new KeyId(ByteString.copyOf(new byte[8])), BigInteger.TEN))
        .isEqualTo(new Answer.Refused<>(TokenReason.UNKNOWN_KEY));
    assertThat(vault.blind(key, right.classKey(), BigInteger.ONE))
        .isEqualTo(new Answer.Refused<>(TokenReason.MALFORMED));
    assertThat(vault.certify(right).isAccepted()).isTrue();
    assertThat(vault.certify(right)).isEqualTo(refused(VaultReason.NO_SUCH_KEY));
    bank.restart();
    assertThat(bank.vault().certifiedKeys()).isOne();
  }

  /** The balance leaves a log that is nearly full, and what was paid stays known. */
  @Test
  void aLogThatIsNearlyFullTakesPaymentsAlone() throws IOException {
    MemoryStorage disk = new MemoryStorage();
    Pkcs11Hsm hsm = SoftHsm.fresh();
    Room room = new Room(24, 6, 4);
    VaultIssuer issuer = new VaultIssuer();
    Vault vault = VaultIssuer.given(Vault.open(hsm, disk, TestVault.ENTROPY, room));
    issuer.bringIntoUse(vault, OWNER, 700, 3);
    assertThat(vault.lowerLimit(Amount.ofMinor(100))).isEqualTo(refused(VaultReason.LOG_FULL));
    assertThat(vault.generate()).isEqualTo(new Answer.Refused<>(VaultReason.LOG_FULL));

    Token last = Token.fresh(Mint.shared().token(DeviceBehaviour.ANA));
    for (int i = 0; i < 2; i++) {
      last = Token.fresh(Mint.shared().token(DeviceBehaviour.ANA));
      DeviceBehaviour.paid(vault.device(TestVault.HOST_LIMIT).pay(DeviceBehaviour.order(last, 10)));
    }
    assertThat(
            vault
                .device(TestVault.HOST_LIMIT)
                .pay(
                    DeviceBehaviour.order(
                        Token.fresh(Mint.shared().token(DeviceBehaviour.ANA)), 10)))
        .isEqualTo(new PayAnswer.Refused(DeviceReason.PAID_LOG_FULL));
    vault = VaultIssuer.given(Vault.open(hsm, disk, TestVault.ENTROPY, room));
    assertThat(vault.device(TestVault.HOST_LIMIT).result(last)).isInstanceOf(Result.Paid.class);
  }

  @Test
  void believesNoApprovalButTheApprovers() throws IOException {
    TestVault bank = TestVault.with(OWNER, 700, 0);
    Hash32 token = Token.fresh(Mint.shared().token(DeviceBehaviour.ANA)).digest();
    Amount amount = Amount.ofMinor(5);
    P256Signature word = bank.issuer().onApproval(token, amount);

    assertThat(bank.vault().approve(token, Amount.ofMinor(6), word))
        .isEqualTo(refused(TokenReason.BAD_SIGNATURE));
    assertThat(bank.vault().approve(Hash32.ZERO, amount, word))
        .isEqualTo(refused(TokenReason.BAD_SIGNATURE));
    assertThat(bank.vault().approve(token, Amount.ofMinor(1L << 41), word))
        .isEqualTo(refused(TokenReason.MALFORMED));
    assertThat(bank.vault().approve(token, amount, word).isAccepted()).isTrue();
  }

  /** Disabled, it pays no more, and the HSM has no payment key left; nothing leads back. */
  @Test
  @Requirement({"R105", "R106"})
  void endsInOneDirection() throws IOException {
    TestVault bank = TestVault.with(OWNER, 700, 2);
    assertThat(bank.vault().disable().isAccepted()).isTrue();
    bank.restart();

    assertThat(bank.vault().stage()).isEqualTo(Stage.DISABLED);
    assertThat(bank.hsm().names()).noneMatch(name -> name.contains("/pay/"));
    assertThat(bank.vault().activate()).isEqualTo(refused(VaultReason.WRONG_STAGE));
    assertThat(bank.issuer().load(bank.vault(), 2, 5)).isEqualTo(refused(VaultReason.WRONG_STAGE));
    assertThat(bank.vault().generate()).isEqualTo(new Answer.Refused<>(VaultReason.WRONG_STAGE));
    assertThat(bank.balanceMinor()).as("what it held stays known").isEqualTo(700);
  }
}
