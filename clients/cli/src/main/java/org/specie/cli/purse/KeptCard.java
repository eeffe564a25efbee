package org.specie.cli.purse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.specie.cli.town.offline.Card;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.card.CardBinding;
import org.specie.wallet.Answer;
import org.specie.wallet.storage.FileStore;
import org.specie.wallet.storage.WalletStore;

/**
 * A card of software in a file. What a command changed is in the file before its answer leaves, so
 * whatever was cut off, the card is one that answered, or one that was never asked: as with a card
 * that is torn out of a reader. It protects nobody from its owner, who can copy the file.
 */
public final class KeptCard implements PurseCard {
  /** The file's name in the folder of a purse. */
  static final String FILE = "card";

  private static final String LABEL = "specie/purse/card";

  private final Card card;
  private final WalletStore file;
  private final Secret secret;
  private final Entropy entropy;
  private final IntSupplier records;
  private Secret kept;
  private boolean isUncertain;

  private KeptCard(
      Card card, WalletStore file, Secret secret, Entropy entropy, IntSupplier records) {
    this.card = card;
    this.file = file;
    this.secret = secret;
    this.entropy = entropy;
    this.records = records;
    this.kept = card.state();
  }

  /** A card as it was read, and how many records the journal beside it had at least. */
  public record Read(KeptCard card, int recordsMin) {}

  /** Writes {@code card} into its file for the first time. */
  public static void write(WalletStore file, Card card, Secret secret, int records, Entropy entropy)
      throws IOException {
    file.replace(seal(card.state(), secret, records, entropy));
  }

  /**
   * Reads the card in {@code file}; nothing if it is not what was written under {@code secret}.
   *
   * @param records how many the journal beside it has, whenever the card changes
   */
  public static Optional<Read> read(
      WalletStore file, Secret secret, Entropy entropy, IntSupplier records) throws IOException {
    Optional<ByteString> plain =
        file.read().flatMap(box -> SecretBox.open(secret, LABEL, ByteString.EMPTY, box));
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    try {
      Decoder in = new Decoder(plain.get());
      int recordsMin = in.u32();
      Card card = Card.restored(plain.get().slice(in.position(), plain.get().size()));
      return Optional.of(new Read(new KeptCard(card, file, secret, entropy, records), recordsMin));
    } catch (MalformedInput _) {
      return Optional.empty();
    }
  }

  /** Opens the card in the folder at {@code place}. */
  static Answer<PurseCard> open(Path place, SealedFolder folder, Entropy entropy)
      throws IOException {
    if (!(FileStore.open(place.resolve(FILE)) instanceof Answer.Done<FileStore>(FileStore file))) {
      return Answer.refused(PurseFolderReason.IN_USE, "(" + place + ")");
    }
    Answer<PurseCard> opened = Answer.refused(PurseFolderReason.DAMAGED, "(the card)");
    try {
      Optional<Read> read = read(file, folder.secret(), entropy, folder.journal()::count);
      if (read.isPresent() && read.get().card().binding().isPresent()) {
        opened = beside(folder.journal().count(), read.get());
      }
      return opened;
    } finally {
      if (!opened.isDone()) {
        file.close();
      }
    }
  }

  private static Answer<PurseCard> beside(int records, Read read) {
    return records < read.recordsMin()
        ? Answer.refused(
            PurseReason.JOURNAL_FROM_BEFORE,
            "(it has %d, and had %d)".formatted(records, read.recordsMin()))
        : Answer.done(read.card());
  }

  private static ByteString seal(Secret state, Secret secret, int records, Entropy entropy) {
    ByteString plain =
        state.lend(
            bytes -> new Encoder().u32(records).fixed(ByteString.copyOf(bytes)).toByteString());
    return SecretBox.seal(secret, LABEL, ByteString.EMPTY, plain, entropy);
  }

  @Override
  public ByteString transmit(ByteString command) throws IOException {
    if (isUncertain) {
      throw new IOException("the card may or may not be in its file as it is; open it again");
    }
    ByteString answer = card.transmit(command);
    keep();
    return answer;
  }

  private void keep() throws IOException {
    Secret now = card.state();
    if (!now.equals(kept)) {
      isUncertain = true;
      file.replace(seal(now, secret, records.getAsInt(), entropy));
      isUncertain = false;
      kept = now;
    }
  }

  @Override
  public CardBinding bound() {
    return binding().orElseThrow(() -> new InvariantViolation("a purse's card has a host"));
  }

  /** Nobody is between this host and a card of software. */
  @Override
  public ByteString deviceId() throws IOException {
    return device().deviceId();
  }

  @Override
  public void press() throws IOException {
    card.press();
    keep();
  }

  /** How this host is bound to the card. */
  public Optional<CardBinding> binding() {
    return card.kept();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
