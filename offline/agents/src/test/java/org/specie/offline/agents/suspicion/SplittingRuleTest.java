package org.specie.offline.agents.suspicion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.agents.TestDevice;
import org.specie.offline.agents.World;
import org.specie.offline.agents.inspection.Receipt;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/54-agents.md 6.7 and 6.8. Payments are real; what is paid when is made up. */
class SplittingRuleTest {
  private static final SplittingRule RULE = rule(3, 60);

  private World world;
  private TestDevice ana;
  private TestDevice ben;

  @BeforeEach
  void putUp() throws IOException {
    world = new World();
    ana = TestDevice.registered(world, "ana");
    ben = TestDevice.registered(world, "ben");
  }

  private static SplittingRule rule(int count, int minutes) {
    return new SplittingRule(Amount.ofMinor(900), Amount.ofMinor(1_000), count, minutes);
  }

  /** Somebody is paid; the certifier's own key signs the payer's, for nobody looks at who pays. */
  private Proof receive(TestDevice payee, long minor, int minutes) throws IOException {
    SigningKey key = SigningKey.generate();
    BigInteger factor = BigInteger.valueOf(65_539);
    ByteString blinded = TestDevice.blind(world.classKey.certificate().key(), key, factor);
    PayCert certificate = payee.certificate(key, factor, World.RSA.sign(blinded).orElseThrow());
    Configuration token =
        world.factory().make(payee.wishToken().encode(), World.NOW).optional().orElseThrow();
    Proof proof =
        payee.proof(token, TestDevice.pay(token, minor, World.later(minutes), key, certificate));
    assertThat(world.inspection.submit(proof).optional()).isPresent();
    return proof;
  }

  private List<Suspicion> find(SplittingRule rule) throws IOException {
    return between(rule, -1_000, 1_000);
  }

  private List<Suspicion> between(SplittingRule rule, int begin, int end) throws IOException {
    return rule.find(world.inspection, World.later(begin), World.later(end))
        .optional()
        .orElseThrow();
  }

  @Test
  @Requirement("R142")
  void flagsWhoGetsALargeSumInPartsBelowTheThresholdAndNobodyElse() throws IOException {
    receive(ana, 950, 0);
    receive(ana, 990, 20);
    receive(ana, 999, 60);
    receive(ben, 950, 0);
    receive(ben, 999, 30);
    receive(ben, 1_000, 31);
    receive(ben, 899, 32);

    List<Suspicion> found = find(RULE);
    assertThat(found).hasSize(1);
    Suspicion suspicion = found.getFirst();
    assertThat(suspicion.owner()).isEqualTo(ana.owner);
    assertThat(suspicion.count()).isEqualTo(3);
    assertThat(suspicion.sumMinor()).isEqualTo(2_939);
    assertThat(suspicion.begin()).isEqualTo(World.later(0));
    assertThat(suspicion.end()).isEqualTo(World.later(60));
  }

  @Test
  void countsOnlyWhatCameWithinTheStretch() throws IOException {
    receive(ana, 950, 0);
    receive(ana, 950, 30);
    receive(ana, 950, 61);
    assertThat(find(RULE)).isEmpty();
    receive(ana, 950, 90);
    assertThat(find(RULE)).singleElement().extracting(Suspicion::begin).isEqualTo(World.later(30));
    assertThat(find(rule(4, 90))).hasSize(1);
    assertThat(between(RULE, 31, 1_000)).isEmpty();
    assertThat(between(RULE, 0, 89)).isEmpty();
  }

  @Test
  void saysThatMoreLieInTheBandThanAreLookedAt() throws IOException {
    receive(ana, 950, 0);
    receive(ana, 950, 1);
    receive(ana, 899, 2);
    assertThat(rule(2, 60).find(world.inspection, World.NOW, World.later(9), 2).optional())
        .hasValueSatisfying(found -> assertThat(found).hasSize(1));
    assertThat(rule(2, 60).find(world.inspection, World.NOW, World.later(9), 1))
        .isEqualTo(Answer.refused(AgentReason.TOO_MANY_RECEIPTS));
  }

  @Test
  void aReceiptTellsNothingOfThePayer() throws IOException {
    Proof proof = receive(ana, 950, 5);
    List<Receipt> receipts = new ArrayList<>();
    world.inspection.receipts(World.NOW, World.later(5), receipts::add);
    assertThat(receipts)
        .containsExactly(
            new Receipt(
                ana.owner,
                Optional.empty(),
                Amount.ofMinor(950),
                World.later(5),
                Token.fresh(proof.configuration()).with(proof.payment()).digest()));
  }

  @Test
  void aReportIsInspectionsAndOneByteChangedIsNot() throws IOException {
    Proof proof = receive(ana, 950, 0);
    receive(ana, 950, 1);
    Ed25519SecretKey key = Ed25519SecretKey.generate(RegisterWorld.entropy());
    ByteString genuine = SuspicionReport.sign(find(rule(2, 60)).getFirst(), key).encode();
    assertThat(genuine.size()).isEqualTo(156);
    assertThat(genuine.toHex())
        .contains(ana.owner.bytes().toHex())
        .doesNotContain(proof.payment().certificate().classKey().bytes().toHex())
        .doesNotContain(proof.payment().certificate().key().point().toHex())
        .doesNotContain(proof.configuration().id().bytes().toHex());
    assertThat(isOf(key, genuine)).isTrue();
    for (int at = 0; at < genuine.size(); at++) {
      byte[] bytes = genuine.toByteArray();
      bytes[at] ^= 1;
      assertThat(isOf(key, ByteString.copyOf(bytes))).as("byte %s", at).isFalse();
    }
  }

  private static boolean isOf(Ed25519SecretKey key, ByteString bytes) {
    try {
      return SuspicionReport.decode(bytes).isSignedBy(key.publicKey());
    } catch (MalformedInput _) {
      return false;
    }
  }
}
