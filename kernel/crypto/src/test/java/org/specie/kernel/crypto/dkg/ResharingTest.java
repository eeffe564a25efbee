package org.specie.kernel.crypto.dkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.Aggregation;
import org.specie.kernel.crypto.ps.Attribute;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.kernel.crypto.quorum.Combination;
import org.specie.kernel.crypto.quorum.ThresholdBlsKey;
import org.specie.kernel.crypto.sharing.Lagrange;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** Clauses 4.20 to 4.24: what becomes of a key that honest holders hand on. */
final class ResharingTest {
  private static final ByteString MESSAGE = ByteString.utf8("a message");

  private final Random random = new Random(42);
  private final Entropy entropy = random::nextBytes;

  private static Hash32 name(int number) {
    return Hash32.sha256(new byte[] {42, (byte) number});
  }

  private LocalCeremony quorum(int operators, int threshold) {
    return LocalCeremony.run(
        DkgParameters.forQuorum(name(1), operators, threshold, (operators - 1) / 3), entropy);
  }

  private Handover handover(LocalCeremony old, int operators, int threshold) {
    DkgParameters to = DkgParameters.forQuorum(name(2), operators, threshold, (operators - 1) / 3);
    return new Handover(SharedKey.of(old.key().quorumKey()), old.shares(), to, entropy);
  }

  private static SortedMap<Integer, ByteString> signed(List<DkgShare> shares) {
    SortedMap<Integer, ByteString> signed = new TreeMap<>();
    shares.forEach(share -> signed.put(share.index() - 1, share.quorumSigner().share(MESSAGE)));
    return signed;
  }

  private static DkgKey key(ResharingOutcome outcome) {
    if (outcome instanceof ResharingOutcome.Complete(var key, var _, var _, var _)) {
      return key;
    }
    throw new AssertionError("the key was handed on: " + outcome);
  }

  @ParameterizedTest
  @CsvSource({"4,3,7,5", "7,5,4,3", "4,3,4,3", "4,2,1,1", "1,1,4,4"})
  @Requirement("D5")
  @Property("P26")
  void theOldKeyVerifiesWhatNewSharesSignAndFewerSignNothing(
      int holders, int threshold, int operators, int newThreshold) {
    LocalCeremony old = quorum(holders, threshold);
    Handover handover = handover(old, operators, newThreshold);
    ThresholdBlsKey key = key(handover.run()).quorumKey();
    ThresholdBlsKey before = old.key().quorumKey();
    List<DkgShare> shares = handover.shares();
    assertThat(key.publicKey()).isEqualTo(before.publicKey());
    assertThat(key.isConsistent()).isTrue();
    assertThat(key.signers()).isEqualTo(operators);
    assertThat(key.threshold()).isEqualTo(newThreshold);
    Combination fresh =
        key.combine(MESSAGE, signed(shares.subList(operators - newThreshold, operators)));
    assertThat(fresh).isEqualTo(before.combine(MESSAGE, signed(old.shares())));
    assertThat(key.combine(MESSAGE, signed(shares.subList(1, newThreshold))))
        .isInstanceOf(Combination.TooFew.class);
    if (newThreshold > 1) {
      ThresholdBlsKey lowered =
          new ThresholdBlsKey(newThreshold - 1, key.publicKey(), key.shareKeys());
      var thin = lowered.combineUnseen(signed(shares.subList(1, newThreshold))).orElseThrow();
      assertThat(before.isValid(MESSAGE, thin)).isFalse();
    }
  }

