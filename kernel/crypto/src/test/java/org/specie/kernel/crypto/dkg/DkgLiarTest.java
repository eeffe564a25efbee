package org.specie.kernel.crypto.dkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
import org.specie.kernel.crypto.sharing.SecretPolynomial;
import org.specie.kernel.crypto.sigma.SigmaProof;

/** Clauses 4.12 to 4.16: one liar of each kind among four operators, found and left out. */
final class DkgLiarTest {
  private final Random random = new Random(21);
  private final Entropy entropy = random::nextBytes;
  private final DkgParameters parameters =
      DkgParameters.forSignatures(Hash32.sha256(new byte[] {1}), 4, 2, 2);
  private final Run run = new Run(parameters, entropy);
  private final Dealer liar = run.liar;

  /** The liar is named, the others finish without it, and the key they made signs. */
  private void assertFound(DkgOutcome outcome, DkgFault fault) {
    assertThat(outcome).isInstanceOf(DkgOutcome.Complete.class);
    if (outcome instanceof DkgOutcome.Complete(var key, var qualified, var faults)) {
      assertThat(faults).hasSize(1).containsEntry(4, fault);
      assertThat(qualified).containsExactly(1, 2, 3);
      assertThat(key.signatureKey().isConsistent()).isTrue();
      List<DkgShare> shares =
          run.honest.stream().map(p -> p.finish(run.board).orElseThrow()).toList();
      assertThat(Signing.allPairsAgree(key.signatureKey(), shares, entropy)).isTrue();
    }
  }

  private Dealing with(List<List<Scalar>> sealed) {
    return new Dealing(liar.vectors, liar.sealingPoint, liar.proof(), sealed);
  }

  private static List<List<Scalar>> spoilt(List<List<Scalar>> sealed, int row, int secret) {
    List<List<Scalar>> rows = new ArrayList<>(sealed);
    List<Scalar> changed = new ArrayList<>(rows.get(row));
    changed.set(secret, changed.get(secret).plus(Scalar.ONE));
    rows.set(row, changed);
    return rows;
  }

  @Test
  void findsAWrongShareOfAnySecretForAnyRecipient() {
    for (int secret = 0; secret < 3; secret++) {
      Run each = new Run(parameters, entropy);
      each.announce(each.liar.announcement());
      Dealing dealing = each.liar.dealing(each.board);
      each.deal(
          new Dealing(
              dealing.vectors(),
              dealing.sealingPoint(),
              dealing.proof(),
              spoilt(dealing.sealed(), secret, secret)));
      DkgOutcome outcome = each.complain();
      assertThat(each.board.faults()).hasSize(1).containsEntry(4, DkgFault.WRONG_SHARE);
      assertThat(outcome).isInstanceOf(DkgOutcome.Complete.class);
    }
  }

  @Test
  void findsTheDealerThatDealsToItselfOnly() {
    run.announce(liar.announcement());
    List<List<Scalar>> rows = liar.sealed(run.board);
    for (int row = 0; row < 3; row++) {
      rows = spoilt(rows, row, 0);
    }
    run.deal(with(rows));
    assertFound(run.complain(), DkgFault.WRONG_SHARE);
  }

  @Test
  void findsVectorsThatDifferBetweenTheGroups() {
    FeldmanVector honest = liar.vectors.get(1);
    List<G2> second = new ArrayList<>(honest.second());
    second.set(1, second.get(1).plus(G2.GENERATOR));
    liar.vectors.set(1, new FeldmanVector(Groups.BOTH, honest.first(), second));
    run.announce(liar.announcement()).deal(liar.dealing(run.board));
    assertFound(run.complain(), DkgFault.INCONSISTENT_GROUPS);
  }

  @Test
  void findsAProofOfSomethingElse() {
    DealerProof other = new Dealer(parameters, 4, entropy).proof();
    run.announce(liar.announcement())
        .deal(new Dealing(liar.vectors, liar.sealingPoint, other, liar.sealed(run.board)));
    assertFound(run.complain(), DkgFault.UNPROVEN);
  }

  /** Each part of the proof counts: the one in the second group, every response, every point. */
  @Test
  void findsEveryChangedPartOfTheProof() {
    run.announce(liar.announcement());
    DealerProof good = liar.proof();
    DealerProof.Statement statement =
        new DealerProof.Statement(parameters, 4, liar.vectors, liar.sealingPoint);
    assertThat(good.verifies(statement)).isTrue();
    SecondGroupProof x = good.second().getFirst();
    List<SecondGroupProof> worseX =
        List.of(
            new SecondGroupProof(x.firstMessage(), x.response().plus(Scalar.ONE)),
            new SecondGroupProof(x.firstMessage().plus(G2.GENERATOR), x.response()));
    for (SecondGroupProof bad : worseX) {
      assertThat(new DealerProof(List.of(bad), good.first()).verifies(statement)).isFalse();
    }
    assertThat(new DealerProof(List.of(), good.first()).verifies(statement)).isFalse();
    for (int k = 0; k < 3; k++) {
      List<Scalar> responses = new ArrayList<>(good.first().responses());
      responses.set(k, responses.get(k).plus(Scalar.ONE));
      List<G1> firsts = new ArrayList<>(good.first().firstMessages());
      firsts.set(k, firsts.get(k).plus(G1.GENERATOR));
      assertThat(
              new DealerProof(
                      good.second(), new SigmaProof(good.first().firstMessages(), responses))
                  .verifies(statement))
          .isFalse();
      assertThat(
              new DealerProof(good.second(), new SigmaProof(firsts, good.first().responses()))
                  .verifies(statement))
          .isFalse();
    }
  }

