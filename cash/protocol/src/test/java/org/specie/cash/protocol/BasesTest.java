package org.specie.cash.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.quality.requirements.Requirement;

/**
 * 44, breaks 6 and 7 of UTT: there bases were multiples of one point by known factors, and two
 * signatures made a third. Every base here is what RFC 9380 makes of the input and the tag that
 * docs/spec/10 names, computed again in the test; an architecture test forbids other ways.
 */
@Requirement("D2")
final class BasesTest {
  private static final String TAG = "SPECIE-test-ILS-v1-";
  private static final int NAMED = 4;

  private final World world = new World(113);
  private final Suite suite = world.suite;

  private static G1 hashed(String purpose, ByteString input) {
    return G1.hashToCurve(input, ByteString.utf8(TAG + purpose));
  }

  @Test
  void fixedBasesAreHashedUnderTheirPurpose() {
    assertThat(suite.g().point()).isEqualTo(G1.GENERATOR);
    assertThat(suite.value().point()).isEqualTo(hashed("value", ByteString.EMPTY));
    assertThat(suite.eta().point()).isEqualTo(hashed("nullifier", ByteString.EMPTY));
    assertThat(suite.prfKey().point()).isEqualTo(hashed("prf-key", ByteString.EMPTY));
    assertThat(suite.dummyBase()).isEqualTo(hashed("dummy", ByteString.EMPTY));
  }

  /** The bases of the range proof are those that page 03b names, and there are no others. */
  @Test
  void basesOfTheRangeProofAreHashed() {
    Set<G1> expected = new HashSet<>();
    for (int i = 1; i <= 3; i++) {
      expected.add(ranged("bulletproofs++/linear/" + i));
    }
    for (int j = 0; j < 16 + 12 * 5; j++) {
      expected.add(ranged("bulletproofs++/norm/" + j));
    }
    Set<G1> actual = new HashSet<>();
    for (int i = NAMED; i < suite.bases().size(); i++) {
      actual.add(suite.bases().point(i));
    }
    assertThat(actual).isEqualTo(expected);
  }

  private static G1 ranged(String input) {
    return hashed("range", ByteString.utf8(input));
  }

  @Test
  void noTwoFixedBasesAreEqual() {
    Set<G1> distinct = new HashSet<>();
    for (int i = 0; i < suite.bases().size(); i++) {
      distinct.add(suite.bases().point(i));
    }
    assertThat(distinct).hasSize(suite.bases().size());
  }

  @Test
  void basesOfOutputsAreHashesOfWhatIsConsumed() {
    List<ByteString> nullifiers =
        List.of(suite.eta().point().toCompressed(), suite.value().point().toCompressed());
    ByteString consumed =
        new Encoder()
            .text("test")
            .text("ILS")
            .u16(1)
            .u8(Kind.PAY.code())
            .list(nullifiers, Encoder::bytes)
            .toByteString();
    Outputs outputs = Outputs.of(suite, Kind.PAY.code(), nullifiers);
    assertThat(outputs.stateBase(suite))
        .isEqualTo(hashed("issue", new Encoder().fixed(consumed).u8(0).toByteString()));
    assertThat(outputs.coinBase(suite))
        .isEqualTo(hashed("issue", new Encoder().fixed(consumed).u8(1).toByteString()));
  }

  @Test
  void basesOfRequestsAreHashes() {
    Holder ana = world.enrol("ana", 0);
    Scalar pid = ana.keys().pid();
    assertThat(
            SigningRequests.enrolment(suite, ana.enrolment().body(), world.rules.budget(0)).base())
        .isEqualTo(hashed("enrol", pid.toByteString()));
    ByteString id = ByteString.utf8("record");
    assertThat(SigningRequests.issued(suite, id, pid, Amount.ZERO).base())
        .isEqualTo(hashed("issue-record", id));
    assertThat(SigningRequests.dummy(suite).base()).isEqualTo(suite.dummyBase());
  }

  /** Whatever is consumed, in whatever kind and order, has bases and serials of its own. */
  @Test
  void differentInputsHaveDifferentBases() {
    ByteString a = suite.eta().point().toCompressed();
    ByteString b = suite.value().point().toCompressed();
    List<Outputs> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (List<ByteString> nullifiers :
          List.of(List.of(a), List.of(b), List.of(a, b), List.of(b, a))) {
        all.add(Outputs.of(suite, kind.code(), nullifiers));
      }
    }
    Set<G1> bases = new HashSet<>();
    Set<Scalar> serials = new HashSet<>();
    for (Outputs outputs : all) {
      bases.add(outputs.stateBase(suite));
      bases.add(outputs.coinBase(suite));
      serials.add(outputs.stateSerial(suite));
      serials.add(outputs.coinSerial(suite));
    }
    assertThat(bases).hasSize(2 * all.size());
    assertThat(serials).hasSize(2 * all.size());
  }

  /** 36: and so has every ledger, currency and generation. */
  @Test
  void domainsShareNoBaseAndNoTag() {
    Set<G1> bases = new HashSet<>();
    Set<Scalar> tags = new HashSet<>();
    List<Domain> domains =
        List.of(
            new Domain("test", "ILS", 1),
            new Domain("test", "EUR", 1),
            new Domain("other", "ILS", 1),
            new Domain("test", "ILS", 2));
    ByteString nullifier = suite.eta().point().toCompressed();
    for (Domain domain : domains) {
      Suite each = new Suite(domain);
      Outputs outputs = Outputs.of(each, Kind.PAY.code(), List.of(nullifier));
      bases.add(outputs.stateBase(each));
      bases.add(outputs.coinBase(each));
      tags.add(each.coinTag());
      for (int classId = 0; classId < 4; classId++) {
        tags.add(each.stateTag(classId));
      }
    }
    assertThat(bases).hasSize(2 * domains.size());
    assertThat(tags).hasSize(5 * domains.size());
  }
}
