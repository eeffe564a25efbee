package org.specie.node.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.node.NetworkPlan;
import org.specie.node.ResourceStack;
import org.specie.node.resharing.ShareVault;

/** What becomes of the shares of a founding at a replica's first start. Spec 27, 8.6 and 8.7. */
class OfficeVaultTest {
  private static final long START = 1_000_000;

  @TempDir Path root;
  private final Random random = new Random(17);
  private LedgerConstants ledger;
  private Path replica;
  private Path shares;

  @BeforeEach
  void found() throws IOException, MalformedInput {
    NetworkPlan plan = NetworkPlan.standard(START).withProfile(PolicyProfile.BOI);
    Path network = root.resolve("network");
    NetworkDescription made =
        new ReplicatedFounding(network, plan, () -> START, random::nextBytes).found("127.0.0.1", 0);
    ledger = LedgerConstants.of(made.genesis());
    replica = network.resolve(made.replicas().getFirst().folder());
    shares = replica.resolve("secrets/operators/1");
  }

  /** Whether both shares of the founding are in the vault after a start. */
  private boolean hasBoth() throws IOException {
    ResourceStack resources = new ResourceStack();
    try {
      ShareVault vault =
          Office.vault(ReplicaFolder.read(replica), ledger, random::nextBytes, resources);
      return vault.of(0).isPresent() && vault.escrow(0).isPresent();
    } finally {
      resources.close();
    }
  }

  @Test
  void bothAreTakenOverAndTheirFilesAreGone() throws IOException {
    assertThat(shares.resolve("share")).exists();
    assertThat(shares.resolve("escrow-share")).exists();
    assertThat(hasBoth()).isTrue();
    assertThat(shares.resolve("share")).doesNotExist();
    assertThat(shares.resolve("escrow-share")).doesNotExist();
    assertThat(hasBoth()).isTrue();
  }

  /** Nothing else has it, so a replica that cannot use it must not be the one that ends it. */
  @Test
  void theEscrowShareStaysWhereItIsWhenTheOtherIsLost() throws IOException {
    Files.delete(shares.resolve("share"));
    assertThat(hasBoth()).isFalse();
    assertThat(shares.resolve("escrow-share")).exists();
  }
}