  /** The messages of operator 1, posted again by operator 4 under its own name. */
  @Test
  void findsReplayedMessages() {
    Dealer victim = new Dealer(parameters, 1, entropy);
    run.board.post(1, victim.announcement());
    run.board.post(4, victim.announcement());
    run.honest.stream()
        .filter(p -> p.index() != 1)
        .forEach(p -> run.board.post(p.index(), p.announcement()));
    run.board.closeRound();
    Dealing dealing = victim.dealing(run.board);
    assertThat(run.board.post(1, dealing)).isTrue();
    assertThat(run.board.post(4, dealing)).isFalse();
    assertThat(run.board.faults()).containsEntry(4, DkgFault.OTHER_VECTORS);
  }

  /** Even with the right hash the proof is the other's. */
  @Test
  void findsReplayedVectorsUnderANewHash() {
    Dealer victim = new Dealer(parameters, 1, entropy);
    liar.vectors.clear();
    liar.vectors.addAll(victim.vectors);
    liar.sealingPoint = victim.sealingPoint;
    run.announce(liar.announcement())
        .deal(new Dealing(liar.vectors, liar.sealingPoint, victim.proof(), liar.sealed(run.board)));
    assertFound(run.complain(), DkgFault.UNPROVEN);
  }

  /**
   * A contribution that cancels the others' and leaves a key of the liar's choice. The rounds
   * prevent it, because it must be announced first; the proof prevents it once more.
   */
  @Test
  void findsAContributionComputedFromTheOthers() {
    SecretPolynomial chosen = SecretPolynomial.random(2, entropy);
    FeldmanVector others = SecretPolynomial.random(2, entropy).commit(Groups.SECOND);
    FeldmanVector mine = chosen.commit(Groups.SECOND);
    liar.vectors.set(
        0,
        new FeldmanVector(
            Groups.SECOND,
            List.of(),
            IntStream.range(0, 2)
                .mapToObj(k -> mine.second().get(k).minus(others.second().get(k)))
                .toList()));
    run.announce(liar.announcement()).deal(liar.dealing(run.board));
    assertFound(run.complain(), DkgFault.UNPROVEN);
  }

  /** With another dealer's R, complaints would open that dealer's shares (clause 4.14). */
  @Test
  void findsAForeignSealingPoint() {
    liar.sealingPoint = G1.GENERATOR.times(Scalar.random(entropy));
    run.announce(liar.announcement()).deal(liar.dealing(run.board));
    assertFound(run.complain(), DkgFault.UNPROVEN);
  }

  @Test
  void findsVectorsThatWereNotAnnounced() {
    Announcement announced = liar.announcement();
    liar.vectors.set(0, SecretPolynomial.random(2, entropy).commit(Groups.SECOND));
    run.announce(announced).deal(liar.dealing(run.board));
    assertFound(run.complain(), DkgFault.OTHER_VECTORS);
  }

  @Test
  void findsTwoAnnouncements() {
    run.announce(liar.announcement(), new Dealer(parameters, 4, entropy).announcement())
        .deal(liar.dealing(run.board));
    assertFound(run.complain(), DkgFault.EQUIVOCATION);
  }

  @Test
  void findsTwoDealings() {
    run.announce(liar.announcement()).deal(liar.dealing(run.board), liar.dealing(run.board));
    assertFound(run.complain(), DkgFault.EQUIVOCATION);
  }

  @Test
  void theSameMessageTwiceIsNoFault() {
    run.announce(liar.announcement(), liar.announcement());
    Dealing dealing = liar.dealing(run.board);
    run.deal(dealing, dealing);
    assertThat(run.complain()).isInstanceOf(DkgOutcome.Complete.class);
    assertThat(run.board.faults()).isEmpty();
  }

  @Test
  void goesOnWithoutADealerThatRevealsNothing() {
    run.announce(liar.announcement()).deal();
    assertFound(run.complain(), DkgFault.NO_DEALING);
  }

  @Test
  void goesOnWithoutAnOperatorThatNeverSpeaks() {
    run.announce().deal();
    assertFound(run.complain(), DkgFault.NO_ANNOUNCEMENT);
  }

  @Test
  void findsAComplaintAboutRightShares() {
    run.announce(liar.announcement()).deal(liar.dealing(run.board));
    Complaint complaint = liar.complaint(run.board, 2);
    assertFound(run.complain(complaint), DkgFault.FALSE_COMPLAINT);
  }

