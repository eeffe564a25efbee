package org.specie.kernel.crypto.dkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sharing.FeldmanVector;
import org.specie.kernel.crypto.sharing.Groups;
import org.specie.kernel.crypto.sharing.Lagrange;
import org.specie.kernel.crypto.sharing.SecretPolynomial;

/** Clauses 4.21 to 4.23: a liar of each kind among holders and operators, named and left out. */
final class ResharingLiarTest {
  private final Random random = new Random(43);
  private final Entropy entropy = random::nextBytes;
  private LocalCeremony old = ceremony();
  private Handover handover = handover(1);

  private LocalCeremony ceremony() {
    return LocalCeremony.run(DkgParameters.forSignatures(name(0), 4, 2, 1), entropy);
  }

  private static Hash32 name(int number) {
    return Hash32.sha256(new byte[] {43, (byte) number});
  }

  private Handover handover(int number) {
    return new Handover(
        SharedKey.of(old.key().signatureKey()),
        old.shares(),
        DkgParameters.forSignatures(name(number), 4, 2, 1),
        entropy);
  }

  @BeforeEach
  void freshKey() {
    old = ceremony();
    handover = handover(1);
  }

  /** Holder 1 is named, the key comes from 2 and 3, and it is the same key. */
  private void assertFound(ResharingOutcome outcome, DkgFault fault) {
    assertThat(outcome.holderFaults()).hasSize(1).containsEntry(1, fault);
    assertThat(outcome.operatorFaults()).isEmpty();
    assertComplete(outcome, 2, 3);
  }

  private void assertComplete(ResharingOutcome outcome, Integer... used) {
    assertThat(outcome).isInstanceOf(ResharingOutcome.Complete.class);
    if (outcome instanceof ResharingOutcome.Complete(var key, var from, var _, var _)) {
      assertThat(from).containsExactly(used);
      assertThat(key.signatureKey().key()).isEqualTo(old.key().signatureKey().key());
      assertThat(key.signatureKey().isConsistent()).isTrue();
      assertThat(Signing.allPairsAgree(key.signatureKey(), handover.shares(), entropy)).isTrue();
    }
  }

  private static Dealing with(Dealing dealing, List<FeldmanVector> vectors) {
    return new Dealing(vectors, dealing.sealingPoint(), dealing.proof(), dealing.sealed());
  }

  private static Dealing sealed(Dealing dealing, List<List<Scalar>> rows) {
    return new Dealing(dealing.vectors(), dealing.sealingPoint(), dealing.proof(), rows);
  }

  private static UnaryOperator<Dealing> spoilt(int row, int secret) {
    return dealing -> {
      List<List<Scalar>> rows = new ArrayList<>(dealing.sealed());
      List<Scalar> changed = new ArrayList<>(rows.get(row));
      changed.set(secret, changed.get(secret).plus(Scalar.ONE));
      rows.set(row, changed);
      return sealed(dealing, rows);
    };
  }

  @Test
  void findsAWrongShareOfAnySecretForAnyOperator() {
    for (int row = 0; row < 4; row++) {
      handover = handover(10 + row);
      assertFound(handover.lying(1, spoilt(row, row % 2)).run(), DkgFault.WRONG_SHARE);
    }
  }

  /** The lie that would change the key: a polynomial for another value than the share. */
  @Test
  void findsAShareOfSomethingElse() {
    List<Scalar> shares = old.shares().getFirst().secrets();
    for (int k = 0; k < 2; k++) {
      handover = handover(20 + k);
      handover.announce();
      List<SecretPolynomial> polynomials = new ArrayList<>();
      for (int each = 0; each < 2; each++) {
        Scalar secret = each == k ? shares.get(each).plus(Scalar.ONE) : shares.get(each);
        polynomials.add(SecretPolynomial.sharing(secret, 2, entropy));
      }
      Dealing dealing = handover.dealing(1, polynomials);
      assertFound(handover.lying(1, _ -> dealing).deal().complain(), DkgFault.OTHER_SECRET);
    }
  }

