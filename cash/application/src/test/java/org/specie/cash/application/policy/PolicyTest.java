package org.specie.cash.application.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.quality.requirements.Requirement;

/** The policy record. docs/spec/21-application.md, section 3. */
final class PolicyTest {
  private static final ByteString MESSAGE = ByteString.utf8("decide");

  private static Ed25519SecretKey member(int index) {
    return new Ed25519SecretKey(
        Secret.copyOf(Hash32.sha256(ByteString.utf8("member " + index)).bytes().toByteArray()));
  }

  private static KeyQuorum quorum(int required) {
    return new KeyQuorum(
        List.of(member(0).publicKey(), member(1).publicKey(), member(2).publicKey()), required);
  }

  private static Policy policy(EpochRule epochs) {
    return new Policy(
        List.of(
            new WalletClass("person", Amount.parse("1000")),
            new WalletClass("business", Amount.parse("90000"))),
        Amount.parse("500"),
        epochs,
        Amount.ofMinor(Amount.SUPPLY_CAP_MINOR),
        quorum(2),
        quorum(1));
  }

  /** The business has a limit of its own. */
  private static Policy withOwnLimit(EpochRule epochs) {
    Policy plain = policy(epochs);
    Optional<Amount> own = Optional.of(Amount.parse("7000"));
    return plain.withLimits(
        List.of(plain.classes().getFirst(), plain.classes().getLast().withLimit(own)),
        plain.tierOneLimit(),
        Optional.empty());
  }

  private static final EpochRule FIXED = new EpochRule.FixedLength(1, 1_000, 60);
  private static final EpochRule MONTHS = new EpochRule.Calendar(4, List.of(100L, 250L, 251L));

