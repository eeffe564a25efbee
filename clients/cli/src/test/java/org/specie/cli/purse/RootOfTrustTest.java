package org.specie.cli.purse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Answer;

/** Docs/spec/52-purse.md 10.4: what a folder says of its issuer is held against the card. */
class RootOfTrustTest {
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  private static final char[] PASSPHRASE = PlayMoney.PASSPHRASE.toCharArray();

  @TempDir private Path folder;

  /** Whoever has the passphrase exchanges the document, and no money of that issuer is taken. */
  @Test
  @Requirement("R73")
  void aDocumentUnderAnotherRootOpensNoPurse() throws IOException {
    PlayMoney.make(folder.resolve("one"));
    PlayMoney.make(folder.resolve("other"));
    PlayMoney money = PlayMoney.at(folder);
    Path place = folder.resolve("one/ana");
    IssuerDocument own = issuer(place);
    Secret secret = secret(place);
    assertThat(money.balance("one/ana")).isEqualTo("200.00");

    write(place, secret, issuer(folder.resolve("other/ana")));
    money.refused(7237, "purse", "balance", "--purse", "one/ana");
    money.refused(7237, "purse", "request", "5", "--purse", "one/ana");
    money.refused(7237, "pos", "open", "--till", "till", "--purse", "one/ana");

    write(place, secret, own);
    assertThat(money.balance("one/ana")).isEqualTo("200.00");
  }

  private static IssuerDocument issuer(Path place) throws IOException {
    try (SealedFolder sealed = opened(place)) {
      return sealed.issuer();
    }
  }

  private static Secret secret(Path place) throws IOException {
    try (SealedFolder sealed = opened(place)) {
      return sealed.secret();
    }
  }

  private static SealedFolder opened(Path place) throws IOException {
    if (SealedFolder.open(place, KeptPurse.FILE, PASSPHRASE, ENTROPY)
        instanceof Answer.Done<SealedFolder>(SealedFolder sealed)) {
      return sealed;
    }
    throw new AssertionError("the folder opens");
  }

  private static void write(Path place, Secret secret, IssuerDocument issuer) throws IOException {
    Files.delete(place.resolve(KeptPurse.FILE));
    SealedFolder.Contents contents = new SealedFolder.Contents(secret, issuer, ByteString.EMPTY);
    PassphraseKey.Cost cheap = new PassphraseKey.Cost(8, 1, 1);
    assertThat(
            SealedFolder.write(place, KeptPurse.FILE, contents, PASSPHRASE, cheap, ENTROPY)
                .isAccepted())
        .isTrue();
  }
}
