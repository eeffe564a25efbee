package org.specie.offline.agents.suspicion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.factory.TokenOwners.TokenOwner;
import org.specie.offline.agents.factory.TokenWish;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/54-agents.md 6.9. Payments are real; what is paid when is made up. */
class DepositRuleTest {
  private static final ByteString BUSY = ByteString.utf8("account number 1");
  private static final ByteString QUIET = ByteString.utf8("account number 2");
  private static final DepositRule RULE = new DepositRule(3, 60);

  private World world;
  private TestDevice bank;
  private TestDevice shop;

  @BeforeEach
  void putUp() throws IOException {
    world = new World();
    bank = TestDevice.registered(world, "bank");
    shop = TestDevice.registered(world, "shop");
    world.owners.put(
        bank.owner.bytes(), new TokenOwner(false, true, new PayeeInfo("Old Town Bank")));
  }

  private void paid(TestDevice payee, Optional<ByteString> account, long minor, int minutes)
      throws IOException {
    paid(
        payee,
        new TokenWish(
            account.isPresent(), World.CLASS, 5, World.later(1_440), World.LIMITS, account),
        minor,
        minutes);
  }

  private void paid(TestDevice payee, TokenWish wish, long minor, int minutes) throws IOException {
    SigningKey key = SigningKey.generate();
    BigInteger factor = BigInteger.valueOf(65_539);
    ByteString blinded = TestDevice.blind(world.classKey.certificate().key(), key, factor);
    Configuration token =
        world
            .factory()
            .make(payee.seal(wish.encode(), payee.owner).encode(), World.NOW)
            .optional()
            .orElseThrow();
    assertThat(
            world
                .inspection
                .submit(
                    payee.proof(
                        token,
                        TestDevice.pay(
                            token,
                            minor,
                            World.later(minutes),
                            key,
                            payee.certificate(key, factor, World.RSA.sign(blinded).orElseThrow()))))
                .optional())
        .isPresent();
  }

  private List<DepositPattern> find(DepositRule rule) throws IOException {
    return rule.find(world.inspection, World.later(-1_000), World.later(1_000));
  }

  @Test
  @Requirement("R127")
  void namesTheAccountWithManyDepositsAndNoOther() throws IOException {
    paid(bank, Optional.of(BUSY), 700, 0);
    paid(bank, Optional.of(QUIET), 700, 1);
    paid(bank, Optional.of(BUSY), 3, 30);
    paid(bank, Optional.of(QUIET), 700, 31);
    paid(bank, Optional.of(BUSY), 90_000, 60);
    for (int i = 0; i < 4; i++) {
      paid(shop, Optional.empty(), 500, i);
    }
    assertThat(find(RULE))
        .containsExactly(
            new DepositPattern(
                bank.owner, BUSY, World.later(0), World.later(60), 3, 700 + 3 + 90_000));
    assertThat(find(new DepositRule(4, 60))).isEmpty();
    assertThat(find(new DepositRule(2, 60))).hasSize(2);
  }

  /** A token for withdrawals names an account as well: what the bank pays out is no deposit. */
  @Test
  void countsNoWithdrawals() throws IOException {
    TokenWish wish =
        new TokenWish(
            true,
            World.CLASS,
            5,
            World.later(1_440),
            World.LIMITS,
            Optional.of(BUSY),
            Optional.of(SigningKey.generate().publicKey()));
    for (int i = 0; i < 4; i++) {
      paid(shop, wish, 500, i);
    }
    assertThat(find(RULE)).isEmpty();
  }

  @Test
  void countsOnlyWhatCameWithinTheStretch() throws IOException {
    paid(bank, Optional.of(BUSY), 1, 0);
    paid(bank, Optional.of(BUSY), 1, 30);
    paid(bank, Optional.of(BUSY), 1, 61);
    assertThat(find(RULE)).isEmpty();
    paid(bank, Optional.of(BUSY), 1, 90);
    assertThat(find(RULE))
        .singleElement()
        .extracting(DepositPattern::begin)
        .isEqualTo(World.later(30));
    assertThat(RULE.find(world.inspection, World.later(31), World.later(1_000))).isEmpty();
    assertThatThrownBy(() -> new DepositRule(1, 60)).isInstanceOf(InvariantViolation.class);
  }
}