  private static Policy decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Policy policy = Policy.decode(in);
    in.end();
    return policy;
  }

  @Test
  void readsWhatItWroteAndNamesItByEveryByte() throws MalformedInput {
    for (Policy policy :
        List.of(policy(FIXED), policy(MONTHS), withOwnLimit(FIXED), withOwnLimit(MONTHS))) {
      assertThat(decode(policy.bytes())).isEqualTo(policy);
      byte[] bytes = policy.bytes().toByteArray();
      for (int at = 0; at < bytes.length; at++) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        try {
          Policy other = decode(ByteString.copyOf(changed));
          assertThat(other.bytes()).as("byte %d", at).isEqualTo(ByteString.copyOf(changed));
          assertThat(other.hash()).as("byte %d", at).isNotEqualTo(policy.hash());
        } catch (MalformedInput e) {
          assertThat(e).isNotNull();
        }
      }
    }
  }

  @Test
  void refusesTruncatedPoliciesAndOtherGrids() {
    ByteString bytes = policy(MONTHS).bytes();
    for (int size = 0; size < bytes.size(); size++) {
      ByteString truncated = bytes.slice(0, size);
      assertThatThrownBy(() -> decode(truncated)).isInstanceOf(MalformedInput.class);
    }
    ByteString otherGrid =
        ByteString.concat(
            bytes.slice(0, bytes.size() - 16), new Encoder().u64(32).u64(512).toByteString());
    assertThatThrownBy(() -> decode(otherGrid)).isInstanceOf(MalformedInput.class);
  }

  @Test
  @Requirement("D14")
  void aClassMayHaveALimitOfItsOwn() {
    Policy policy = withOwnLimit(FIXED);
    assertThat(policy.tierOneLimit(0)).isEqualTo(Amount.parse("500"));
    assertThat(policy.tierOneLimit(1)).isEqualTo(Amount.parse("7000"));
    assertThat(policy.highestTierOneLimit()).isEqualTo(Amount.parse("7000"));
    assertThat(policy.rules(1).limits()).containsExactly(Amount.parse("500"), Amount.parse("7000"));
    assertThat(policy.withBudget(1, Amount.ZERO).tierOneLimit(1)).isEqualTo(Amount.parse("7000"));
    assertThat(policy.hash()).isNotEqualTo(policy(FIXED).hash());
  }

  /** One policy has one encoding: the form for own limits is for policies that have some. */
  @Test
  void theFormForOwnLimitsIsForThoseThatHaveThem() {
    ByteString plain = policy(FIXED).bytes();
    Encoder other = new Encoder().u8(3).bool(false);
    other.list(
        policy(FIXED).classes(),
        (to, each) -> to.text(each.name()).u64(each.budget().minor()).bool(false));
    Encoder classes = new Encoder();
    classes.list(
        policy(FIXED).classes(), (to, each) -> to.text(each.name()).u64(each.budget().minor()));
    other.fixed(plain.slice(1 + classes.size(), plain.size()));
    assertThatThrownBy(() -> decode(other.toByteString()))
        .isInstanceOf(MalformedInput.class)
        .hasMessageContaining("limit of its own");
  }

  @Test
  void hasOneToFourClassesAndASupplyThatFits() {
    WalletClass one = new WalletClass("person", Amount.ZERO);
    for (List<WalletClass> classes :
        List.of(List.<WalletClass>of(), List.of(one, one, one, one, one))) {
      assertThatThrownBy(
              () -> new Policy(classes, Amount.ZERO, FIXED, Amount.ZERO, quorum(1), quorum(1)))
          .isInstanceOf(InvariantViolation.class);
    }
    Amount tooMuch = Amount.ofMinor(Amount.SUPPLY_CAP_MINOR + 1);
    assertThatThrownBy(
            () -> new Policy(List.of(one), Amount.ZERO, FIXED, tooMuch, quorum(1), quorum(1)))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  void epochsOfFixedLengthFollowTheDecidedTime() {
    assertThat(FIXED.epochAt(0)).isEqualTo(1);
    assertThat(FIXED.epochAt(1_059)).isEqualTo(1);
    assertThat(FIXED.epochAt(1_060)).isEqualTo(2);
    assertThat(FIXED.endOf(1)).isEqualTo(1_060);
    assertThat(FIXED.endOf(7)).isEqualTo(1_420);
    assertThat(FIXED.epochAt(FIXED.endOf(7))).isEqualTo(8);
    assertThat(FIXED.epochAt(FIXED.endOf(7) - 1)).isEqualTo(7);
  }

  @Test
  void epochsOfACalendarBeginWhenItSays() {
    assertThat(MONTHS.epochAt(0)).isEqualTo(4);
    assertThat(MONTHS.epochAt(100)).isEqualTo(5);
    assertThat(MONTHS.epochAt(249)).isEqualTo(5);
    assertThat(MONTHS.epochAt(Long.MAX_VALUE)).isEqualTo(7);
    assertThat(MONTHS.endOf(4)).isEqualTo(100);
    assertThat(MONTHS.endOf(6)).isEqualTo(251);
    assertThat(MONTHS.endOf(7)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void noTimeOverflowsAnEpoch() {
    EpochRule extreme = new EpochRule.FixedLength(EpochRule.EPOCH_MAX / 2, 0, 1);
    assertThat(extreme.epochAt(Long.MAX_VALUE)).isEqualTo(EpochRule.EPOCH_MAX);
    EpochRule slow = new EpochRule.FixedLength(1, Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(slow.endOf(1)).isEqualTo(Long.MAX_VALUE);
    assertThat(slow.endOf(EpochRule.EPOCH_MAX)).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> new EpochRule.FixedLength(0, 0, 1))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> new EpochRule.FixedLength(1, 0, 0))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> new EpochRule.Calendar(1, List.of(5L, 5L)))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  void aQuorumCountsDistinctMembersWhoSigned() {
    KeyQuorum two = quorum(2);
    KeyQuorum.Signature zero = new KeyQuorum.Signature(0, member(0).sign(MESSAGE));
    KeyQuorum.Signature one = new KeyQuorum.Signature(1, member(1).sign(MESSAGE));
    KeyQuorum.Signature wrong = new KeyQuorum.Signature(2, member(1).sign(MESSAGE));
    KeyQuorum.Signature stranger = new KeyQuorum.Signature(3, member(3).sign(MESSAGE));
    assertThat(two.isMetBy(MESSAGE, List.of(zero, one))).isTrue();
    assertThat(two.isMetBy(MESSAGE, List.of())).isFalse();
    assertThat(two.isMetBy(MESSAGE, List.of(one))).isFalse();
    assertThat(two.isMetBy(MESSAGE, List.of(one, one))).isFalse();
    assertThat(two.isMetBy(MESSAGE, List.of(one, zero))).isFalse();
    assertThat(two.isMetBy(MESSAGE, List.of(zero, one, wrong))).isFalse();
    assertThat(two.isMetBy(MESSAGE, List.of(zero, one, stranger))).isFalse();
    assertThat(two.isMetBy(ByteString.utf8("other"), List.of(zero, one))).isFalse();
  }

  @Test
  void aQuorumHasDistinctKeysAndCanBeMet() {
    Ed25519PublicKey key = member(0).publicKey();
    assertThatThrownBy(() -> new KeyQuorum(List.of(key, key), 1))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> new KeyQuorum(List.of(key), 2)).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> new KeyQuorum(List.of(key), 0)).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> new KeyQuorum(List.of(), 0)).isInstanceOf(InvariantViolation.class);
  }
}
