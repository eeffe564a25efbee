package org.specie.ledger.transport.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.specie.kernel.core.ByteString;
import org.specie.ledger.transport.Parties;
import org.specie.ledger.transport.TransportReason;
import org.specie.ledger.transport.identity.PeerName;
import org.specie.ledger.transport.peer.Operators.Operator;
import org.specie.quality.requirements.Requirement;

/** Operators among themselves. */
@Timeout(120)
class PeerNetworkTest {
  private static ByteString frame(int number) {
    return ByteString.utf8("frame " + number);
  }

  @Test
  @Requirement("E12")
  void linksEachOperatorWithEachOtherOnce() throws IOException {
    try (Operators operators = Operators.start(4)) {
      operators.awaitMesh();

      for (Operator operator : operators.all) {
        Parties.await("three links were announced", () -> operator.hearing().connects.get() == 3);
        assertThat(operator.network().counters().live()).isEqualTo(3);
      }
      assertThat(operators.get(0).network().counters().dialled()).isEqualTo(3);
      assertThat(operators.get(3).network().counters().accepted()).isEqualTo(3);
    }
  }

  @Test
  void deliversFramesInOrderWithTheirSender() throws IOException {
    try (Operators operators = Operators.start(3)) {
      operators.awaitMesh();
      Operator to = operators.get(1);
      List<ByteString> sent = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        ByteString frame = i % 100 == 7 ? ByteString.copyOf(new byte[300_000 + i]) : frame(i);
        sent.add(frame);
        Parties.await("there is room", () -> operators.get(0).network().offer(to.name(), frame));
        assertThat(operators.get(2).network().offer(to.name(), frame(-i))).isTrue();
      }
      Parties.await("all frames are there", () -> to.hearing().frames.size() == 1000);

      PeerName zero = operators.get(0).name();
      assertThat(to.hearing().frames)
          .filteredOn(received -> received.peer().equals(zero))
          .extracting(Hearing.Received::frame)
          .isEqualTo(sent);
    }
  }

  @Test
  void closingLeavesNoLinkAndTellsEverybody() throws IOException {
    Operators operators = Operators.start(3);
    operators.awaitMesh();
    operators.get(0).network().close();
    operators.get(0).network().close();

    assertThat(operators.get(0).network().counters().live()).isZero();
    assertThat(operators.get(0).hearing().goodbyes)
        .containsExactly(TransportReason.CLOSED_HERE, TransportReason.CLOSED_HERE);
    assertThat(operators.get(0).network().offer(operators.get(1).name(), frame(1))).isFalse();
    Parties.await("the others know", () -> operators.get(1).network().live().size() == 1);
    operators.close();
  }

  @Test
  void linksAgainWithWhoeverComesBack() throws IOException {
    try (Operators operators = Operators.start(3)) {
      operators.awaitMesh();
      for (int i : List.of(0, 2)) {
        Operator gone = operators.get(i);
        int port = gone.network().port();
        gone.network().close();
        Parties.await("the others know", () -> operators.get(1).network().live().size() == 1);

        operators.all.remove(gone);
        operators.add(gone.identity(), Operators.QUICK, port).network();
        operators.all.add(i, operators.all.removeLast());
        operators.get(i).network().replaceDirectory(operators.directory());
        operators.awaitMesh();
      }
    }
  }

  @Test
  @Requirement("D6")
  void refusesAnOperatorThatIsNotInTheDirectory() throws IOException {
    try (Operators operators = Operators.start(2)) {
      operators.awaitMesh();
      Operator stranger = operators.add("an operator nobody knows", Operators.QUICK);
      stranger.network().replaceDirectory(operators.directory());
      Operator member = operators.get(1);

      Parties.await(
          "the stranger was refused",
          () -> member.network().counters().ended(TransportReason.NOT_IN_DIRECTORY) > 0);
      Parties.await(
          "the stranger was told",
          () -> stranger.network().counters().ended(TransportReason.NOT_IN_DIRECTORY) > 0);
      assertThat(stranger.network().live()).isEmpty();
      assertThat(stranger.hearing().connects).hasValue(0);
      assertThat(member.network().live()).containsExactly(operators.get(0).name());
    }
  }

  @Test
  @Requirement("E24")
  void followsTheDirectoryWhileFramesFlow() throws IOException {
    try (Operators operators = Operators.start(3)) {
      operators.awaitMesh();
      Operator leaving = operators.get(2);
      Operator zero = operators.get(0);
      Operator one = operators.get(1);
      PeerDirectory without = PeerDirectory.of(List.of(zero.entry(), one.entry()));
      PeerDirectory with = operators.directory();
      int sent = 0;
      for (int change = 0; change < 6; change++) {
        PeerDirectory directory = change % 2 == 0 ? without : with;
        int expected = change % 2 == 0 ? 1 : 2;
        for (int i = 0; i < 100; i++) {
          assertThat(zero.network().offer(one.name(), frame(sent++))).isTrue();
          zero.network().offer(leaving.name(), frame(i));
        }
        zero.network().replaceDirectory(directory);
        one.network().replaceDirectory(directory);
        Parties.await(
            "the directory is followed",
            () ->
                zero.network().live().size() == expected
                    && one.network().live().size() == expected);
      }
      int all = sent;
      Parties.await(
          "no frame between those who stay is lost",
          () ->
              one.hearing().frames.stream().filter(r -> r.peer().equals(zero.name())).count()
                  == all);
      assertThat(zero.hearing().goodbyes).contains(TransportReason.NOT_IN_DIRECTORY);
      assertThat(new TreeSet<>(one.hearing().goodbyes))
          .isSubsetOf(
              Set.of(
                  TransportReason.NOT_IN_DIRECTORY,
                  TransportReason.PEER_CLOSED,
                  TransportReason.BROKEN));
    }
  }

  @Test
  @Requirement("E25")
  void dropsARevokedOperatorAndLetsItBackWithANewCertificate() throws IOException {
    try (Operators operators = Operators.start(3)) {
      operators.awaitMesh();
      Operator revoked = operators.get(2);
      var list =
          operators.authority.revoke(
              Optional.empty(), Set.of(revoked.identity().fields().serial()), Parties.CLOCK);
      for (int i = 0; i < 2; i++) {
        Parties.accepted(operators.get(i).trust().replaceRevocations(list));
      }
      Parties.await("the revoked operator has no link", () -> revoked.network().live().isEmpty());
      Parties.await(
          "the others say why",
          () -> operators.get(0).hearing().goodbyes.contains(TransportReason.CERTIFICATE_REVOKED));
      Parties.await(
          "and gets none",
          () ->
              operators.get(0).network().counters().ended(TransportReason.CERTIFICATE_REVOKED) > 2);

      revoked
          .network()
          .replaceIdentity(Parties.operator(operators.authority, revoked.name().text()));
      operators.awaitMesh();
    }
  }
}