  /** Two of the old and two of the new know nothing together, for every choice and threshold 3. */
  @Test
  @Requirement("D5")
  @Property("P26")
  void oldSharesAndNewOnesDoNotMix() {
    LocalCeremony old = quorum(4, 3);
    Handover handover = handover(old, 4, 3);
    ThresholdBlsKey key = key(handover.run()).quorumKey();
    List<DkgShare> fresh = handover.shares();
    int mixed = 0;
    for (int choice = 0; choice < 16; choice++) {
      List<DkgShare> four = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        four.add(((choice >> i & 1) == 0 ? old.shares() : fresh).get(i));
      }
      for (int without = 0; without < 4; without++) {
        List<DkgShare> three = new ArrayList<>(four);
        three.remove(without);
        long ofTheOld = three.stream().filter(old.shares()::contains).count();
        var certificate = key.combineUnseen(signed(three)).orElseThrow();
        assertThat(key.isValid(MESSAGE, certificate)).isEqualTo(ofTheOld == 0 || ofTheOld == 3);
        mixed += ofTheOld == 1 || ofTheOld == 2 ? 1 : 0;
      }
    }
    assertThat(mixed).isGreaterThan(40);
  }

  /** A share of the old key under its old index is no share of the new one. */
  @Test
  void theOldShareOfAnOperatorThatStaysIsWorthNothing() {
    LocalCeremony old = quorum(4, 3);
    Handover handover = handover(old, 4, 3);
    ThresholdBlsKey key = key(handover.run()).quorumKey();
    for (DkgShare share : old.shares()) {
      ByteString signature = share.quorumSigner().share(MESSAGE);
      assertThat(key.isShareValid(MESSAGE, share.index() - 1, signature)).isFalse();
    }
  }

  @Test
  void handsOnASigningKeyWithAllItsSecrets() {
    LocalCeremony old = LocalCeremony.run(DkgParameters.forSignatures(name(3), 4, 2, 3), entropy);
    PsThresholdKey before = old.key().signatureKey();
    Handover handover =
        new Handover(
            SharedKey.of(before),
            old.shares(),
            DkgParameters.forSignatures(name(4), 7, 3, 3),
            entropy);
    PsThresholdKey after = key(handover.run()).signatureKey();
    assertThat(after.key()).isEqualTo(before.key());
    assertThat(after.isConsistent()).isTrue();
    assertThat(after.threshold()).isEqualTo(3);
    List<DkgShare> shares = handover.shares();
    G1 base = G1.hashToCurve(ByteString.utf8("base"), ByteString.utf8("SPECIE-test-v1-dkg"));
    List<Scalar> message =
        List.of(Scalar.random(entropy), Scalar.random(entropy), Scalar.random(entropy));
    SigningRequest request =
        new SigningRequest(
            base, message.stream().map(m -> (Attribute) new Attribute.Public(m)).toList());
    List<PartialSignature> partials =
        shares.stream().map(share -> share.signatureShare().sign(request)).toList();
    for (int i = 0; i + 3 <= 7; i++) {
      assertThat(
              new PsAggregator(after)
                  .obtain(request, message, List.of(), partials.subList(i, i + 3)))
          .isInstanceOf(Aggregation.Complete.class);
      PsThresholdKey lowered = new PsThresholdKey(2, after.key(), after.shares());
      assertThat(
              new PsAggregator(lowered)
                  .obtain(request, message, List.of(), partials.subList(i, i + 2)))
          .isInstanceOf(Aggregation.WrongOpening.class);
    }
  }

  /** What a signer keeps sealed is enough to hand the key on. */
  @Test
  void handsOnFromTheSharesThatSignersKeep() {
    LocalCeremony old = LocalCeremony.run(DkgParameters.forSignatures(name(5), 4, 2, 1), entropy);
    ResharingParameters parameters =
        new ResharingParameters(
            SharedKey.of(old.key().signatureKey()), DkgParameters.forSignatures(name(6), 4, 2, 1));
    for (DkgShare share : old.shares()) {
      List<Scalar> kept = share.signatureShare().secrets();
      assertThat(kept).isEqualTo(share.secrets());
      assertThat(ResharingDealer.create(parameters, share.index(), kept, entropy).index())
          .isEqualTo(share.index());
    }
    assertThatThrownBy(
            () -> ResharingDealer.create(parameters, 2, old.shares().getFirst().secrets(), entropy))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  void handsOnADecryptionKeyWithoutAnyPointInTheSecondGroup() {
    LocalCeremony old = LocalCeremony.run(DkgParameters.forDecryption(name(7), 4, 2, 2), entropy);
    Handover handover =
        new Handover(
            SharedKey.of(old.key()),
            old.shares(),
            DkgParameters.forDecryption(name(8), 4, 2, 2),
            entropy);
    DkgKey key = key(handover.run());
    assertThat(key.vectors()).allMatch(vector -> vector.second().isEmpty());
    assertThat(key.decryptionKeys(0)).isEqualTo(old.key().decryptionKeys(0));
    List<Scalar> lambda = Lagrange.atZero(List.of(1, 4));
    Scalar secret =
        lambda
            .getFirst()
            .times(handover.shares().getFirst().secrets().getFirst())
            .plus(lambda.getLast().times(handover.shares().getLast().secrets().getFirst()));
    assertThat(G1.GENERATOR.times(secret)).isEqualTo(key.decryptionKeys(0).getFirst());
  }

  @Test
  void aKeyCanBeHandedOnAgainAndAgain() {
    LocalCeremony first = quorum(4, 3);
    SharedKey from = SharedKey.of(first.key());
    List<DkgShare> shares = first.shares();
    for (int generation = 0; generation < 3; generation++) {
      Handover handover =
          new Handover(
              from, shares, DkgParameters.forQuorum(name(20 + generation), 4, 3, 1), entropy);
      DkgKey key = key(handover.run());
      assertThat(key.quorumKey().publicKey()).isEqualTo(first.key().quorumKey().publicKey());
      from = SharedKey.of(key);
      shares = handover.shares();
    }
  }

  @Test
  void refusesToHandOnAnotherKindOfKey() {
    SharedKey from = SharedKey.of(quorum(4, 3).key());
    assertThatThrownBy(
            () -> new ResharingParameters(from, DkgParameters.forSignatures(name(9), 4, 2, 1)))
        .isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(
            () -> new ResharingParameters(from, DkgParameters.forDecryption(name(9), 4, 2, 1)))
        .isInstanceOf(InvariantViolation.class);
  }

  @Test
  void differentViewsOfOneKeyHaveOneName() {
    LocalCeremony signing =
        LocalCeremony.run(DkgParameters.forSignatures(name(10), 4, 2, 1), entropy);
    assertThat(SharedKey.of(signing.key())).isEqualTo(SharedKey.of(signing.key().signatureKey()));
    LocalCeremony quorum = quorum(4, 3);
    assertThat(SharedKey.of(quorum.key())).isEqualTo(SharedKey.of(quorum.key().quorumKey()));
    assertThat(SharedKey.of(quorum.key())).isNotEqualTo(SharedKey.of(quorum(4, 3).key()));
  }

  @Test
  void whoReplaysTheBoardEndsWithTheSameKey() {
    Handover handover = handover(quorum(4, 3), 4, 3);
    ResharingOutcome outcome = handover.run();
    ResharingBoard replay = new ResharingBoard(handover.parameters);
    handover.recipients.forEach(each -> replay.post(each.index(), each.key()));
    assertThat(replay.isRoundComplete()).isTrue();
    replay.closeRound();
    for (int i = 4; i >= 1; i--) {
      replay.post(i, new ResharingMessage.Redealing(handover.board.dealing(i)));
    }
    assertThat(replay.isRoundComplete()).isTrue();
    replay.closeRound();
    replay.closeRound();
    assertThat(replay.outcome()).isEqualTo(outcome);
  }

  @Test
  void secretsAreNeverPrintedAndCanBeDestroyed() {
    LocalCeremony old = quorum(1, 1);
    Handover handover = handover(old, 1, 1);
    ResharingDealer dealer =
        ResharingDealer.create(handover.parameters, 1, old.shares().getFirst().secrets(), entropy);
    handover.announce();
    assertThat(dealer).hasToString("ResharingDealer[1, redacted]");
    dealer.destroy();
    assertThat(dealer.isDestroyed()).isTrue();
    assertThatThrownBy(() -> dealer.deal(handover.board, entropy))
        .isInstanceOf(IllegalStateException.class);
    ResharingRecipient recipient = handover.recipients.getFirst();
    assertThat(recipient).hasToString("ResharingRecipient[1, redacted]");
    recipient.destroy();
    assertThat(recipient.isDestroyed()).isTrue();
    assertThatThrownBy(recipient::key).isInstanceOf(IllegalStateException.class);
  }
}