  /** A polynomial of degree 1 with these coefficients, drawn from an entropy that has them. */
  private static SecretPolynomial line(Scalar secret, Scalar slope) {
    return SecretPolynomial.sharing(
        secret,
        2,
        wide -> {
          Arrays.fill(wide, (byte) 0);
          System.arraycopy(slope.toByteArray(), 0, wide, wide.length - Scalar.SIZE, Scalar.SIZE);
        });
  }

  /**
   * Holder 1 deals after holder 2, and new operator 3 told it what 2 had sealed for it: the key
   * stays, the vectors are right, and operator 3's public share would be no point.
   */
  @Test
  void failsAndNamesWhomALastDealerHasMadeAShareOfZeroFor() {
    for (int k = 0; k < 2; k++) {
      handover = handover(30 + k);
      handover.announce();
      List<Scalar> lambda = Lagrange.atZero(List.of(1, 2));
      List<SecretPolynomial> first = new ArrayList<>();
      List<SecretPolynomial> second = new ArrayList<>();
      for (int each = 0; each < 2; each++) {
        Scalar own = old.shares().getFirst().secrets().get(each);
        SecretPolynomial others =
            SecretPolynomial.sharing(old.shares().get(1).secrets().get(each), 2, entropy);
        Scalar cancels =
            others.at(3).times(lambda.getLast()).times(lambda.getFirst().inverse()).negate();
        Scalar slope = cancels.minus(own).times(Scalar.of(3).inverse());
        second.add(others);
        first.add(each == k ? line(own, slope) : SecretPolynomial.sharing(own, 2, entropy));
      }
      Dealing honest = handover.dealing(2, second);
      Dealing last = handover.dealing(1, first);
      ResharingOutcome outcome =
          handover.lying(1, _ -> last).lying(2, _ -> honest).deal().complain();
      assertThat(outcome).isInstanceOf(ResharingOutcome.Failed.class);
      assertThat(outcome.holderFaults()).isEmpty();
      assertThat(outcome.operatorFaults()).hasSize(1).containsEntry(3, DkgFault.VOID_SHARE);
      assertThat(handover.recipients.get(0).finish(handover.board)).isEmpty();
    }
  }

  @Test
  void findsTheDealingOfAnotherHolder() {
    handover.announce();
    Dealing second = handover.dealing(old.shares().get(1));
    assertThat(handover.board.post(1, new ResharingMessage.Redealing(second))).isFalse();
    assertThat(handover.board.holderFaults()).containsEntry(1, DkgFault.OTHER_SECRET);
    assertThat(handover.board.post(2, new ResharingMessage.Redealing(second))).isTrue();
  }

  /** Its own dealing, but from a ceremony of another name: everything proven is bound to it. */
  @Test
  void findsTheDealingOfAnotherCeremony() {
    Handover other = handover(2);
    other.announce();
    Dealing stale = other.dealing(old.shares().getFirst());
    assertFound(handover.lying(1, _ -> stale).run(), DkgFault.UNPROVEN);
  }

  /** With another's R, complaints would open that holder's rows (clause 4.14). */
  @Test
  void findsAForeignSealingPoint() {
    G1 foreign = G1.GENERATOR.times(Scalar.random(entropy));
    assertFound(
        handover
            .lying(
                1,
                dealing ->
                    new Dealing(dealing.vectors(), foreign, dealing.proof(), dealing.sealed()))
            .run(),
        DkgFault.UNPROVEN);
  }

  @Test
  void findsVectorsThatDifferBetweenTheGroups() {
    assertFound(
        handover
            .lying(
                1,
                dealing -> {
                  List<FeldmanVector> vectors = new ArrayList<>(dealing.vectors());
                  FeldmanVector y = vectors.getLast();
                  List<G1> first = new ArrayList<>(y.first());
                  first.set(0, first.get(0).plus(G1.GENERATOR));
                  vectors.set(1, new FeldmanVector(Groups.BOTH, first, y.second()));
                  return with(dealing, vectors);
                })
            .run(),
        DkgFault.INCONSISTENT_GROUPS);
  }

