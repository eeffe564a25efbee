package org.specie.services.bank;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.card.IssuedCard;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.Reference;
import org.specie.wallet.Wallet;

/** Somebody with a wallet, and a purse on a card. */
final class Person {
  static final Reference REFERENCE = new Reference(ByteString.utf8("order 17"));

  private static final int TOKENS = 16;
  private final Optional<Wallet> wallet;
  private final SecureDevice device;
  private final Purse purse;

  private Person(Optional<Wallet> wallet, SecureDevice device, Purse purse) {
    this.wallet = wallet;
    this.device = device;
    this.purse = purse;
  }

  /** With an empty card and a token to be paid on. */
  static Person in(Town town, String name, Amount inAccount) throws IOException {
    return of(town.issuer, name, town.entropy, Optional.of(town.customer(inAccount)));
  }

  /** Without a wallet: somebody whose account is at a bank. */
  static Person alone(RootAndAgents issuer, String name, Entropy entropy) throws IOException {
    return of(issuer, name, entropy, Optional.empty());
  }

  private static Person of(
      RootAndAgents issuer, String name, Entropy entropy, Optional<Wallet> wallet)
      throws IOException {
    OwnerId owner = owner(name);
    SecureDevice device = IssuedCard.with(issuer, owner, Amount.ZERO).device();
    Purse purse =
        Purse.open(
            Journal.open(new MemoryStorage(), Secret.copyOf(new byte[32]), entropy).orElseThrow(),
            issuer.verifier(),
            device,
            issuer.credentials());
    for (int i = 0; i < TOKENS; i++) {
      purse.receiving().stock(issuer.token(owner));
    }
    return new Person(wallet, device, purse);
  }

  Wallet wallet() {
    return wallet.orElseThrow();
  }

  static OwnerId owner(String name) {
    return new OwnerId(ByteString.utf8((name + ", whose pseudonym it is").substring(0, 16)));
  }

  long balanceMinor() throws IOException {
    return device.state().balance().minor();
  }

  /** Asks for so much. */
  Request ask(long minor) throws IOException {
    Asking asking =
        purse
            .receiving()
            .ask(Optional.of(Amount.ofMinor(minor)), REFERENCE, RootAndAgents.NOW, Chain.NONE);
    if (asking instanceof Asking.Handed(Request request)) {
      return request;
    }
    throw new AssertionError(asking);
  }

  /** Pays with the owner's word. */
  Response pay(Request request, long minor) throws IOException {
    PayResult result =
        purse.paying().pay(request, Amount.ofMinor(minor), RootAndAgents.NOW, order -> true);
    if (result instanceof PayResult.Paid(Response response)) {
      return response;
    }
    throw new AssertionError(result);
  }

  /** Takes the payment and turns it into balance. */
  void take(Response response) throws IOException {
    if (!purse.receiving().accept(response, RootAndAgents.NOW).isAccepted()) {
      throw new AssertionError("refused");
    }
    if (!purse.redemption().redeemAll().isEmpty()) {
      throw new AssertionError("not redeemed");
    }
  }
}
