package org.specie.cli.bank;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cli.bank.AccountFolder.OnLedger;
import org.specie.cli.customer.LedgerFiles;
import org.specie.cli.town.offline.CardIssuer;
import org.specie.cli.town.offline.Holder;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.transport.Endpoint;
import org.specie.ledger.transport.FreePorts;
import org.specie.services.bank.counter.Desk;
import org.specie.services.database.Leftover;
import org.specie.services.database.Place;
import org.specie.wallet.Progress;

/**
 * A bank of accounts of the ledger, with one vault, as whoever founds it has it: a folder, which a
 * process of its own runs, as {@code specie bank run} does, or this one where the ledger is in this
 * one. Spec: docs/spec/59-bank-service.md section 12.
 */
public final class BankOffice implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final BankFolder folder;
  private final Clock clock;
  private final Entropy entropy;
  private final Map<Address, AccountFolder> customers = new HashMap<>();
  private Optional<ProcessHandle> process = Optional.empty();
  private Optional<OpenBank> here = Optional.empty();

  private BankOffice(BankFolder folder, Clock clock, Entropy entropy) {
    this.folder = folder;
    this.clock = clock;
    this.entropy = entropy;
  }

  /** Makes its folder and its keys; nothing of it runs. */
  public static BankOffice found(Path root, String name, Clock clock, Entropy entropy)
      throws IOException {
    if (Files.exists(root)) {
      throw new IOException(root + " is there already, and a bank is founded once");
    }
    Endpoint api = new Endpoint(HOST, FreePorts.at(HOST, 1, entropy).getFirst());
    BankFolder folder = new BankFolder(root, name, api, 1, true);
    folder.makeSecrets(Optional.empty(), entropy);
    return new BankOffice(folder, clock, entropy);
  }

  /** By which the committee names it among the redeemers of the float. */
  public Ed25519PublicKey redeemer() throws IOException {
    return folder.redeemer().publicKey();
  }

  /**
   * Books what was loaded into the vault, opens an account for each of {@code deposits}, with a
   * folder in {@code people} and tokens for so many deposits, and takes the vault's card over;
   * nobody else uses it from then on.
   */
  public void furnish(
      Holder vault,
      Amount loaded,
      CardIssuer issuer,
      LedgerGateway gateway,
      Path people,
      Map<Address, Integer> deposits)
      throws IOException {
    Furnishing.of(
        folder,
        List.of(vault),
        loaded,
        issuer,
        Optional.of(folder.floatLedger(issuer.document(), gateway)),
        clock,
        entropy,
        bank -> {
          for (Map.Entry<Address, Integer> each : deposits.entrySet()) {
            Address address = each.getKey();
            Path place = people.resolve(address.bytes().toHex());
            OnLedger account = new OnLedger(address, gateway.parameters().genesis());
            customers.put(address, bank.customer(place, Optional.of(account), each.getValue()));
          }
        });
    folder.write(issuer.document());
  }

  /** Starts it as a process that reaches the replicas of {@code network}; waits for nothing. */
  public void begin(LedgerFiles network) throws IOException {
    folder.lead(network);
    process = Optional.of(folder.background().beginBriefly());
  }

  /** Waits until it answers. */
  public void awaitServing() throws IOException {
    if (process.isPresent()) {
      folder.background().await(process.get(), folder::answers);
    }
  }

  /** Runs it in this process, where the ledger is. */
  public void serve(LedgerGateway gateway) throws IOException {
    OpenBank open = OpenBank.of(folder, gateway, clock, entropy);
    here = Optional.of(open);
    OpenBank _ = open.serve(failure -> {});
  }

  /** Its name, and where it answers. */
  public String address() {
    return folder.name() + " " + folder.address();
  }

  /** Its counter, for the one with this account. */
  public Counter counter(Address account) throws IOException {
    return Counter.of(Optional.ofNullable(customers.get(account)).orElseThrow(), Progress.none());
  }

  /** What it says of itself, to its own desk. */
  public Desk.Report report() throws IOException {
    return folder.report();
  }

  @Override
  public void close() throws IOException {
    try {
      if (here.isPresent()) {
        here.get().close();
      }
      boolean _ = folder.background().process().stop();
    } finally {
      if (folder.database() instanceof Place.Embedded(Path server)) {
        Leftover.stop(server);
      }
    }
  }
}
