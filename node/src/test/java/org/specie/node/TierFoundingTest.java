package org.specie.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.sharing.Lagrange;
import org.specie.ledger.api.block.Genesis;
import org.specie.node.home.DirectoryHome;
import org.specie.node.home.MemoryHome;
import org.specie.node.home.NetworkHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.Replica;
import org.specie.node.replica.ReplicaFolder;
import org.specie.node.replica.ReplicatedFounding;
import org.specie.node.role.Body;
import org.specie.node.role.MemberFolder;
import org.specie.quality.requirements.Requirement;

/** A network that is founded with auditors, authorities and their keys. */
final class TierFoundingTest {
  private static final long START = TestNetwork.START;

  private final Random random = new Random(8);

  private TierPolicy found(NetworkHome home, NetworkPlan plan) throws IOException, MalformedInput {
    Genesis genesis = new Founding(home, plan, random::nextBytes).found(START);
    return LedgerConstants.of(genesis).firstPolicy().tiers().orElseThrow();
  }

  @Test
  @Requirement({"D14", "D32"})
  void theGenesisSaysWhatTheProfileSays() throws IOException, MalformedInput {
    for (PolicyProfile profile : PolicyProfile.SHIPPED) {
      TierPolicy tiers = found(new MemoryHome(), NetworkPlan.standard(START).withProfile(profile));
      assertThat(tiers.tierTwoLimit()).isEqualTo(profile.tierTwoLimit());
      assertThat(tiers.delaySeconds()).isEqualTo(profile.delayHours() * 3600);
      assertThat(tiers.claimSeconds()).isEqualTo(profile.claimHours() * 3600);
      assertThat(tiers.silenceReleases()).isEqualTo(profile.silenceReleases());
      assertThat(tiers.auditors().required()).isEqualTo(profile.approvals().of(3));
      assertThat(tiers.authorities().required()).isEqualTo(2);
      // Whatever number approves, more than half of the auditors open.
      assertThat(tiers.auditorsKey().threshold()).isEqualTo(2);
      assertThat(tiers.operatorsKey().threshold()).isEqualTo(2);
      assertThat(tiers.operatorsKey().members()).isEqualTo(4);
      assertThat(tiers.isConsistent()).isTrue();
    }
  }

