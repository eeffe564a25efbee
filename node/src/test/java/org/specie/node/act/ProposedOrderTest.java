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
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.state.ClassRecord;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.LocalNetwork;
import org.specie.node.NetworkPlan;
import org.specie.node.home.MemoryHome;
import org.specie.node.role.Body;
import org.specie.quality.requirements.Requirement;

/**
 * Registrars' orders on their way through the hands that sign them.
 * docs/spec/13-refunds-and-classes.md, clause 13.21.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Requirement("D9")
final class ProposedOrderTest {
  private static final long START = 1_000_000;
  private static final int BUSINESS = 1;
  private static final ClassRecord ENROLLED = new ClassRecord(0, 0, 1);

  private final Random random = new Random(13);
  private final Entropy entropy = random::nextBytes;
  private final MemoryHome home = new MemoryHome();
  @TempDir private Path directory;
  private LocalNetwork network;
  private Policy policy;
  private int files;

  @BeforeAll
  void found() throws IOException {
    network =
        LocalNetwork.create(
            home, NetworkPlan.standard(START).withOperators(1), () -> START, entropy);
    policy = network.ledger().firstPolicy();
  }

  @AfterAll
  void close() throws IOException {
    network.close();
  }

  private Domain domain() {
    return network.ledger().suite().domain();
  }

  private Hash32 here() {
    return network.ledger().ledgerId();
  }

  private ProposedOrder propose(long number, int classId) {
    return new ProposedOrder(
        here(), domain(), new ClassOrder(G1.GENERATOR, number, classId, 100), List.of());
  }

  private Ed25519SecretKey key(Body body, int index) throws IOException {
    return body.member(home, index).key();
  }

  private ProposedOrder sign(ProposedOrder order, int... registrars) throws IOException {
    ProposedOrder signed = order;
    for (int index : registrars) {
      Ed25519SecretKey key = key(Body.REGISTRARS, index);
      signed = signed.signedBy(ProposedOrder.seat(policy, key.publicKey()).orElseThrow(), key);
    }
    return signed;
  }

  private Verdict examine(ProposedOrder order) {
    return order.examine(here(), policy, Optional.of(ENROLLED), 1);
  }

  /** Through a file, as it is handed on. */
  private ProposedOrder handedOn(ProposedOrder order) throws IOException, MalformedInput {
    Path file = directory.resolve("order-" + files++);
    order.write(file);
    ProposedOrder read = ProposedOrder.read(file, domain());
    assertThat(read).isEqualTo(order);
    return read;
  }

  @Test
  void enoughRegistrarsDecideInAnyOrderAndInCopies() throws IOException, MalformedInput {
    ProposedOrder order = handedOn(propose(1, BUSINESS));
    assertThat(examine(order).isAccepted()).isTrue();
    ProposedOrder one = handedOn(sign(order, 2));
    ProposedOrder other = handedOn(sign(order, 0));
    assertThat(examine(one).isAccepted()).isTrue();
    assertThat(one.isDecided(policy)).isFalse();
    ProposedOrder both = handedOn(one.merged(other));
    assertThat(both.signers()).containsExactly(0, 2);
    assertThat(both.isDecided(policy)).isTrue();
    assertThat(both).isEqualTo(sign(order, 2, 0));
    assertThat(both.approvals()).hasSize(2);
    assertThat(one.isSame(propose(2, BUSINESS))).isFalse();
  }

  @Test
  void nobodyButRegistrarsHasASeat() throws IOException {
    assertThat(ProposedOrder.seat(policy, key(Body.REGISTRARS, 1).publicKey())).contains(1);
    assertThat(ProposedOrder.seat(policy, key(Body.COMMITTEE, 1).publicKey())).isEmpty();
  }

  @Test
  void refusesWhatCannotBeCarriedOut() throws IOException {
    ProposedOrder order = sign(propose(1, BUSINESS), 0, 1);
    assertThat(order.examine(Hash32.ZERO, policy, Optional.of(ENROLLED), 1))
        .isEqualTo(Verdict.refused(OrderReason.OTHER_LEDGER));
    assertThat(order.examine(here(), policy, Optional.empty(), 1))
        .isEqualTo(Verdict.refused(OrderReason.NOT_ENROLLED));
    assertThat(order.examine(here(), policy, Optional.of(ENROLLED), 100).isAccepted()).isTrue();
    assertThat(order.examine(here(), policy, Optional.of(ENROLLED), 101))
        .isEqualTo(Verdict.refused(PrivateReason.NOT_CURRENT));
    assertThat(order.examine(here(), policy, Optional.of(new ClassRecord(1, 1, 9)), 1))
        .isEqualTo(Verdict.refused(PrivateReason.CLASS_NUMBER));
    assertThat(examine(propose(2, BUSINESS)))
        .isEqualTo(Verdict.refused(PrivateReason.CLASS_NUMBER));
    assertThat(examine(propose(1, policy.classes().size())))
        .isEqualTo(Verdict.refused(PrivateReason.UNKNOWN_CLASS));
  }

  /** A signature counts for its order, its domain and its registrar, once. */
  @Test
  void refusesSignaturesOfOthersOnOthersOrTwice() throws IOException {
    ProposedOrder order = propose(1, BUSINESS);
    KeyQuorum.Signature first = sign(order, 0).signatures().getFirst();
    KeyQuorum.Signature second = sign(order, 1).signatures().getFirst();
    KeyQuorum.Signature foreign = sign(propose(1, 0), 0).signatures().getFirst();
    ProposedOrder elsewhere =
        new ProposedOrder(here(), new Domain("other", "ILS", 1), order.order(), List.of());
    KeyQuorum.Signature abroad = sign(elsewhere, 0).signatures().getFirst();
    for (List<KeyQuorum.Signature> wrong :
        List.of(
            List.of(first, first),
            List.of(second, first),
            List.of(foreign),
            List.of(abroad),
            List.of(new KeyQuorum.Signature(1, first.bytes())),
            List.of(new KeyQuorum.Signature(policy.registrars().keys().size(), first.bytes())))) {
      ProposedOrder forged = new ProposedOrder(here(), domain(), order.order(), wrong);
      assertThat(examine(forged)).isEqualTo(Verdict.refused(OrderReason.FORGED));
      assertThat(forged.isDecided(policy)).isFalse();
    }
  }

  /** Whatever digit of a signed file is changed, it is no order, or not one to be signed. */
  @Test
  void oneChangedDigitAnywhereIsNoticed() throws IOException {
    Path file = directory.resolve("signed");
    sign(propose(1, BUSINESS), 0, 1).write(file);
    String text = Files.readString(file);
    int from = text.indexOf("ledger");
    for (int at = from; at < text.length(); at++) {
      char was = text.charAt(at);
      Files.writeString(
          file, text.substring(0, at) + (was == '0' ? '1' : '0') + text.substring(at + 1));
      boolean isAccepted;
      try {
        isAccepted = examine(ProposedOrder.read(file, domain())).isAccepted();
      } catch (MalformedInput e) {
        isAccepted = false;
      }
      assertThat(isAccepted).as("character %d, %s", at - from, was).isFalse();
    }
  }

  @Test
  void whatIsNoOrderIsSaidToBeNone() throws IOException {
    Path file = directory.resolve("none");
    for (String text :
        List.of(
            "",
            "no names",
            "ledger = 12\norder = 00\n",
            "ledger = " + "00".repeat(32) + "\norder = zz\n",
            "ledger = " + "00".repeat(32) + "\norder = 02\n",
            "ledger = " + "00".repeat(32) + "\norder = " + "00".repeat(5_000) + "\n")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> ProposedOrder.read(file, domain()))
          .isInstanceOf(MalformedInput.class);
    }
  }
}
