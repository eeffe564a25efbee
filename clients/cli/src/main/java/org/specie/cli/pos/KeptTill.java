package org.specie.cli.pos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.specie.cli.purse.SealedFolder;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.journal.TillName;
import org.specie.offline.purse.till.Till;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.wallet.Answer;

/** A till in a folder of its own, which holds neither a card nor keys of one. */
final class KeptTill implements AutoCloseable {
  /** The file that a passphrase opens. */
  static final String FILE = "till";

  private static final int SECRET_SIZE = 32;

  private final SealedFolder folder;
  private final Till till;

  private KeptTill(SealedFolder folder, Till till) {
    this.folder = folder;
    this.till = till;
  }

  /** Makes the folder of a new till; one that is there stays as it is. */
  static Verdict make(
      Path place,
      TillName name,
      IssuerDocument issuer,
      char[] passphrase,
      PassphraseKey.Cost cost,
      Entropy entropy)
      throws IOException {
    Files.createDirectories(place);
    return SealedFolder.write(
        place,
        FILE,
        new SealedFolder.Contents(Secret.random(SECRET_SIZE, entropy), issuer, name.bytes()),
        passphrase,
        cost,
        entropy);
  }

  /** Opens the till in {@code place}. */
  static Answer<KeptTill> open(Path place, char[] passphrase, Entropy entropy) throws IOException {
    return SealedFolder.open(place, FILE, passphrase, entropy)
        .map(
            folder ->
                new KeptTill(
                    folder,
                    Till.open(
                        new TillName(folder.name()),
                        folder.journal(),
                        folder.issuer().verifier())));
  }

  Till till() {
    return till;
  }

  IssuerDocument issuer() {
    return folder.issuer();
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
