package org.specie.services.bank;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.factory.Factory;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.card.CardDevice;
import org.specie.offline.purse.card.IssuedCard;
import org.specie.offline.purse.credential.Agents;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.Reference;
import org.specie.services.bank.book.Customers;
import org.specie.wallet.Wallet;

/** Somebody with a wallet, and a purse on a card. */
final class Person {
  static final Reference REFERENCE = new Reference(ByteString.utf8("order 17"));

  private static final int TOKENS = 16;
  private final Optional<Wallet> wallet;
  private final CardDevice device;
  private final Purse purse;

  private Person(Optional<Wallet> wallet, CardDevice device, Purse purse) {
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
    CardDevice device = IssuedCard.with(issuer, owner, Amount.ZERO).device();
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

  /** Has the factory make the purse a token for withdrawals; the newest is the one that is used. */
  Token tokenForWithdrawals(
      Factory factory, ByteString account, P256Key key, int days, Entropy entropy)
      throws IOException {
    Agents agents =
        new Agents() {
          @Override
          public AgentAnswer certify(ByteString request) {
            throw new AssertionError("no key is wanted");
          }

          @Override
          public AgentAnswer makeToken(ByteString request) throws IOException {
            return switch (factory.make(request, RootAndAgents.NOW)) {
              case Answer.Given<Configuration>(Configuration made) ->
                  new AgentAnswer.Given(Token.fresh(made).encode());
              case Answer.Refused<Configuration> refused ->
                  new AgentAnswer.Refused(refused.reason());
            };
          }
        };
    Minutes until = new Minutes(RootAndAgents.NOW.sinceEpoch() + days * 1_440);
    Verdict verdict =
        purse
            .credentials(device, agents, entropy)
            .anotherToken(RootAndAgents.withdrawalWish(account, key, until), RootAndAgents.NOW);
    if (!verdict.isAccepted()) {
      throw new AssertionError(verdict);
    }
    return purse.receiving().withdrawals(account).orElseThrow();
  }

  /** The newest token for withdrawals from the account. */
  Token tokenFor(long account) {
    return purse.receiving().withdrawals(Customers.reference(account)).orElseThrow();
  }

  /** Asks for so much out of the account, on the token for that. */
  Request askFrom(ByteString account, long minor) throws IOException {
    Asking asking =
        purse
            .receiving()
            .askWithdrawal(account, Amount.ofMinor(minor), REFERENCE, RootAndAgents.NOW);
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
