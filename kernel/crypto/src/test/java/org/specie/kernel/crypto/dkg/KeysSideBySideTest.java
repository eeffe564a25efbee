package org.specie.kernel.crypto.dkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.escrow.Decryption;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.kernel.crypto.escrow.EscrowCiphertext;
import org.specie.kernel.crypto.escrow.EscrowKeyShare;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.kernel.crypto.sharing.FeldmanVector;
import org.specie.kernel.crypto.sharing.Groups;
import org.specie.kernel.crypto.sharing.Lagrange;
import org.specie.kernel.crypto.sharing.SecretPolynomial;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/** A signing key and a decryption key handed on as one. Clauses 4.20 to 4.24 and 5b.10. */
final class KeysSideBySideTest {
  private static final int ATTRIBUTES = 2;
  private static final int SLOTS = 3;
  private static final int ESCROW_FROM = ATTRIBUTES + 1;
  private static final int ALL = ESCROW_FROM + SLOTS;
  private static final Hash32 LABEL = Hash32.sha256(new byte[] {7});

  private final Random random = new Random(77);
  private final Entropy entropy = random::nextBytes;
  private final LocalCeremony signing =
      LocalCeremony.run(DkgParameters.forSignatures(name(1), 4, 2, ATTRIBUTES), entropy);
  private final LocalCeremony escrow =
      LocalCeremony.run(DkgParameters.forDecryption(name(2), 4, 2, SLOTS), entropy);
  private final EscrowThresholdKey quorum = EscrowThresholdKey.of(escrow.key());
  private final SharedKey both = SharedKey.of(signing.key().signatureKey()).beside(quorum.shared());
  private final List<G1> plaintext = List.of(point(3), point(4), point(5));
  private final EscrowCiphertext sealed = seal();
  private int ceremonies = 2;

  private static Hash32 name(int number) {
    return Hash32.sha256(new byte[] {77, (byte) number});
  }

  private static G1 point(int of) {
    return G1.GENERATOR.times(Scalar.of(of));
  }

  private EscrowCiphertext seal() {
    Scalar t = Scalar.random(entropy);
    List<G1> masked = new ArrayList<>();
    for (int i = 0; i < SLOTS; i++) {
      masked.add(plaintext.get(i).plus(quorum.key().slots().get(i).times(t)));
    }
    return new EscrowCiphertext(G1.GENERATOR.times(t), masked);
  }

