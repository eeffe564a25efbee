package org.specie.cli.purse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.rocksdb.RocksStorage;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.keeping.PassphraseBox;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.wallet.Answer;
import org.specie.wallet.storage.FileStore;

/**
 * A folder with a journal, and a file under a passphrase that says under which secret it is sealed
 * and whom its owner believes. One program has it at a time.
 */
public final class SealedFolder implements AutoCloseable {
  private static final String JOURNAL = "journal";
  private static final int SECRET_SIZE = 32;
  private static final int DOCUMENT_MAX = 4_096;

  private final FileStore file;
  private final RocksStorage disk;
  private final PassphraseKey.Cost cost;
  private final Contents contents;
  private final Journal journal;

  private SealedFolder(
      FileStore file,
      RocksStorage disk,
      PassphraseKey.Cost cost,
      Contents contents,
      Journal journal) {
    this.file = file;
    this.cost = cost;
    this.disk = disk;
    this.contents = contents;
    this.journal = journal;
  }

  /** What stands in the file; not a record, because some of it is secret. */
  public static final class Contents {
    private final Secret secret;
    private final IssuerDocument issuer;
    private final ByteString name;

    /**
     * @param secret under which everything else of the folder is sealed
     * @param name of a till; empty for a purse
     */
    public Contents(Secret secret, IssuerDocument issuer, ByteString name) {
      this.secret = secret;
      this.issuer = issuer;
      this.name = name;
    }

    Secret secret() {
      return secret;
    }

    private ByteString encode() {
      ByteString opened = secret.lend(ByteString::copyOf);
      return new Encoder().fixed(opened).bytes(issuer.encode()).bytes(name).toByteString();
    }

    private static Contents decode(ByteString plain) throws MalformedInput {
      Decoder in = new Decoder(plain);
      Secret secret = Secret.copyOf(in.fixedArray(SECRET_SIZE));
      IssuerDocument issuer = IssuerDocument.decode(in.bytes(DOCUMENT_MAX));
      Contents read = new Contents(secret, issuer, in.bytes(DOCUMENT_MAX));
      in.end();
      return read;
    }

    @Override
    public String toString() {
      return "Contents[redacted]";
    }
  }

  /** Where the journal of {@code folder} lies. */
  public static Path journalOf(Path folder) {
    return folder.resolve(JOURNAL);
  }

  /** Writes the file {@code kind} of a folder, which must not have one: it is never replaced. */
  public static Verdict write(
      Path folder,
      String kind,
      Contents contents,
      char[] passphrase,
      PassphraseKey.Cost cost,
      Entropy entropy)
      throws IOException {
    ByteString sealed = PassphraseBox.seal(passphrase, cost, contents.encode(), entropy);
    switch (FileStore.open(folder.resolve(kind))) {
      case Answer.Done<FileStore>(FileStore file) -> {
        try (file) {
          if (file.read().isPresent()) {
            return Verdict.refused(PurseFolderReason.FOLDER_THERE);
          }
          file.replace(sealed);
          return Verdict.accepted();
        }
      }
      case Answer.Refused<FileStore> _ -> {
        return Verdict.refused(PurseFolderReason.IN_USE);
      }
    }
  }

  /** Opens the folder whose file is called {@code kind}. */
  public static Answer<SealedFolder> open(
      Path folder, String kind, char[] passphrase, Entropy entropy) throws IOException {
    Path place = folder.resolve(kind);
    if (!Files.isRegularFile(place)) {
      return Answer.refused(PurseFolderReason.NOT_THERE, "(" + folder + ")");
    }
    if (!(FileStore.open(place) instanceof Answer.Done<FileStore>(FileStore file))) {
      return Answer.refused(PurseFolderReason.IN_USE, "(" + folder + ")");
    }
    Answer<SealedFolder> opened = Answer.refused(PurseFolderReason.DAMAGED);
    try {
      opened = opened(file, folder, passphrase, entropy);
      return opened;
    } catch (MalformedInput _) {
      return Answer.refused(PurseFolderReason.DAMAGED, "(" + place + ")");
    } finally {
      if (!opened.isDone()) {
        file.close();
      }
    }
  }

  private static Answer<SealedFolder> opened(
      FileStore file, Path folder, char[] passphrase, Entropy entropy)
      throws IOException, MalformedInput {
    ByteString sealed = file.read().orElse(ByteString.EMPTY);
    Optional<ByteString> plain = PassphraseBox.open(passphrase, sealed);
    if (plain.isEmpty()) {
      return Answer.refused(PurseFolderReason.NOT_OPENED);
    }
    Contents contents = Contents.decode(plain.get());
    RocksStorage disk = RocksStorage.open(journalOf(folder));
    Optional<Journal> journal = Journal.open(disk, contents.secret, entropy);
    if (journal.isEmpty()) {
      disk.close();
      return Answer.refused(PurseFolderReason.DAMAGED, "(" + journalOf(folder) + ")");
    }
    return Answer.done(
        new SealedFolder(file, disk, PassphraseBox.costOf(sealed), contents, journal.get()));
  }

  public Secret secret() {
    return contents.secret;
  }

  public IssuerDocument issuer() {
    return contents.issuer;
  }

  /** What a guess at the passphrase costs. */
  public PassphraseKey.Cost cost() {
    return cost;
  }

  /** The till's; empty for a purse. */
  public ByteString name() {
    return contents.name;
  }

  public Journal journal() {
    return journal;
  }

  @Override
  public void close() throws IOException {
    try {
      disk.close();
    } finally {
      file.close();
    }
  }
}