  @Test
  void findsAVectorChangedAfterTheProof() {
    assertFound(
        handover
            .lying(
                1,
                dealing -> {
                  List<FeldmanVector> vectors = new ArrayList<>(dealing.vectors());
                  List<G2> second = new ArrayList<>(vectors.getFirst().second());
                  second.set(1, second.get(1).plus(G2.GENERATOR));
                  vectors.set(0, new FeldmanVector(Groups.SECOND, List.of(), second));
                  return with(dealing, vectors);
                })
            .run(),
        DkgFault.UNPROVEN);
  }

  @Test
  void refusesAnotherDegreeAndMissingRows() {
    handover.announce();
    List<SecretPolynomial> higher =
        old.shares().getFirst().secrets().stream()
            .map(share -> SecretPolynomial.sharing(share, 3, entropy))
            .toList();
    Dealing dealing = handover.dealing(1, higher);
    handover.board.post(1, new ResharingMessage.Redealing(dealing));
    assertThat(handover.board.holderFaults()).containsEntry(1, DkgFault.WRONG_SHAPE);
    Dealing honest = handover.dealing(old.shares().get(1));
    handover.board.post(
        2, new ResharingMessage.Redealing(sealed(honest, honest.sealed().subList(0, 3))));
    assertThat(handover.board.holderFaults()).containsEntry(2, DkgFault.WRONG_SHAPE);
  }

  @Test
  void findsTwoDealings() {
    handover.announce();
    Dealing second = handover.dealing(old.shares().getFirst());
    handover.board.post(1, new ResharingMessage.Redealing(second));
    assertFound(handover.deal().complain(), DkgFault.EQUIVOCATION);
  }

  @Test
  void theSameMessageTwiceIsNoFault() {
    handover.recipients.forEach(each -> handover.board.post(each.index(), each.key()));
    handover.announce();
    Dealing dealing = handover.dealing(old.shares().getFirst());
    handover.lying(1, _ -> dealing);
    handover.board.post(1, new ResharingMessage.Redealing(dealing));
    ResharingOutcome outcome = handover.deal().complain();
    assertThat(outcome.holderFaults()).isEmpty();
    assertThat(outcome.operatorFaults()).isEmpty();
    assertComplete(outcome, 1, 2);
  }

  @Test
  void goesOnWithoutAHolderThatIsGone() {
    handover.holders.getFirst().destroy();
    handover.announce();
    for (DkgShare holder : handover.holders.subList(1, 4)) {
      handover.board.post(holder.index(), new ResharingMessage.Redealing(handover.dealing(holder)));
    }
    handover.board.closeRound();
    assertFound(handover.complain(), DkgFault.NO_DEALING);
  }

  /** One holder fewer than the threshold cannot hand on what it cannot use. */
  @Test
  void failsWithFewerHoldersThanTheThreshold() {
    handover.lying(1, spoilt(0, 0)).lying(2, spoilt(1, 1)).lying(4, spoilt(3, 0));
    ResharingOutcome outcome = handover.run();
    assertThat(outcome).isInstanceOf(ResharingOutcome.Failed.class);
    assertThat(outcome.holderFaults()).containsOnlyKeys(1, 2, 4);
    assertThat(handover.recipients.getFirst().finish(handover.board)).isEmpty();
  }

  /** Handing a key to nobody would lose it. */
  @Test
  void failsWithFewerRecipientsThanMayBeMissing() {
    handover.recipients.subList(0, 2).forEach(r -> handover.board.post(r.index(), r.key()));
    handover.board.closeRound();
    handover.recipients.subList(2, 4).clear();
    ResharingOutcome outcome = handover.deal().complain();
    assertThat(outcome).isInstanceOf(ResharingOutcome.Failed.class);
    assertThat(outcome.operatorFaults()).containsOnlyKeys(3, 4);
  }

  @Test
  void goesOnWithoutAnOperatorThatNeverSpeaks() {
    handover.recipients.removeLast();
    ResharingOutcome outcome = handover.run();
    assertThat(outcome.operatorFaults()).hasSize(1).containsEntry(4, DkgFault.NO_ANNOUNCEMENT);
    assertComplete(outcome, 1, 2);
  }

