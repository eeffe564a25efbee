package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.protocol.PrivateReason;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.quality.requirements.Requirement;

/** Rules for tiers as a record, and the profiles. docs/spec/12-tiers.md, clauses 12.1 and 12.31. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement({"D14", "D32"})
final class TierPolicyTest {
  private static final int STEP = 37;

  private Bank bank;

  @BeforeAll
  void openTheBank() throws IOException {
    bank = new Bank(500, "no-tiers");
  }

  private static Policy decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Policy policy = Policy.decode(in);
    in.end();
    return policy;
  }

  @Test
  void readsWhatItWroteAndNamesItByEveryByte() throws MalformedInput {
    for (PolicyProfile profile : PolicyProfile.SHIPPED) {
      Policy policy = bank.policy(profile);
      assertThat(decode(policy.bytes())).isEqualTo(policy);
      assertThat(policy.rules(1).tiers().orElseThrow().tierTwoLimit())
          .isEqualTo(profile.tierTwoLimit());
    }
    Policy policy = bank.policy(PolicyProfile.BOI);
    byte[] bytes = policy.bytes().toByteArray();
    for (int at = 0; at < bytes.length; at += STEP) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      try {
        assertThat(decode(ByteString.copyOf(changed)).hash()).isNotEqualTo(policy.hash());
      } catch (MalformedInput e) {
        assertThat(e).isNotNull();
      }
    }
    for (int size = bytes.length - 1; size > 0; size -= 10 * STEP) {
      ByteString truncated = policy.bytes().slice(0, size);
      assertThatThrownBy(() -> decode(truncated)).isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void haveLimitsInOrderAndWindowsThatFit() {
    Policy boi = bank.policy(PolicyProfile.BOI);
    TierPolicy t = boi.tiers().orElseThrow();
    assertThatThrownBy(() -> with(boi, t, Amount.parse("499.99"), 1, 1))
        .isInstanceOf(InvariantViolation.class);
    for (long[] blocks : new long[][] {{-1, 1}, {1, 0}, {1L + (1L << 32), 1}, {0, 1L << 33}}) {
      assertThatThrownBy(() -> with(boi, t, t.tierTwoLimit(), blocks[0], blocks[1]))
          .isInstanceOf(InvariantViolation.class);
    }
    assertThat(with(boi, t, t.tierTwoLimit(), 0, 1).tiers()).isPresent();
    Optional<Amount> above = Optional.of(t.tierTwoLimit().plus(Amount.ofMinor(1)));
    assertThatThrownBy(() -> ofBusinesses(boi, above)).isInstanceOf(InvariantViolation.class);
    assertThat(ofBusinesses(boi, Optional.of(t.tierTwoLimit())).tierOneLimit(1))
        .isEqualTo(t.tierTwoLimit());
  }

  private static Policy ofBusinesses(Policy of, Optional<Amount> limit) {
    return of.withLimits(
        List.of(of.classes().getFirst(), of.classes().getLast().withLimit(limit)),
        of.tierOneLimit(),
        of.tiers());
  }

  private static Policy with(Policy of, TierPolicy t, Amount limit, long delay, long claim) {
    return new Policy(
        of.classes(),
        of.tierOneLimit(),
        of.epochs(),
        of.supplyCap(),
        of.committee(),
        of.registrars(),
        Optional.of(
            new TierPolicy(
                limit,
                delay,
                claim,
                t.silenceReleases(),
                t.auditors(),
                t.authorities(),
                t.auditorsKey(),
                t.operatorsKey())));
  }

  @Test
  void profilesDifferWhereJurisdictionsDo() {
    assertThat(PolicyProfile.SHIPPED)
        .extracting(PolicyProfile::name)
        .containsExactly("cash-like", "boi", "strict");
    assertThat(PolicyProfile.named("boi")).contains(PolicyProfile.BOI);
    assertThat(PolicyProfile.named("lenient")).isEmpty();
    List<Integer> required =
        PolicyProfile.SHIPPED.stream()
            .map(each -> bank.policy(each).tiers().orElseThrow().auditors().required())
            .toList();
    assertThat(required).containsExactly(1, 2, 3);
  }

  /** 12.1: where the policy has no tiers there is nobody to veto, clear or order. */
  @Test
  void nobodyDecidesWhereThereAreNoTiers() throws IOException {
    for (Act act :
        List.of(
            new Act.VetoEntry(Hash32.ZERO),
            new Act.ClearEntry(Hash32.ZERO),
            new Act.OrderOpening(Hash32.ZERO, Hash32.ZERO))) {
      assertThat(bank.block(bank.act(act))).containsExactly(PrivateReason.TIER_NOT_OFFERED.code());
    }
  }

  /** 3.4: the committee gives a ledger tiers, from a height on. */
  @Test
  void aLedgerIsGivenTiers() throws IOException {
    Bank alone = new Bank(501, "given-tiers");
    long from = alone.height() + 3;
    Bank.requireApplied(
        alone.block(alone.act(new Act.SetPolicy(alone.policy(PolicyProfile.BOI), from))));
    assertThat(alone.application.next().policy().tiers()).isEmpty();
    alone.block();
    assertThat(alone.application.next().policy().tiers()).isPresent();
    alone.block();
    alone.restart();
    assertThat(alone.rules().tiers()).isPresent();
  }
}
