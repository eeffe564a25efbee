package org.specie.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.ps.PsKeyShare;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.sharing.Lagrange;
import org.specie.ledger.api.block.Genesis;
import org.specie.node.home.DirectoryHome;
import org.specie.node.home.MemoryHome;
import org.specie.node.home.NetworkHome;
import org.specie.quality.requirements.Requirement;

final class FoundingTest {
  private static final NetworkPlan TIERED =
      NetworkPlan.standard(1_000).withProfile(PolicyProfile.BOI);

  private final Random random = new Random(6);

  private Genesis found(NetworkHome home) throws IOException {
    return new Founding(home, NetworkPlan.standard(1_000), random::nextBytes).found(1_000);
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static boolean isSecret(Path path) {
    for (Path name : path) {
      if (name.toString().equals("secrets")) {
        return true;
      }
    }
    return false;
  }

  @Test
  @Requirement("D5")
  void everySecretIsReadableByItsOwnerAlone(@TempDir Path root) throws IOException {
    new Founding(DirectoryHome.at(root), TIERED, random::nextBytes).found(1_000);
    // Four operators, and in folders of their own three registrars and the three other bodies.
    assertThat(files(root.resolve("secrets"))).hasSize(4 * 4);
    List<Path> secrets = files(root).stream().filter(FoundingTest::isSecret).toList();
    assertThat(secrets).hasSize(4 * 4 + 3 * 2 + 3 + 3 * 3 + 3);
    for (Path file : secrets) {
      assertThat(Files.getPosixFilePermissions(file))
          .as("%s", file)
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path folder : all.filter(Files::isDirectory).filter(FoundingTest::isSecret).toList()) {
        assertThat(Files.getPosixFilePermissions(folder))
            .as("%s", folder)
            .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  /** Looks for the whole key, which this test alone puts together, in all that was written. */
  @Test
  @Requirement("D5")
  void theWholeIssuingKeyIsNowhere(@TempDir Path root) throws IOException, MalformedInput {
    DirectoryHome home = DirectoryHome.at(root);
    LedgerConstants ledger = LedgerConstants.of(found(home));
    PsVerificationKey key = ledger.key().key();
    List<List<ByteString>> shares = new ArrayList<>();
    for (int index = 1; index <= 2; index++) {
      shares.add(scalars(home, index, key));
    }
    List<Scalar> lambda = Lagrange.atZero(List.of(1, 2));
    Set<ByteString> secret = new HashSet<>();
    for (int j = 0; j <= key.attributes(); j++) {
      Scalar whole =
          scalar(shares.get(0).get(j))
              .times(lambda.get(0))
              .plus(scalar(shares.get(1).get(j)).times(lambda.get(1)));
      assertThat(G2.GENERATOR.times(whole))
          .isEqualTo(j == 0 ? key.xTilde() : key.yTilde().get(j - 1));
      secret.add(whole.toByteString());
    }
    secret.addAll(shares.get(0));
    secret.addAll(shares.get(1));
    for (Path file : files(root)) {
      ByteString content = ByteString.copyOf(Files.readAllBytes(file));
      for (int at = 0; at + Scalar.SIZE <= content.size(); at++) {
        assertThat(secret.contains(content.slice(at, at + Scalar.SIZE)))
            .as("a piece of the issuing key in %s", file)
            .isFalse();
      }
    }
  }

  private static List<ByteString> scalars(DirectoryHome home, int index, PsVerificationKey key)
      throws IOException, MalformedInput {
    Secret secret = home.secret("operators/" + index, "share-secret").orElseThrow();
    ByteString box =
        home.secret("operators/" + index, "share").orElseThrow().lend(ByteString::copyOf);
    ByteString associated = new Encoder().hash(key.hash()).u16(1).toByteString();
    ByteString plain =
        SecretBox.open(secret, "specie/operator/share", associated, box).orElseThrow();
    assertThat(PsKeyShare.fromSecret(Secret.copyOf(plain.toByteArray())).index()).isEqualTo(index);
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
  void twoFoundingsShareNothing() throws IOException {
    Genesis one = found(new MemoryHome());
    Genesis other = found(new MemoryHome());
    assertThat(one.ledgerName()).isNotEqualTo(other.ledgerName());
    assertThat(one.ledgerId()).isNotEqualTo(other.ledgerId());
  }

  @Test
  void anInterruptedFoundingIsDoneAgain() throws IOException {
    MemoryHome home = new MemoryHome();
    assertThatThrownBy(() -> LocalNetwork.open(home, () -> 1_000, random::nextBytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("create one first");
    home.keep("operators/1", "block-key", Secret.random(32, random::nextBytes));
    NetworkPlan plan = NetworkPlan.standard(1_000);
    LocalNetwork.create(home, plan, () -> 1_000, random::nextBytes).close();
    assertThatThrownBy(() -> LocalNetwork.create(home, plan, () -> 1_000, random::nextBytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("open it");
    LocalNetwork.open(home, () -> 1_000, random::nextBytes).close();
  }

  @Test
  void opensWithNoShareButItsOwn() throws IOException {
    MemoryHome home = new MemoryHome();
    found(home);
    home.keep("operators/2", "share", home.secret("operators/1", "share").orElseThrow());
    assertThatThrownBy(() -> LocalNetwork.open(home, () -> 1_000, random::nextBytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("operators/2");
    home.keep(
        "operators/2", "share-secret", home.secret("operators/1", "share-secret").orElseThrow());
    assertThatThrownBy(() -> LocalNetwork.open(home, () -> 1_000, random::nextBytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("operators/2");
  }
}
