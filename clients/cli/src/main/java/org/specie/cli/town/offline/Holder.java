package org.specie.cli.town.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.rocksdb.RocksStorage;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.factory.TokenWish;
import org.specie.offline.agents.station.DevicePlan;
import org.specie.offline.agents.station.DevicePlan.DeviceLimits;
import org.specie.offline.agents.station.FirstUse;
import org.specie.offline.purse.Purse;
import org.specie.offline.purse.card.CardBinding;
import org.specie.offline.purse.card.CardDevice;
import org.specie.offline.purse.journal.Journal;
import org.specie.offline.purse.journal.Supplies;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.token.value.Reference;

/** Somebody with a card and a purse: a person, a shop, a bank's vault. */
public final class Holder implements AutoCloseable {
  /** Up to so much a card pays without its button. */
  private static final Amount BUTTON = Amount.parse("500.00");

  private static final Amount TAP = Amount.parse("10.00");
  private static final Amount CAP = Amount.parse("8000.00");
  private static final int TOKEN_PAYMENTS = 10;
  private static final int TOKEN_DAYS = 30;
  private static final int DAY = 1_440;
  private static final int SECRET_SIZE = 32;

  private final String name;
  private final CardIssuer issuer;
  private final Entropy entropy;
  private final Minutes now;
  private final Card card;
  private final DeviceRecord record;
  private final RocksStorage disk;
  private final Secret secret;
  private final CardDevice device;
  private Purse purse;

  private Holder(
      String name,
      CardIssuer issuer,
      Entropy entropy,
      Minutes now,
      Card card,
      DeviceRecord record,
      RocksStorage disk)
      throws IOException {
    this.name = name;
    this.issuer = issuer;
    this.entropy = entropy;
    this.now = now;
    this.card = card;
    this.record = record;
    this.disk = disk;
    this.secret = Secret.copyOf(entropy.bytes(SECRET_SIZE));
    this.device = new CardDevice(card, binding(card, record, issuer));
    this.purse = started();
  }

  /** A card that the station prepared, and that nobody has used yet. */
  public record Prepared(String name, Card card, DeviceRecord record) {}

  /** Has the issuer's station prepare a fresh card for its owner, under a fresh owner id. */
  public static Prepared prepare(String name, int keys, CardIssuer issuer, Entropy entropy)
      throws IOException {
    return prepare(name, new OwnerId(ByteString.copyOf(entropy.bytes(16))), keys, issuer, entropy);
  }

  /** The same under the owner id that a pseudonym agent gave for this card. */
  public static Prepared prepare(
      String name, OwnerId owner, int keys, CardIssuer issuer, Entropy entropy) throws IOException {
    Card card = Card.blank(keys, entropy);
    DevicePlan plan =
        new DevicePlan(
            new DeviceId(ByteString.copyOf(entropy.bytes(16))),
            owner,
            CardIssuer.CURRENCY,
            CardIssuer.CLASS,
            CardIssuer.PARTITION,
            new DeviceLimits(BUTTON, TAP, CAP));
    return new Prepared(
        name, card, Issuer.require(issuer.station().prepare(card, plan, card.processor())));
  }

  /** The owner of a prepared card takes it into use, with a purse beside it. */
  public static Holder of(
      Prepared prepared, CardIssuer issuer, Path folder, Minutes now, Entropy entropy)
      throws IOException {
    RocksStorage disk = RocksStorage.open(Files.createDirectories(folder));
    return new Holder(
        prepared.name(), issuer, entropy, now, prepared.card(), prepared.record(), disk);
  }

  private static CardBinding binding(Card card, DeviceRecord record, CardIssuer issuer)
      throws IOException {
    return Issuer.require(
        new FirstUse(record.id(), record.key(), issuer.document(), card)
            .begin(card, CardIssuer.LIMITS.payment()));
  }

  /** The purse's program, started on what it had written. */
  private Purse started() throws IOException {
    Journal journal =
        Journal.open(disk, secret, entropy)
            .orElseThrow(() -> new IOException(name + "'s journal was changed"));
    return Purse.open(journal, issuer.verifier(), device, issuer.credentials());
  }

