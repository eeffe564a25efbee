package org.specie.cli.bank;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.Settings;
import org.specie.offline.purse.journal.JournalRecord;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.psp.Hex;
import org.specie.wallet.storage.PrivateFile;

/**
 * What a customer of a bank keeps beside a purse: {@code account.properties} says which account at
 * which bank, {@code secrets} hold the word that lets in and the key that signs.
 *
 * @param bank by which signatures know it
 * @param onLedger where the money of the account is, if the bank keeps none
 */
record AccountFolder(Path root, URI url, String bank, long number, Optional<OnLedger> onLedger) {
  /** Under whose name its secrets lie. */
  static final String PARTY = "account";

  private static final String FILE = "account.properties";
  private static final String ACCESS = "access";
  private static final String KEY = "key";
  private static final String DEPOSIT = "deposit";
  private static final String DEPOSIT_ID = "deposit-id";
  private static final String PAY_IN_ID = "pay-in-id";
  private static final String ADDRESS = "address";
  private static final String LEDGER = "ledger";
  private static final int ID_DIGITS = 32;
  private static final int SECRET_SIZE = 32;

  /**
   * An account of a ledger.
   *
   * @param ledger its genesis, which no other has
   */
  record OnLedger(Address address, Hash32 ledger) {}

  /** Writes it, its file last. */
  void write(Secret key, ByteString access) throws IOException {
    DirectoryHome home = DirectoryHome.at(root);
    home.keep(PARTY, KEY, key);
    home.keep(PARTY, ACCESS, Secret.copyOf(access.toByteArray()));
    Settings settings =
        Settings.at(root.resolve(FILE)).put("url", url).put("bank", bank).put("account", number);
    onLedger.ifPresent(
        each -> settings.put(ADDRESS, each.address()).put(LEDGER, each.ledger().toHex()));
    settings.write("which account at which bank of offline cash this purse goes with");
  }

  /** The account beside the purse in {@code root}. */
  static AccountFolder read(Path root) throws IOException {
    if (!Files.exists(root.resolve(FILE))) {
      throw new IOException(
          "no account goes with the purse in " + root + "; see 'specie bank create'");
    }
    Settings settings = Settings.read(root.resolve(FILE));
    return new AccountFolder(
        root,
        URI.create(settings.get("url")),
        settings.get("bank"),
        settings.number("account"),
        onLedger(settings, root));
  }

  private static Optional<OnLedger> onLedger(Settings settings, Path root) throws IOException {
    Optional<String> address = settings.find(ADDRESS);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    try {
      Hash32 ledger =
          Hex.bytes(settings.get(LEDGER), Hash32.SIZE)
              .map(Hash32::new)
              .orElseThrow(() -> new MalformedInput("no genesis"));
      return Optional.of(new OnLedger(Address.parse(address.get()), ledger));
    } catch (MalformedInput e) {
      throw new IOException(root.resolve(FILE) + " names no account of a ledger", e);
    }
  }

  /** Keeps the request of a deposit that is about to be paid, until the bank has the answer. */
  void keepDeposit(Request request) throws IOException {
    keep(DEPOSIT, request.encode());
  }

  private void keep(String name, ByteString content) throws IOException {
    PrivateFile.replace(root.resolve(name), content);
  }

  /** Under which the bank is asked for a token for the deposit to come; the same until it ended. */
  String depositId(Entropy entropy) throws IOException {
    return id(DEPOSIT_ID, entropy);
  }

  /** The same for what somebody else pays in: until a request on the token was handed out. */
  String payInId(Entropy entropy) throws IOException {
    return id(PAY_IN_ID, entropy);
  }

  private String id(String name, Entropy entropy) throws IOException {
    Path file = root.resolve(name);
    if (Files.exists(file)) {
      String kept = Files.size(file) == ID_DIGITS ? Files.readString(file) : "";
      if (kept.matches("[0-9a-f]+")) {
        return kept;
      }
    }
    ByteString digits = ByteString.utf8(ByteString.copyOf(entropy.bytes(ID_DIGITS / 2)).toHex());
    keep(name, digits);
    return Files.readString(file);
  }

  /** The next deposit is another one. */
  void endDepositId() throws IOException {
    PrivateFile.delete(root.resolve(DEPOSIT_ID));
  }

  /** The next one that pays in gets another token. */
  void endPayInId() throws IOException {
    PrivateFile.delete(root.resolve(PAY_IN_ID));
  }

  /** Does {@code work} while no other program asks for what somebody pays in on. */
  void payInAlone(DirectoryHome.Alone work) throws IOException {
    DirectoryHome.at(root).alone(PARTY, "pay-in", work);
  }

  /** The withdrawals that the purse was not paid. */
  KeptWithdrawals withdrawals() {
    return new KeptWithdrawals(root);
  }

  /** The request of a deposit of which the bank may not have the answer. */
  Optional<Request> deposit() throws IOException {
    Path file = root.resolve(DEPOSIT);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      if (Files.size(file) <= JournalRecord.MESSAGE_MAX
          && Message.decode(ByteString.copyOf(Files.readAllBytes(file))) instanceof Request kept) {
        return Optional.of(kept);
      }
    } catch (MalformedInput e) {
      throw new IOException(file + " is damaged; keep it elsewhere as evidence", e);
    }
    throw new IOException(file + " is no request; keep it elsewhere as evidence");
  }

  /** Nothing was paid: the token that was asked for is good for another try. */
  void forgetDeposit() throws IOException {
    PrivateFile.delete(root.resolve(DEPOSIT));
  }

  /** The account is credited, or will never be: then the request stays as evidence. */
  void endDeposit(Request request, boolean isCredited) throws IOException {
    Path file = root.resolve(DEPOSIT);
    if (isCredited) {
      PrivateFile.delete(file);
    } else {
      String digest = request.token().digest().toHex();
      PrivateFile.move(file, root.resolve(DEPOSIT + "-" + digest + ".refused"));
    }
    endDepositId();
  }

  /** Where the bank is asked. */
  ServiceAddress address() {
    return new ServiceAddress(url, ServerTrust.system());
  }

  /** What is shown to be let in. */
  String authorization() throws IOException {
    return secret(ACCESS).lend(bytes -> "Bearer " + ByteString.copyOf(bytes).toHex());
  }

  /** What signs withdrawals. */
  Ed25519SecretKey key() throws IOException {
    return new Ed25519SecretKey(secret(KEY));
  }

  private Secret secret(String kind) throws IOException {
    Optional<Secret> found =
        DirectoryHome.at(root).secret(PARTY, kind).filter(each -> each.size() == SECRET_SIZE);
    return found.orElseThrow(
        () -> new IOException("the secret '" + kind + "' is missing in " + root));
  }
}
