package org.specie.cli.purse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.specie.cli.town.Folders;
import org.specie.cli.town.offline.Holder;
import org.specie.cli.town.offline.Issuer;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.offline.token.value.Minutes;

/**
 * Play money: an issuer that prepares cards of software for two people and a shop, loads the
 * people's, and is gone afterwards with all its keys, so that nobody makes more of it. It runs the
 * station, the certifier and the factory that a real one does.
 */
final class Practice {
  /** Who has a purse. */
  static final List<String> NAMES = List.of("Ana", "Ben", "Shop");

  /** What the card of each person holds; the shop's is empty. */
  static final Amount LOADED = Amount.parse("200.00");

  /** How many payments a card makes: there is nobody to certify further keys. */
  static final int KEYS = 16;

  private static final int TOKENS = 16;
  private static final int STANDING_TOKENS = 2;
  private static final String SHOP = "Shop";

  private final Minutes now;
  private final PassphraseKey.Cost cost;
  private final Entropy entropy;

  /**
   * @param cost of a guess at the passphrase
   */
  Practice(Minutes now, PassphraseKey.Cost cost, Entropy entropy) {
    this.now = now;
    this.cost = cost;
    this.entropy = entropy;
  }

  /** The folder of {@code name} in a practice set-up. */
  static String folderOf(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Where a folder is made; it must not be there. */
  static Path beside(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".making");
  }

  /** Makes {@code folder}, which is there whole or not at all. */
  void make(Path folder, char[] passphrase) throws IOException {
    Path beside = beside(folder);
    Files.createDirectories(beside.toAbsolutePath().getParent());
    Files.createDirectory(beside);
    Path books = beside.resolve("books");
    try (Issuer issuer = Issuer.found(books, now, entropy)) {
      List<Holder.Prepared> cards = new ArrayList<>();
      for (String each : NAMES) {
        Holder.Prepared card = Holder.prepare(each, KEYS, issuer, entropy);
        issuer.register(card.record().owner(), each, false, false);
        cards.add(card);
      }
      issuer.openClass();
      for (Holder.Prepared each : cards) {
        handOver(each, issuer, beside.resolve(folderOf(each.name())), passphrase);
      }
    }
    Folders.remove(books);
    Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private void handOver(Holder.Prepared card, Issuer issuer, Path place, char[] passphrase)
      throws IOException {
    try (Holder holder = Holder.of(card, issuer, SealedFolder.journalOf(place), now, entropy)) {
      holder.refill(KEYS, TOKENS);
      for (int i = 0; i < STANDING_TOKENS; i++) {
        holder.addStandingToken();
      }
      if (!card.name().equals(SHOP)) {
        Issuer.require(issuer.station().load(holder.card(), card.record().id(), 1, LOADED));
      }
      SealedFolder.Contents contents =
          new SealedFolder.Contents(holder.secret(), issuer.document(), ByteString.EMPTY);
      KeptPurse.write(place, holder.card(), contents, passphrase, cost, entropy);
    }
  }
}