  private ResharingMessage.Objection objection(int dealer, int operator, Scalar key) {
    G1 sealing = handover.board.dealing(dealer).sealingPoint();
    G1 agreed = sealing.times(key);
    return new ResharingMessage.Objection(
        new Complaint(
            dealer,
            agreed,
            ShareSealing.proveAgreement(
                new ShareSealing.Route(handover.parameters, dealer, operator),
                key,
                G1.GENERATOR.times(key),
                sealing,
                agreed,
                entropy)));
  }

  /** Operator 4, played by the test, complains about what is right, then without a proof. */
  @Test
  void namesWhoComplainsFalsely() {
    handover.recipients.removeLast();
    Scalar key = Scalar.random(entropy);
    handover.board.post(4, new ResharingMessage.RecipientKey(G1.GENERATOR.times(key)));
    handover.announce().deal();
    assertThat(handover.board.post(4, objection(1, 4, key))).isFalse();
    assertThat(handover.board.operatorFaults()).containsEntry(4, DkgFault.FALSE_COMPLAINT);
    assertThat(handover.board.post(4, objection(2, 4, Scalar.random(entropy)))).isFalse();
    ResharingOutcome outcome = handover.complain();
    assertThat(outcome.holderFaults()).isEmpty();
    assertComplete(outcome, 1, 2);
  }

  @Test
  void namesWhoAnnouncesTwoKeys() {
    handover.board.post(4, handover.recipients.getLast().key());
    handover.board.post(4, new ResharingMessage.RecipientKey(G1.GENERATOR));
    ResharingOutcome outcome = handover.run();
    assertThat(outcome.operatorFaults()).hasSize(1).containsEntry(4, DkgFault.EQUIVOCATION);
    assertComplete(outcome, 1, 2);
  }

  @Test
  void ignoresMessagesOutOfTheirRoundAndFromStrangers() {
    ResharingMessage key = handover.recipients.getFirst().key();
    assertThat(handover.board.post(0, key)).isFalse();
    assertThat(handover.board.post(5, key)).isFalse();
    handover.announce();
    assertThat(handover.board.post(1, key)).isFalse();
    ResharingMessage dealing =
        new ResharingMessage.Redealing(handover.dealing(old.shares().getFirst()));
    assertThat(handover.board.post(0, dealing)).isFalse();
    assertThat(handover.board.post(5, dealing)).isFalse();
    handover.deal();
    assertThat(handover.board.post(1, dealing)).isFalse();
    handover.complain();
    assertThat(handover.board.post(1, objection(1, 1, Scalar.ONE))).isFalse();
    assertThat(handover.board.holderFaults()).isEmpty();
    assertThat(handover.board.operatorFaults()).isEmpty();
    assertThatThrownBy(handover.board::closeRound).isInstanceOf(InvariantViolation.class);
  }

  @Test
  void messagesHaveOneEncoding() throws MalformedInput {
    handover.announce().deal();
    for (ResharingMessage message :
        List.of(
            handover.recipients.getFirst().key(),
            new ResharingMessage.Redealing(handover.board.dealing(3)),
            objection(3, 1, Scalar.random(entropy)))) {
      Encoder out = new Encoder();
      message.encode(out);
      ByteString bytes = out.toByteString();
      Decoder in = new Decoder(bytes);
      assertThat(ResharingMessage.decode(handover.parameters, in)).isEqualTo(message);
      in.end();
      for (int size = 0; size < bytes.size(); size += 41) {
        ByteString cut = bytes.slice(0, size);
        assertThatThrownBy(() -> ResharingMessage.decode(handover.parameters, new Decoder(cut)))
            .isInstanceOf(MalformedInput.class);
      }
    }
    for (String bad : List.of("00", "04", "030000", "030005")) {
      assertThatThrownBy(
              () -> ResharingMessage.decode(handover.parameters, new Decoder(ByteString.hex(bad))))
          .isInstanceOf(MalformedInput.class);
    }
  }
}
