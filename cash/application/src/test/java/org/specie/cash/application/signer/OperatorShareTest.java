package org.specie.cash.application.signer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.quality.requirements.Requirement;

final class OperatorShareTest {
  private final SignerWorld world = new SignerWorld(13);
  private final Secret secret = Secret.random(32, world.entropy);
  private final Hash32 key = world.key.key().hash();
  private final OperatorShare share = new OperatorShare(1, world.shares.getFirst());
  private final ByteString box = share.seal(secret, key, world.entropy);

  @Test
  void comesBackFromItsBox() {
    Optional<OperatorShare> opened = OperatorShare.open(secret, key, 1, box);
    assertThat(opened.map(each -> each.share().verificationKey())).contains(world.key.share(1));
  }

  @Test
  void opensForNoOtherSecretKeyOrGeneration() {
    Secret other = Secret.random(32, world.entropy);
    assertThat(OperatorShare.open(other, key, 1, box)).isEmpty();
    assertThat(OperatorShare.open(secret, Hash32.ZERO, 1, box)).isEmpty();
    assertThat(OperatorShare.open(secret, key, 2, box)).isEmpty();
    assertThat(OperatorShare.open(secret, key, 1, box.slice(0, box.size() - 1))).isEmpty();
  }

  @Test
  @Requirement("D5")
  void showsNoPieceOfTheShareInItsBoxNorInPrint() {
    ByteString plain = world.shares.getFirst().toSecret().lend(ByteString::copyOf);
    String all = plain.slice(4, plain.size()).toHex();
    for (int at = 0; at < all.length(); at += 64) {
      assertThat(box.toHex()).doesNotContain(all.substring(at, at + 64));
      assertThat(share.toString()).doesNotContain(all.substring(at, at + 16));
    }
  }
}
