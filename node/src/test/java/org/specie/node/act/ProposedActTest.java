package org.specie.node.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.OrdinaryReason;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.query.LedgerGateway.Outcome;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.protocol.PrivateReason;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.LocalNetwork;
import org.specie.node.NetworkPlan;
import org.specie.node.home.MemoryHome;
import org.specie.node.role.Body;
import org.specie.quality.requirements.Requirement;

/**
 * Acts as files: what is signed, by whom, and what is refused. docs/spec/21-application.md, 5.6.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProposedActTest {
  private static final long START = 1_000_000;
  private static final Act ISSUE =
      new Act.IssueOrdinary(new Address(ByteString.hex("11".repeat(20))), Amount.parse("12.00"));
  private static final Hash32 NAME = Hash32.sha256(ByteString.utf8("a payment"));

  private final Random random = new Random(12);
  private final Entropy entropy = random::nextBytes;
  private final MemoryHome home = new MemoryHome();
  @TempDir private Path directory;
  private LocalNetwork network;
  private Policy policy;
  private int files;

  @BeforeAll
  void found() throws IOException {
    NetworkPlan plan = NetworkPlan.standard(START).withOperators(1).withProfile(PolicyProfile.BOI);
    network = LocalNetwork.create(home, plan, () -> START, entropy);
    policy = network.ledger().firstPolicy();
  }

  @AfterAll
  void close() throws IOException {
    network.close();
  }

  private Hash32 here() {
    return network.ledger().ledgerId();
  }

  private ProposedAct propose(Act act) {
    return ProposedAct.of(here(), act, 100, entropy);
  }

  private Ed25519SecretKey key(Body body, int index) throws IOException {
    return body.member(home, index).key();
  }

  private ProposedAct sign(ProposedAct act, Body body, int... members) throws IOException {
    ProposedAct signed = act;
    for (int index : members) {
      Ed25519SecretKey key = key(body, index);
      signed = signed.signedBy(signed.seat(policy, key.publicKey()).orElseThrow(), key);
    }
    return signed;
  }

  /** Through a file, as it is handed on. */
  private ProposedAct handedOn(ProposedAct act) throws IOException, MalformedInput {
    Path file = directory.resolve("act-" + files++);
    act.write(file);
    return ProposedAct.read(file, network.ledger().suite());
  }

  private Recorded submit(ProposedAct act) throws IOException {
    return ((Outcome.Final) network.gateway().submit(CashTransaction.of(act.act()).encode()))
        .recorded();
  }

  @Test
  @Requirement({"D14", "U10"})
  void theLedgerAppliesWhatEnoughMembersSigned() throws IOException, MalformedInput {
    ProposedAct act = handedOn(propose(ISSUE));
    assertThat(act.isDecided(policy)).isFalse();
    act = handedOn(sign(act, Body.COMMITTEE, 2));
    assertThat(act.examine(here(), policy, 1).isAccepted()).isTrue();
    assertThat(act.isDecided(policy)).isFalse();
    assertThat(network.gateway().submit(CashTransaction.of(act.act()).encode()))
        .isEqualTo(new Outcome.NotAdmitted(OrdinaryReason.COMMITTEE_SIGNATURES));
    act = handedOn(sign(act, Body.COMMITTEE, 0));
    assertThat(act.signers()).containsExactly(0, 2);
    assertThat(act.isDecided(policy)).isTrue();
    assertThat(submit(act).code()).isZero();
  }

  @Test
  @Requirement("U10")
  void copiesSignedApartCount() throws IOException, MalformedInput {
    ProposedAct act = propose(new Act.DestroyOrdinary(Amount.parse("1.00")));
    ProposedAct one = handedOn(sign(act, Body.COMMITTEE, 1));
    ProposedAct two = handedOn(sign(act, Body.COMMITTEE, 0, 1));
    assertThat(one.isSame(two)).isTrue();
    assertThat(one.merged(two).signers()).containsExactly(0, 1);
    assertThat(one.merged(two).isDecided(policy)).isTrue();
    assertThat(one.isSame(propose(new Act.DestroyOrdinary(Amount.parse("1.00"))))).isFalse();
  }

  @Test
  @Requirement({"D13", "D31"})
  void everyBodySignsItsOwnActsAlone() throws IOException {
    for (Act act : List.of(new Act.VetoEntry(NAME), new Act.ClearEntry(NAME))) {
      assertSeats(act, Body.AUDITORS, List.of(Body.COMMITTEE, Body.AUTHORITIES));
    }
    assertSeats(
        new Act.OrderOpening(NAME, NAME), Body.AUTHORITIES, List.of(Body.COMMITTEE, Body.AUDITORS));
    for (Act act :
        List.of(ISSUE, new Act.DestroyOrdinary(Amount.ZERO), new Act.SetPolicy(policy, 9))) {
      assertSeats(act, Body.COMMITTEE, List.of(Body.AUDITORS, Body.AUTHORITIES));
    }
  }

  private void assertSeats(Act act, Body decides, List<Body> others) throws IOException {
    ProposedAct proposed = propose(act);
    for (int index = 0; index < 3; index++) {
      assertThat(proposed.seat(policy, key(decides, index).publicKey())).contains(index);
      for (Body other : others) {
        assertThat(proposed.seat(policy, key(other, index).publicKey())).isEmpty();
      }
    }
  }

  @Test
  void anotherLedgerATooLateOneAndOneNobodyDecidesAreRefused() throws IOException {
    ProposedAct act = sign(propose(ISSUE), Body.COMMITTEE, 0, 1);
    assertThat(act.examine(NAME, policy, 1)).isEqualTo(Verdict.refused(ActReason.OTHER_LEDGER));
    assertThat(act.examine(here(), policy, 100).isAccepted()).isTrue();
    assertThat(act.examine(here(), policy, 101)).isEqualTo(Verdict.refused(OrdinaryReason.EXPIRED));
    ProposedAct veto = propose(new Act.VetoEntry(NAME));
    Policy without = policy.withLimits(policy.tierOneLimit(), Optional.empty());
    assertThat(veto.examine(here(), without, 1))
        .isEqualTo(Verdict.refused(PrivateReason.TIER_NOT_OFFERED));
    assertThat(veto.isDecided(without)).isFalse();
  }

  /** The same two signatures under another name of the ledger, or on another act, are worthless. */
  @Test
  void signaturesFitNoOtherLedgerAndNoOtherAct() throws IOException {
    ProposedAct act = sign(propose(ISSUE), Body.COMMITTEE, 0, 1);
    ProposedAct elsewhere = new ProposedAct(NAME, act.act());
    assertThat(elsewhere.examine(NAME, policy, 1)).isEqualTo(Verdict.refused(ActReason.FORGED));
    ProposedAct other =
        new ProposedAct(here(), propose(ISSUE).act().statement().with(act.act().signatures()));
    assertThat(other.examine(here(), policy, 1)).isEqualTo(Verdict.refused(ActReason.FORGED));
    assertThat(other.isDecided(policy)).isFalse();
  }

  @Test
  void aSignatureTwiceUnderTwoPlacesOrOfAStrangerIsForged() throws IOException {
    CommitteeAct.Statement statement = propose(ISSUE).act().statement();
    KeyQuorum.Signature first = statement.sign(here(), 0, key(Body.COMMITTEE, 0));
    for (List<KeyQuorum.Signature> wrong :
        List.of(
            List.of(first, first),
            List.of(first, new KeyQuorum.Signature(1, first.bytes())),
            List.of(statement.sign(here(), 1, key(Body.COMMITTEE, 1)), first),
            List.of(first, statement.sign(here(), 1, key(Body.AUDITORS, 1))),
            List.of(statement.sign(here(), 3, key(Body.COMMITTEE, 2))))) {
      ProposedAct act = new ProposedAct(here(), statement.with(wrong));
      assertThat(act.examine(here(), policy, 1)).isEqualTo(Verdict.refused(ActReason.FORGED));
      assertThat(act.isDecided(policy)).isFalse();
    }
  }

  /** Whatever byte of a signed file is changed, it is no act, or not one that may be signed. */
  @Test
  void oneChangedDigitAnywhereIsNoticed() throws IOException {
    Path file = directory.resolve("signed");
    sign(propose(ISSUE), Body.COMMITTEE, 0, 1).write(file);
    String text = Files.readString(file);
    int from = text.indexOf("ledger");
    for (int at = from; at < text.length(); at++) {
      char was = text.charAt(at);
      Files.writeString(
          file, text.substring(0, at) + (was == '0' ? '1' : '0') + text.substring(at + 1));
      boolean isAccepted;
      try {
        isAccepted =
            ProposedAct.read(file, network.ledger().suite())
                .examine(here(), policy, 1)
                .isAccepted();
      } catch (MalformedInput e) {
        isAccepted = false;
      }

      assertThat(isAccepted).as("character %d, %s", at - from, was).isFalse();
    }
  }

  @Test
  void whatIsNoActIsSaidToBeNone() throws IOException {
    Path file = directory.resolve("none");
    for (String text :
        List.of(
            "",
            "\u00ff\u00fe",
            "no names",
            "ledger = 12\nact = 03\n",
            "ledger = " + "00".repeat(32) + "\nact = zz\n",
            "ledger = " + "00".repeat(32) + "\nact = 02\n",
            "ledger = " + "00".repeat(32) + "\nact = " + "03".repeat(200_000) + "\n")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> ProposedAct.read(file, network.ledger().suite()))
          .isInstanceOf(MalformedInput.class);
    }
    assertThatThrownBy(
            () -> ProposedAct.read(directory.resolve("missing"), network.ledger().suite()))
        .isInstanceOf(IOException.class);
  }
}
