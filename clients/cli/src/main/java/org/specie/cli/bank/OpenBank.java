package org.specie.cli.bank;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.network.RemoteAccess;
import org.specie.cli.purse.KeptCard;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.border.FloatLedger;
import org.specie.offline.purse.card.CardBinding;
import org.specie.offline.purse.card.CardDevice;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.services.api.ApiServer;
import org.specie.services.api.Listener;
import org.specie.services.api.ServerLimits;
import org.specie.services.bank.BankLimits;
import org.specie.services.bank.BankService;
import org.specie.services.bank.Rounds;
import org.specie.services.bank.vault.Equipment;
import org.specie.services.database.Database;
import org.specie.wallet.Answer;
import org.specie.wallet.storage.FileStore;

/** A bank in this process: its vaults, its books, and, when it serves, its port. */
final class OpenBank implements AutoCloseable {
  /** Below what a card of software wants its button for. */
  static final BankLimits LIMITS =
      new BankLimits(
          Amount.parse("1.00"),
          Amount.parse("400.00"),
          Amount.parse("2000.00"),
          100,
          100,
          BankLimits.RECORDS);

  private static final long FIRST_SECONDS = 20;

  /** Below what a customer waits for a vault: an order is repeated, and lost by nobody. */
  private static final Patience PATIENCE = new Patience(1_500, 200, 8_000);

  /** Something to be closed. */
  private interface Closing {
    void close() throws IOException;
  }

  private final BankFolder folder;
  private final BankService service;
  private final Deque<Closing> open;
  private Optional<Rounds> rounds = Optional.empty();

  private OpenBank(BankFolder folder, BankService service, Deque<Closing> open) {
    this.folder = folder;
    this.service = service;
    this.open = open;
  }

  /** Opens vaults and books; nothing is asked of it yet. */
  static OpenBank of(BankFolder folder, Clock clock, Entropy entropy) throws IOException {
    if (!folder.isOnLedger()) {
      return of(folder, Optional.empty(), new ArrayDeque<>(), clock, entropy);
    }
    Deque<Closing> open = new ArrayDeque<>();
    RemoteAccess access = RemoteAccess.to(folder.network(), clock, entropy, PATIENCE);
    open.push(access::close);
    return of(folder, Optional.of(access.gateway()), open, clock, entropy);
  }

  /** The same, of accounts of the ledger behind {@code gateway}. */
  static OpenBank of(BankFolder folder, LedgerGateway gateway, Clock clock, Entropy entropy)
      throws IOException {
    return of(folder, Optional.of(gateway), new ArrayDeque<>(), clock, entropy);
  }

  /**
   * @param open what is closed behind everything else, also where opening fails
   */
  private static OpenBank of(
      BankFolder folder,
      Optional<LedgerGateway> gateway,
      Deque<Closing> open,
      Clock clock,
      Entropy entropy)
      throws IOException {
    boolean isOpen = false;
    try {
      IssuerDocument issuer = folder.issuer();
      Optional<FloatLedger> ledger =
          gateway.isPresent()
              ? Optional.of(folder.floatLedger(issuer, gateway.get()))
              : Optional.empty();
      List<Equipment> equipment = new ArrayList<>();
      for (String each : folder.vaultNames()) {
        equipment.add(equipment(folder, each, issuer, entropy, open));
      }
      Database database = BankService.database(folder.database());
      open.push(database::close);
      BankService service =
          BankService.open(
              folder.name(),
              database::transact,
              equipment,
              ledger,
              LIMITS,
              folder.tariff(),
              clock,
              entropy);
      isOpen = true;
      return new OpenBank(folder, service, open);
    } finally {
      if (!isOpen) {
        closeAll(open);
      }
    }
  }

  private static Equipment equipment(
      BankFolder folder, String name, IssuerDocument issuer, Entropy entropy, Deque<Closing> open)
      throws IOException {
    Path place = folder.root().resolve(name);
    Secret secret = folder.vaultSecret(name);
    if (!(FileStore.open(place) instanceof Answer.Done<FileStore>(FileStore file))) {
      throw new IOException(place + " is in use; does this bank run already?");
    }
    open.push(file::close);
    KeptCard card =
        KeptCard.read(file, secret, entropy, () -> 0)
            .orElseThrow(() -> new IOException(place + " is damaged; bring it back"))
            .card();
    CardBinding binding =
        card.binding().orElseThrow(() -> new IOException(place + " is bound to no host"));
    return new Equipment(
        name, new CardDevice(card, binding), issuer.verifier(), issuer.credentials(), secret);
  }

  BankService service() {
    return service;
  }

  /** Answers from now on, and carries on what waits; {@code failures} is told what does not go. */
  OpenBank serve(Consumer<IOException> failures) throws IOException {
    Rounds begun = Rounds.begin(service, failures);
    rounds = Optional.of(begun);
    open.push(begun::close);
    // What vaults hold is known before anybody asks, but for one that hangs.
    begun.awaitFirst(FIRST_SECONDS);
    ApiServer server =
        service.serve(
            folder.desk(),
            begun::nudge,
            ServerLimits.STANDARD,
            new Listener(folder.api().host(), folder.api().port(), Optional.empty()));
    open.push(server::close);
    return this;
  }

  /** The bug that ended its work, if there was one. */
  Optional<Throwable> bug() {
    return rounds.flatMap(Rounds::end);
  }

  @Override
  public void close() throws IOException {
    closeAll(open);
  }

  /** Closes the last first; everything, whatever fails. */
  private static void closeAll(Deque<Closing> open) throws IOException {
    while (!open.isEmpty()) {
      Closing each = open.pop();
      try {
        each.close();
      } catch (IOException e) {
        closeAll(open);
        throw e;
      }
    }
  }
}