  /** What the holders of both keys have. */
  private List<DkgShare> holders() {
    List<DkgShare> shares = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<Scalar> secrets = new ArrayList<>(signing.shares().get(i).secrets());
      secrets.addAll(escrow.shares().get(i).secrets());
      shares.add(new DkgShare(i + 1, secrets));
    }
    return shares;
  }

  private Handover handover(SharedKey from, List<DkgShare> shares, int operators, int threshold) {
    DkgParameters to =
        new DkgParameters(name(++ceremonies), operators, threshold, threshold - 1, from.secrets());
    return new Handover(from, shares, to, entropy);
  }

  private Handover handover() {
    return handover(both, holders(), 4, 2);
  }

  private static DkgKey key(ResharingOutcome outcome) {
    return ((ResharingOutcome.Complete) outcome).key();
  }

  private static EscrowThresholdKey escrow(DkgKey key) {
    return EscrowThresholdKey.of(key.part(ESCROW_FROM, ALL));
  }

  private static EscrowKeyShare escrow(DkgShare share) {
    return EscrowKeyShare.of(share.part(ESCROW_FROM, ALL));
  }

  private Decryption opened(EscrowThresholdKey as, List<EscrowKeyShare> by) {
    List<DecryptionShare> parts =
        by.stream().map(each -> each.decrypt(as, sealed, LABEL, entropy).orElseThrow()).toList();
    return Decryption.combine(as, sealed, LABEL, parts);
  }

  private void assertOpens(EscrowThresholdKey as, List<EscrowKeyShare> by) {
    Decryption decryption = opened(as, by);
    assertThat(sealed.open(List.of(((Decryption.Complete) decryption).masks())))
        .isEqualTo(plaintext);
  }

  @Test
  @Requirement("D5")
  void bothKeysArriveAndWhatWasSealedBeforeOpens() {
    Handover handover = handover(both, holders(), 7, 3);
    DkgKey after = key(handover.run());
    PsThresholdKey signingAfter = after.part(0, ESCROW_FROM).signatureKey();
    assertThat(signingAfter.key()).isEqualTo(signing.key().signatureKey().key());
    assertThat(signingAfter.isConsistent()).isTrue();
    EscrowThresholdKey held = escrow(after);
    assertThat(held.key()).isEqualTo(quorum.key());
    assertThat(held.isConsistent()).isTrue();
    assertThat(held.threshold()).isEqualTo(3);
    assertThat(held.members()).isEqualTo(7);
    assertThat(held.shares()).doesNotContainAnyElementsOf(quorum.shares());
    assertThat(after.part(ESCROW_FROM, ALL).vectors()).allMatch(each -> each.second().isEmpty());
    List<EscrowKeyShare> fresh =
        handover.shares().stream().map(KeysSideBySideTest::escrow).toList();
    assertOpens(held, fresh.subList(0, 3));
    assertOpens(held, fresh.subList(4, 7));
    assertThat(opened(held, fresh.subList(5, 7))).isInstanceOf(Decryption.TooFew.class);
  }

  /** One old share and one new one, whatever is pretended of them, find nothing. */
  @Test
  @Requirement("D5")
  @Property("P26")
  void oldSharesAndNewOnesTogetherOpenNothing() {
    Handover handover = handover();
    EscrowThresholdKey held = escrow(key(handover.run()));
    List<EscrowKeyShare> fresh =
        handover.shares().stream().map(KeysSideBySideTest::escrow).toList();
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        EscrowKeyShare old = EscrowKeyShare.of(escrow.shares().get(i));
        DecryptionShare theirs = old.decrypt(held, sealed, LABEL, entropy).orElseThrow();
        assertThat(theirs.verifies(held, sealed, LABEL)).isFalse();
        if (i != j) {
          assertThat(opened(held, List.of(old, fresh.get(j))))
              .isInstanceOf(Decryption.TooFew.class);
          DecryptionShare ours = fresh.get(j).decrypt(held, sealed, LABEL, entropy).orElseThrow();
          assertThat(unchecked(theirs, ours)).doesNotContainAnyElementsOf(plaintext);
        }
      }
    }
  }

  /** What two points give that nobody verified. */
  private List<G1> unchecked(DecryptionShare one, DecryptionShare other) {
    List<Scalar> lambda = Lagrange.atZero(List.of(one.index(), other.index()));
    List<G1> masks = new ArrayList<>();
    for (int slot = 0; slot < SLOTS; slot++) {
      masks.add(
          Lagrange.combineG1(lambda, List.of(one.points().get(slot), other.points().get(slot))));
    }
    return sealed.open(List.of(masks));
  }

  @Test
  void wholeTheOldOnesStillOpenIsWhyTheyAreErased() {
    handover().run();
    List<EscrowKeyShare> old = escrow.shares().stream().map(EscrowKeyShare::of).toList();
    assertOpens(quorum, old.subList(2, 4));
  }

  /** A row wrong in any one secret is shown by whom it is for, and the others do without it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  @Requirement("D5")
  void aWrongShareOfEitherKeyPutsItsDealerOut(int secret) {
    Handover handover =
        handover()
            .lying(
                1,
                sound -> {
                  List<List<Scalar>> rows = new ArrayList<>(sound.sealed());
                  List<Scalar> row = new ArrayList<>(rows.get(2));
                  row.set(secret, row.get(secret).plus(Scalar.ONE));
                  rows.set(2, row);
                  return new Dealing(sound.vectors(), sound.sealingPoint(), sound.proof(), rows);
                });
    assertComplete(handover, DkgFault.WRONG_SHARE);
  }

  /** The escrow key of somebody else beside one's own signing key, by all other rules. */
  @Test
  @Requirement("D5")
  void anotherEscrowSecretPutsItsDealerOut() {
    List<Scalar> swapped = new ArrayList<>(holders().getFirst().secrets().subList(0, ESCROW_FROM));
    swapped.addAll(escrow.shares().get(1).secrets());
    Handover handover = handover();
    handover.lying(
        1,
        _ ->
            handover.dealing(
                1,
                swapped.stream().map(each -> SecretPolynomial.sharing(each, 2, entropy)).toList()));
    assertComplete(handover, DkgFault.OTHER_SECRET);
  }

  @Test
  void escrowSecretsInAnotherOrderPutTheirDealerOut() {
    Handover handover =
        handover()
            .lying(
                1,
                sound -> {
                  List<FeldmanVector> vectors = new ArrayList<>(sound.vectors());
                  vectors.set(3, sound.vectors().get(4));
                  vectors.set(4, sound.vectors().get(3));
                  return new Dealing(vectors, sound.sealingPoint(), sound.proof(), sound.sealed());
                });
    assertComplete(handover, DkgFault.OTHER_SECRET);
  }

  private void assertComplete(Handover handover, DkgFault fault) {
    ResharingOutcome outcome = handover.run();
    assertThat(outcome.holderFaults()).containsOnlyKeys(1).containsEntry(1, fault);
    assertThat(((ResharingOutcome.Complete) outcome).used()).containsExactly(2, 3);
    EscrowThresholdKey held = escrow(key(outcome));
    assertThat(held.key()).isEqualTo(quorum.key());
    assertOpens(
        held, handover.shares().subList(1, 3).stream().map(KeysSideBySideTest::escrow).toList());
  }

  /** A dealing of another ceremony for the same key and people, by its own dealer, is none here. */
  @Test
  @Requirement("D5")
  void aDealingIsWorthNothingInAnotherCeremony() {
    Handover before = handover();
    Dealing kept = before.announce().dealing(holders().getFirst());
    Handover now = handover().lying(1, _ -> kept);
    assertComplete(now, DkgFault.UNPROVEN);
  }

  /** One bit, twice in every scalar and six times in every point: it is no dealing, or a fault. */
  @Test
  @Requirement("D5")
  void everyFieldOfADealingIsExamined() {
    Handover honest = handover().announce();
    Encoder out = new Encoder();
    new ResharingMessage.Redealing(honest.dealing(holders().getFirst())).encode(out);
    byte[] sound = out.toByteArray();
    SortedSet<Integer> survived = new TreeSet<>();
    for (int at = 1; at < sound.length; at += 16) {
      byte[] changed = sound.clone();
      changed[at] ^= 1;
      if (survives(honest, changed)) {
        survived.add(at);
      }
    }
    assertThat(survives(honest, sound)).isTrue();
    assertThat(survived).isEmpty();
  }

  /** Whether the dealing is taken, and no recipient objects to it. */
  private boolean survives(Handover honest, byte[] bytes) {
    ResharingMessage message;
    try {
      Decoder in = new Decoder(ByteString.copyOf(bytes));
      message = ResharingMessage.decode(honest.parameters, in);
      in.end();
    } catch (MalformedInput e) {
      return false;
    }
    ResharingBoard board = new ResharingBoard(honest.parameters);
    honest.recipients.forEach(each -> board.post(each.index(), each.key()));
    board.closeRound();
    if (!board.post(1, message)) {
      assertThat(board.holderFaults()).containsKey(1);
      return false;
    }
    board.closeRound();
    return honest.recipients.stream().allMatch(each -> each.complaints(board, entropy).isEmpty());
  }

  @Test
  void keysInOtherHandsAreNotHandedOnAsOne() {
    SharedKey ofThree =
        SharedKey.of(
            LocalCeremony.run(DkgParameters.forDecryption(name(90), 3, 2, SLOTS), entropy).key());
    SharedKey takesThree =
        SharedKey.of(
            LocalCeremony.run(new DkgParameters(name(91), 4, 3, 1, List.of(Groups.FIRST)), entropy)
                .key());
    SharedKey issuing = SharedKey.of(signing.key().signatureKey());
    for (SharedKey other : List.of(ofThree, takesThree)) {
      assertThatThrownBy(() -> issuing.beside(other)).isInstanceOf(InvariantViolation.class);
    }
    assertThat(SharedKey.of(escrow.key())).isEqualTo(quorum.shared());
    assertThat(both.secrets()).hasSize(ALL);
    assertThat(quorum.shared().beside(issuing)).isNotEqualTo(both);
  }
}