  @Test
  void findsAComplaintThatOpensNothing() {
    run.announce(liar.announcement()).deal(liar.dealing(run.board));
    Complaint right = liar.complaint(run.board, 2);
    Complaint wrong = new Complaint(2, right.agreed().plus(G1.GENERATOR), right.proof());
    assertFound(run.complain(wrong), DkgFault.FALSE_COMPLAINT);
  }

  @Test
  void findsAComplaintReplayedAgainstAnotherDealer() {
    run.announce(liar.announcement()).deal(liar.dealing(run.board));
    Complaint right = liar.complaint(run.board, 2);
    assertFound(
        run.complain(new Complaint(3, right.agreed(), right.proof())), DkgFault.FALSE_COMPLAINT);
  }

  @Test
  void refusesAVectorOfAnotherDegree() {
    liar.vectors.set(1, SecretPolynomial.random(3, entropy).commit(Groups.BOTH));
    run.announce(liar.announcement()).deal(liar.dealing(run.board));
    assertFound(run.complain(), DkgFault.WRONG_SHAPE);
  }

  @Test
  void refusesRowsForTooFewRecipients() {
    run.announce(liar.announcement()).deal(with(liar.sealed(run.board).subList(0, 3)));
    assertFound(run.complain(), DkgFault.WRONG_SHAPE);
  }

  /** x·g would sign every message: no message can carry it, and the board would not take it. */
  @Test
  void xCannotBeCommittedInTheFirstGroup() {
    G1 point = G1.GENERATOR.times(Scalar.random(entropy));
    assertThatThrownBy(
            () -> new FeldmanVector(Groups.SECOND, List.of(point), liar.vectors.get(0).second()))
        .isInstanceOf(InvariantViolation.class);
    DealerProof proof = liar.proof();
    liar.vectors.set(0, liar.polynomials.getFirst().commit(Groups.BOTH));
    run.announce(liar.announcement());
    Dealing dealing = new Dealing(liar.vectors, liar.sealingPoint, proof, liar.sealed(run.board));
    Encoder out = new Encoder();
    dealing.encode(out);
    assertThatThrownBy(
            () -> {
              Decoder in = new Decoder(out.toByteArray());
              var _ = DkgMessage.decode(parameters, in);
              in.end();
            })
        .isInstanceOf(MalformedInput.class);
    run.deal(dealing);
    assertFound(run.complain(), DkgFault.WRONG_SHAPE);
  }

  @Test
  void failsWhenMoreOperatorsLieThanItTolerates() {
    run.announce(liar.announcement());
    run.honest.stream().skip(1).forEach(p -> run.board.post(p.index(), p.deal(run.board, entropy)));
    run.board.closeRound();
    assertThat(run.complain()).isEqualTo(new DkgOutcome.Failed(2, 3, run.board.faults()));
    assertThat(run.honest.getLast().finish(run.board)).isEmpty();
  }

  @Test
  void ignoresMessagesOutOfTheirRoundAndFromStrangers() {
    assertThat(run.board.post(0, liar.announcement())).isFalse();
    assertThat(run.board.post(5, liar.announcement())).isFalse();
    assertThat(run.board.post(4, liar.dealing(run.board))).isFalse();
    run.announce(liar.announcement());
    assertThat(run.board.post(4, liar.announcement())).isFalse();
    Dealing dealing = liar.dealing(run.board);
    run.deal(dealing);
    assertThat(run.board.post(4, dealing)).isFalse();
    assertThat(run.complain()).isInstanceOf(DkgOutcome.Complete.class);
    assertThat(run.board.post(4, liar.complaint(run.board, 1))).isFalse();
    assertThat(run.board.faults()).isEmpty();
  }

  @Test
  void refusesMalformedMessages() {
    run.announce(liar.announcement()).deal(liar.dealing(run.board));
    for (DkgMessage message :
        List.of(liar.announcement(), run.board.dealing(2), liar.complaint(run.board, 1))) {
      Encoder out = new Encoder();
      message.encode(out);
      byte[] bytes = out.toByteArray();
      for (int size = 0; size < bytes.length; size += 41) {
        ByteString cut = ByteString.copyOf(bytes, 0, size);
        assertThatThrownBy(() -> DkgMessage.decode(parameters, new Decoder(cut)))
            .isInstanceOf(MalformedInput.class);
      }
      for (int at = 0; at < bytes.length; at += 37) {
        byte[] bad = bytes.clone();
        bad[at] ^= 1;
        assertThat(decodesTo(bad, message)).isFalse();
      }
      assertThat(decodesTo(bytes, message)).isTrue();
    }
    assertThatThrownBy(() -> DkgMessage.decode(parameters, new Decoder(new byte[] {4})))
        .isInstanceOf(MalformedInput.class);
  }

  private boolean decodesTo(byte[] bytes, DkgMessage message) {
    try {
      Decoder in = new Decoder(bytes);
      DkgMessage decoded = DkgMessage.decode(parameters, in);
      in.end();
      return decoded.equals(message);
    } catch (MalformedInput e) {
      return false;
    }
  }
}
