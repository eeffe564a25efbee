package org.specie.cli.purse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.cli.town.offline.Card;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.PurseReason;
import org.specie.offline.purse.card.CardDevice;
import org.specie.offline.purse.card.CardSecrets.Kind;
import org.specie.offline.purse.card.CardSecrets.State;
import org.specie.offline.purse.card.CardSecrets.Tier;
import org.specie.offline.purse.card.UnlockRequest;
import org.specie.offline.purse.conductor.Conductor;
import org.specie.offline.purse.conductor.Conductor.Meeting;
import org.specie.offline.purse.conductor.Owner;
import org.specie.offline.purse.credential.Agents;
import org.specie.offline.purse.credential.CredentialManager;
import org.specie.offline.purse.device.PayOrder;
import org.specie.offline.purse.paying.Approver;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.TokenId;
import org.specie.wallet.Answer;
import org.specie.wallet.storage.FileStore;

/** A purse in a folder, with its card, which is in the same folder or in a reader. */
public final class KeptPurse implements AutoCloseable {
  /** The file that a passphrase opens. */
  static final String FILE = "purse";

  private final SealedFolder folder;
  private final PurseCard card;
  private final Conductor conductor;
  private final CardDevice device;
  private final Purse purse;

  private KeptPurse(SealedFolder folder, PurseCard card, Conductor conductor, Purse purse) {
    this.folder = folder;
    this.card = card;
    this.conductor = conductor;
    this.device = conductor.device();
    this.purse = purse;
  }

  /**
   * Opens what is in {@code place}, and asks the card whether it is the one that paid last.
   *
   * @param button of a card that is in a reader
   * @param telling what the owner of the card knows
   */
  static Answer<KeptPurse> open(
      Path place,
      char[] passphrase,
      Minutes now,
      Entropy entropy,
      Button button,
      OwnerSecrets.Telling telling)
      throws IOException {
    return SealedFolder.open(place, FILE, passphrase, entropy)
        .then(folder -> withCard(place, folder, now, entropy, button, telling));
  }

  private static Answer<KeptPurse> withCard(
      Path place,
      SealedFolder folder,
      Minutes now,
      Entropy entropy,
      Button button,
      OwnerSecrets.Telling telling)
      throws IOException {
    Answer<KeptPurse> opened = Answer.refused(PurseFolderReason.DAMAGED, "(the card)");
    try {
      Answer<PurseCard> card =
          Files.exists(place.resolve(KeptBinding.FILE))
              ? ReaderCard.open(place, folder, entropy, button)
              : KeptCard.open(place, folder, entropy);
      opened = card.then(found -> wired(folder, found, telling, now));
      return opened;
    } finally {
      if (!opened.isDone()) {
        folder.close();
      }
    }
  }

  private static Answer<KeptPurse> wired(
      SealedFolder folder, PurseCard card, OwnerSecrets.Telling telling, Minutes now)
      throws IOException {
    Answer<KeptPurse> opened = Answer.refused(PurseFolderReason.DAMAGED, "(the card)");
    Owner owner = new OwnerAtHost(card, telling);
    try {
      opened =
          switch (Conductor.meet(card, card.bound(), card.deviceId(), folder.issuer(), owner)) {
            case Meeting.Met(Conductor conductor) -> recognised(folder, card, conductor, now);
            case Meeting.Refused(Reason reason) -> Answer.refused(reason);
          };
      return opened;
    } finally {
      if (!opened.isDone()) {
        card.close();
      }
    }
  }

  private static Answer<KeptPurse> recognised(
      SealedFolder folder, PurseCard card, Conductor conductor, Minutes now) throws IOException {
    Purse purse =
        Purse.open(
            folder.journal(),
            conductor.verifier(),
            conductor.device(),
            conductor.issuer().credentials());
    return purse.paying().recognise(now) instanceof Verdict.Refused(Reason reason)
        ? Answer.refused(reason)
        : Answer.done(new KeptPurse(folder, card, conductor, purse));
  }