  @Test
  void anyNumberOfAuditorsFoundsAKey() throws IOException, MalformedInput {
    for (int count : new int[] {1, 2, 5, 6}) {
      NetworkPlan plan =
          NetworkPlan.standard(START)
              .withOperators(1)
              .withTiers(NetworkPlan.Tiers.of(PolicyProfile.STRICT, count, count));
      TierPolicy tiers = found(new MemoryHome(), plan);
      assertThat(tiers.auditors().required()).isEqualTo(count);
      assertThat(tiers.auditorsKey().threshold()).isEqualTo(count / 2 + 1);
      assertThat(tiers.authorities().required()).isEqualTo(count / 2 + 1);
      assertThat(tiers.isConsistent()).isTrue();
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** Looks for both whole keys, which this test alone puts together, in all that was written. */
  @Test
  @Requirement("D5")
  void noEscrowKeyIsWholeAnywhere(@TempDir Path root) throws IOException, MalformedInput {
    DirectoryHome home = DirectoryHome.at(root);
    TierPolicy tiers = found(home, NetworkPlan.standard(START).withProfile(PolicyProfile.BOI));
    Set<ByteString> secret = new HashSet<>();
    secret.addAll(
        whole(
            tiers.auditorsKey(),
            scalars(home.apart("auditor-1"), "member", tiers.auditorsKey()),
            scalars(home.apart("auditor-2"), "member", tiers.auditorsKey())));
    secret.addAll(
        whole(
            tiers.operatorsKey(),
            scalars(home, "operators/1", tiers.operatorsKey()),
            scalars(home, "operators/2", tiers.operatorsKey())));
    assertThat(secret).hasSize(2 * 3 * 3);
    for (Path file : files(root)) {
      ByteString content = ByteString.copyOf(Files.readAllBytes(file));
      for (int at = 0; at + Scalar.SIZE <= content.size(); at++) {
        assertThat(secret.contains(content.slice(at, at + Scalar.SIZE)))
            .as("a piece of an escrow key in %s", file)
            .isFalse();
      }
    }
  }

  /** The three secrets of {@code key} and the shares they were made of. */
  private static Set<ByteString> whole(
      EscrowThresholdKey key, List<ByteString> first, List<ByteString> second)
      throws MalformedInput {
    List<Scalar> lambda = Lagrange.atZero(List.of(1, 2));
    Set<ByteString> all = new HashSet<>();
    for (int slot = 0; slot < 3; slot++) {
      Scalar sum =
          scalar(first.get(slot))
              .times(lambda.get(0))
              .plus(scalar(second.get(slot)).times(lambda.get(1)));
      assertThat(G1.GENERATOR.times(sum)).isEqualTo(key.key().slots().get(slot));
      all.add(sum.toByteString());
    }
    all.addAll(first);
    all.addAll(second);
    return all;
  }

  private static List<ByteString> scalars(NetworkHome home, String party, EscrowThresholdKey key)
      throws IOException {
    Secret secret = home.secret(party, "share-secret").orElseThrow();
    ByteString box = home.secret(party, "escrow-share").orElseThrow().lend(ByteString::copyOf);
    ByteString associated = new Encoder().hash(key.key().hash()).toByteString();
    ByteString plain = SecretBox.open(secret, "specie/escrow/share", associated, box).orElseThrow();
    List<ByteString> scalars = new ArrayList<>();
    for (int at = 4; at < plain.size(); at += Scalar.SIZE) {
      scalars.add(plain.slice(at, at + Scalar.SIZE));
    }
    return scalars;
  }

  private static Scalar scalar(ByteString bytes) throws MalformedInput {
    return Scalar.decode(new Decoder(bytes));
  }

  @Test
  @Requirement({"D5", "D31"})
  void everyMemberHasAFolderWithNothingButItsOwn(@TempDir Path root)
      throws IOException, MalformedInput {
    TierPolicy tiers =
        found(DirectoryHome.at(root), NetworkPlan.standard(START).withProfile(PolicyProfile.BOI));
    for (int index = 0; index < 3; index++) {
      Path auditor = root.resolve("auditor-" + (index + 1));
      assertThat(files(auditor))
          .extracting(file -> auditor.relativize(file).toString())
          .containsExactlyInAnyOrder(
              "secrets/member/key", "secrets/member/share-secret", "secrets/member/escrow-share");
      MemberFolder taken = MemberFolder.at(auditor);
      assertThat(taken.key().publicKey()).isEqualTo(tiers.auditors().keys().get(index));
      assertThat(taken.share(tiers.auditorsKey()).index()).isEqualTo(index + 1);
      Path authority = root.resolve("authority-" + (index + 1));
      assertThat(files(authority)).hasSize(1);
      assertThat(MemberFolder.at(authority).key().publicKey())
          .isEqualTo(tiers.authorities().keys().get(index));
    }
  }

  @Test
  void aShareOpensUnderItsOwnKeyAndSecretAlone() throws IOException, MalformedInput {
    MemoryHome home = new MemoryHome();
    NetworkPlan plan = NetworkPlan.standard(START).withProfile(PolicyProfile.BOI);
    TierPolicy tiers = found(home, plan);
    TierPolicy others = found(new MemoryHome(), plan);
    MemberFolder one = Body.AUDITORS.member(home, 0);
    for (EscrowThresholdKey foreign :
        List.of(others.auditorsKey(), tiers.operatorsKey(), others.operatorsKey())) {
      assertThatThrownBy(() -> one.share(foreign))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is of another key");
    }
    NetworkHome two = home.apart("auditor-2");
    two.keep(
        "member",
        "escrow-share",
        home.apart("auditor-1").secret("member", "escrow-share").orElseThrow());
    assertThatThrownBy(() -> Body.AUDITORS.member(home, 1).share(tiers.auditorsKey()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not open");
    assertThatThrownBy(() -> Body.AUTHORITIES.member(home, 0).share(tiers.auditorsKey()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("authority-1");
  }

  /** One changed byte, the box of another, or none: the network does not open, and says why. */
  @Test
  @Requirement("D5")
  void aNetworkOpensWithNoEscrowShareButItsOperators() throws IOException, MalformedInput {
    MemoryHome home = new MemoryHome();
    found(home, NetworkPlan.standard(START).withProfile(PolicyProfile.BOI));
    Secret mine = home.secret("operators/2", "escrow-share").orElseThrow();
    Secret mySecret = home.secret("operators/2", "share-secret").orElseThrow();
    byte[] damaged = mine.lend(byte[]::clone);
    damaged[damaged.length / 2] ^= 1;
    home.keep("operators/2", "escrow-share", Secret.copyOf(damaged));
    refusesToOpen(home, "does not open");
    home.keep(
        "operators/2", "escrow-share", home.secret("operators/1", "escrow-share").orElseThrow());
    refusesToOpen(home, "does not open");
    home.keep("operators/2", "share", home.secret("operators/1", "share").orElseThrow());
    home.keep(
        "operators/2", "share-secret", home.secret("operators/1", "share-secret").orElseThrow());
    refusesToOpen(home, "operators/2");
    home.keep("operators/2", "escrow-share", mine);
    home.keep("operators/2", "share-secret", mySecret);
    assertThatThrownBy(() -> Operators.escrowShare(home, 2, tiersOfAnother().operatorsKey()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("operators/2");
  }

  private TierPolicy tiersOfAnother() throws IOException, MalformedInput {
    return found(new MemoryHome(), NetworkPlan.standard(START).withProfile(PolicyProfile.BOI));
  }

  private void refusesToOpen(MemoryHome home, String why) {
    assertThatThrownBy(() -> LocalNetwork.open(home, () -> START, random::nextBytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("operators/2")
        .hasMessageContaining(why);
  }

  @Test
  void timesAreWhatAPlanSays() throws IOException, MalformedInput {
    TierPolicy tiers = found(new MemoryHome(), TestNetwork.tiered(PolicyProfile.BOI, 5, 60));
    assertThat(tiers.delaySeconds()).isEqualTo(5);
    assertThat(tiers.claimSeconds()).isEqualTo(60);
    assertThat(tiers.tierTwoLimit()).isEqualTo(Amount.parse("5000.00"));
  }

  /** Replicas: each has its own share of the operators' key in its own folder, and starts by it. */
  @Test
  @Requirement({"D5", "D31"})
  void aReplicaStartsWithItsOwnShareAlone(@TempDir Path root) throws IOException, MalformedInput {
    NetworkDescription network =
        new ReplicatedFounding(
                root,
                NetworkPlan.standard(START).withProfile(PolicyProfile.BOI),
                () -> START,
                random::nextBytes)
            .found("127.0.0.1", 0);
    TierPolicy tiers = LedgerConstants.of(network.genesis()).firstPolicy().tiers().orElseThrow();
    List<ReplicaFolder> folders = new ArrayList<>();
    for (int index = 1; index <= 4; index++) {
      ReplicaFolder folder = ReplicaFolder.read(root.resolve("replica-" + index));
      folders.add(folder);
      assertThat(
              Operators.escrowShare(folder.home(), index, tiers.operatorsKey())
                  .orElseThrow()
                  .index())
          .isEqualTo(index);
    }
    assertThat(MemberFolder.at(root.resolve("auditor-3")).share(tiers.auditorsKey()).index())
        .isEqualTo(3);
    DirectoryHome second = folders.get(1).home();
    second.keep(
        "operators/2",
        "escrow-share",
        folders.get(0).home().secret("operators/1", "escrow-share").orElseThrow());
    assertThatThrownBy(() -> Replica.open(folders.get(1), () -> START, random::nextBytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("operators/2");
  }
}
