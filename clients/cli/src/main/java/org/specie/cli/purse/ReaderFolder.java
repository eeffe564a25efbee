package org.specie.cli.purse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.station.FirstUse;
import org.specie.offline.purse.card.CardBinding;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.trust.CardNote;
import org.specie.wallet.Answer;
import org.specie.wallet.storage.FileStore;

/**
 * A folder that becomes a purse with a card in a reader. Each step is on the disk before the next,
 * and the same call goes on after any of them. Spec: docs/spec/52-purse.md, clause 11.6.
 */
final class ReaderFolder {
  private static final int SECRET_SIZE = 32;

  private final Path place;
  private final Entropy entropy;
  private final Button button;

  ReaderFolder(Path place, Surroundings surroundings) {
    this.place = place;
    this.entropy = surroundings.entropy();
    this.button = new Button(surroundings);
  }

  /** Binds the folder to the card of {@code note}, which is in {@code reader}. */
  Answer<KeptBinding> bind(CardChannel channel, CardNote note, String reader, char[] passphrase)
      throws IOException {
    if (Files.exists(place.resolve(KeptCard.FILE))) {
      return Answer.refused(PurseFolderReason.FOLDER_THERE, "(" + place + ")");
    }
    if (!Files.exists(place.resolve(KeptPurse.FILE))
        && write(note, passphrase) instanceof Verdict.Refused(Reason reason)) {
      return Answer.refused(reason, "(" + place + ")");
    }
    return SealedFolder.open(place, KeptPurse.FILE, passphrase, entropy)
        .then(
            folder -> {
              try (folder) {
                return bind(folder, channel, note, reader);
              }
            });
  }

  private Verdict write(CardNote note, char[] passphrase) throws IOException {
    Files.createDirectories(SealedFolder.journalOf(place));
    SealedFolder.Contents contents =
        new SealedFolder.Contents(
            Secret.random(SECRET_SIZE, entropy), note.issuer(), ByteString.EMPTY);
    return SealedFolder.write(
        place, KeptPurse.FILE, contents, passphrase, PassphraseKey.Cost.STANDARD, entropy);
  }

  private Answer<KeptBinding> bind(
      SealedFolder folder, CardChannel channel, CardNote note, String reader) throws IOException {
    if (!(FileStore.open(place.resolve(KeptBinding.FILE))
        instanceof Answer.Done<FileStore>(FileStore file))) {
      return Answer.refused(PurseFolderReason.IN_USE, "(" + place + ")");
    }
    try (file) {
      return kept(folder, file, note, reader).then(kept -> use(kept, channel, note, reader));
    }
  }

  private Answer<KeptBinding> kept(
      SealedFolder folder, FileStore file, CardNote note, String reader) throws IOException {
    boolean isBegun = file.read().isPresent();
    if (!isBegun && folder.journal().count() > 0) {
      return Answer.refused(PurseFolderReason.FOLDER_THERE, "(" + place + ", without its card)");
    }
    Optional<KeptBinding> kept =
        isBegun
            ? KeptBinding.read(file, folder.secret(), entropy, button)
            : Optional.of(KeptBinding.begin(file, folder.secret(), entropy, button, note, reader));
    if (kept.isEmpty()) {
      return Answer.refused(PurseFolderReason.DAMAGED, "(the reader)");
    }
    boolean isOfIssuer = folder.issuer().equals(note.issuer());
    if (isOfIssuer && kept.get().isUntouched() && folder.journal().count() == 0) {
      // No card has heard of this folder: the note it was begun with was a mistake, or is this one.
      return Answer.done(KeptBinding.begin(file, folder.secret(), entropy, button, note, reader));
    }
    return kept.get().isOf(note) && isOfIssuer
        ? Answer.done(kept.get())
        : Answer.refused(PurseFolderReason.FOLDER_THERE, "(" + place + ", for another card)");
  }

  private static Answer<KeptBinding> use(
      KeptBinding kept, CardChannel channel, CardNote note, String reader) throws IOException {
    kept.lookIn(reader);
    FirstUse first = new FirstUse(new DeviceId(note.device()), note.point(), note.issuer(), kept);
    return switch (first.begin(channel, note.issuer().payerClass().largestPayment())) {
      case org.specie.offline.agents.Answer.Given<CardBinding> _ -> {
        kept.takeIntoUse();
        yield Answer.done(kept);
      }
      case org.specie.offline.agents.Answer.Refused<?>(Reason reason) -> Answer.refused(reason);
    };
  }
}