  /** Puts a card, and what else a purse is, into {@code place}, where its journal is already. */
  public static void write(
      Path place,
      Card card,
      SealedFolder.Contents contents,
      char[] passphrase,
      PassphraseKey.Cost cost,
      Entropy entropy)
      throws IOException {
    switch (FileStore.open(place.resolve(KeptCard.FILE))) {
      case Answer.Done<FileStore>(FileStore file) -> {
        try (file) {
          KeptCard.write(file, card, contents.secret(), 0, entropy);
        }
      }
      case Answer.Refused<FileStore> _ -> throw new IOException(place + " is in use");
    }
    if (SealedFolder.write(place, FILE, contents, passphrase, cost, entropy)
        instanceof Verdict.Refused(Reason reason)) {
      throw new IOException(place + ": " + reason.sentence());
    }
  }

  public Purse purse() {
    return purse;
  }

  public IssuerDocument issuer() {
    return folder.issuer();
  }

  /** What a guess at the passphrase costs. */
  public PassphraseKey.Cost cost() {
    return folder.cost();
  }

  /** What the card holds. */
  public Amount balance() throws IOException {
    return device.state().balance();
  }

  /** What the card holds, and what was received and is not on it yet. */
  Amount owned() throws IOException {
    return balance().plus(purse.receiving().waiting());
  }

  /** How many payments the card can still make at {@code now} before it needs new keys. */
  int paymentKeys(Minutes now) throws IOException {
    return device.keys(now).certified();
  }

  /** Gets the card payment keys, and the purse tokens, from {@code agents}. */
  CredentialManager credentials(Agents agents, Entropy entropy) {
    return purse.credentials(device, agents, entropy);
  }

  /** Pays out of what is in no jar; whoever runs this has approved it. */
  public PayResult pay(Request request, Amount amount, boolean isPressed, Minutes now)
      throws IOException {
    return pay(request, amount, Optional.empty(), isPressed, now);
  }

  /** Pays; whoever runs this has approved it, with the card's button if it is pressed. */
  PayResult pay(
      Request request, Amount amount, Optional<String> jar, boolean isPressed, Minutes now)
      throws IOException {
    Asking asking = new Asking(isPressed);
    PayResult result = purse.jars().pay(purse.paying(), request, amount, jar, now, asking);
    return result.equals(new PayResult.Refused(PurseReason.NOT_APPROVED))
        ? new PayResult.Refused(asking.reason)
        : result;
  }

  /** Whoever runs this has approved it; the card may want to hear more. */
  private final class Asking implements Approver {
    private final boolean isPressed;
    private Reason reason = PurseReason.NOT_APPROVED;

    Asking(boolean isPressed) {
      this.isPressed = isPressed;
    }

    @Override
    public boolean approves(PayOrder order) throws IOException {
      if (conductor.authorise(order.amount()) instanceof Verdict.Refused(Reason why)) {
        reason = why;
        return false;
      }
      if (isPressed) {
        card.press();
      }
      return true;
    }
  }

  /** What the card wants of its owner, and from which amount on. */
  State protection() throws IOException {
    return conductor.protection();
  }

  /** Sets secrets of the card, says from which amount on it wants which, or both at once. */
  Verdict protect(Map<Kind, Secret> chosen, Optional<List<Tier>> tiers, Entropy entropy)
      throws IOException {
    return conductor.protect(chosen, tiers, entropy);
  }

  /** Has the card ask its managers to take its secrets away. */
  UnlockRequest askUnlock() throws IOException {
    return conductor.askUnlock();
  }

  /** Brings the card the managers' order. */
  Verdict unlock(ByteString order) throws IOException {
    return conductor.unlock(order);
  }

  /** Turns what was received into balance; what the card refused stays. */
  public Map<TokenId, Reason> redeem() throws IOException {
    return purse.redemption().redeemAll();
  }

  @Override
  public void close() throws IOException {
    try {
      card.close();
    } finally {
      folder.close();
    }
  }
}