  /** Ends the program and starts it again. */
  public void restart() throws IOException {
    purse = started();
  }

  public String name() {
    return name;
  }

  public Card card() {
    return card;
  }

  public DeviceRecord record() {
    return record;
  }

  public OwnerId owner() {
    return record.owner();
  }

  public Purse purse() {
    return purse;
  }

  public CardDevice device() {
    return device;
  }

  public Secret secret() {
    return secret;
  }

  /** Whoever has a copy of this card, with a purse of their own. */
  public Holder copied(Path folder) throws IOException {
    RocksStorage other = RocksStorage.open(Files.createDirectories(folder));
    return new Holder("the copy of " + name, issuer, entropy, now, card.copied(), record, other);
  }

  /** What the card holds. */
  public Amount balance() throws IOException {
    return device.state().balance();
  }

  /** Payment keys and tokens from the agents, who are online now. */
  public void refill(int keys, int tokens) throws IOException {
    TokenWish wish =
        new TokenWish(false, CardIssuer.CLASS, TOKEN_PAYMENTS, until(), CardIssuer.LIMITS);
    Issuer.require(
        purse.credentials(device, issuer, entropy).refillKeys(Supplies.of(keys, tokens), now));
    Issuer.require(
        purse
            .credentials(device, issuer, entropy)
            .refillTokens(Supplies.of(keys, tokens), wish.encode(), now));
  }

  /** A token that a payer keeps, and pays again and again. */
  public void addStandingToken() throws IOException {
    add(new TokenWish(true, CardIssuer.CLASS, TOKEN_PAYMENTS, until(), CardIssuer.LIMITS));
  }

  /** A token with which this institution takes deposits into the account named so. */
  public void addDepositToken(ByteString account) throws IOException {
    add(
        new TokenWish(
            true,
            CardIssuer.CLASS,
            TOKEN_PAYMENTS,
            until(),
            CardIssuer.LIMITS,
            Optional.of(account)));
  }

  private void add(TokenWish wish) throws IOException {
    int fresh = purse.receiving().fresh(now);
    Issuer.require(
        purse
            .credentials(device, issuer, entropy)
            .refillTokens(Supplies.of(0, fresh + 1), wish.encode(), now));
  }

  private Minutes until() {
    return new Minutes(now.sinceEpoch() + TOKEN_DAYS * DAY);
  }

  /** A request of {@code amount}, as it goes to the payer. */
  public Request ask(Amount amount) throws IOException {
    Reference reference = new Reference(ByteString.copyOf(entropy.bytes(8)));
    return switch (purse.receiving().ask(Optional.of(amount), reference, now, issuer.chain())) {
      case Asking.Handed(Request request) -> request;
      case Asking.Refused(var reason) ->
          throw new InvariantViolation(name + " cannot ask: " + reason.sentence());
    };
  }

  /** Pays what the request asks for, with the owner's word and button. */
  public PayResult pay(Request request, Amount amount) throws IOException {
    if (amount.covers(BUTTON)) {
      card.press();
    }
    return purse.paying().pay(request, amount, now, order -> true);
  }

  /** Pays what is never refused to an honest payer. */
  public Response payWell(Request request, Amount amount) throws IOException {
    return switch (pay(request, amount)) {
      case PayResult.Paid(Response response) -> response;
      case PayResult.Refused(var reason) ->
          throw new InvariantViolation(name + " cannot pay: " + reason.sentence());
    };
  }

  /** Takes a payment, and turns it into balance. */
  public boolean take(Response response) throws IOException {
    Verdict verdict = purse.receiving().accept(response, now);
    return verdict.isAccepted() && purse.redemption().redeemAll().isEmpty();
  }

  /** Hands {@code amount} from this purse to {@code payee}'s; nobody else is asked. */
  public boolean give(Holder payee, Amount amount) throws IOException {
    return payee.take(payWell(payee.ask(amount), amount));
  }

  /** What it owns: on the card, and received but not collected yet. */
  public Amount owned() throws IOException {
    return balance().plus(purse.receiving().waiting());
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }

  @Override
  public String toString() {
    return name;
  }
}
