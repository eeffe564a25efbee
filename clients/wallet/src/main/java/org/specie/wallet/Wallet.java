package org.specie.wallet;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Address;
import org.specie.wallet.address.AddressText;
import org.specie.wallet.history.Entry;
import org.specie.wallet.holding.Draft;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.network.Network;
import org.specie.wallet.reading.Scan;
import org.specie.wallet.request.Payee;
import org.specie.wallet.request.PaymentRequest;
import org.specie.wallet.spending.OpenPlans;
import org.specie.wallet.spending.Plan;
import org.specie.wallet.spending.Prepared;
import org.specie.wallet.spending.PrivatePlans;
import org.specie.wallet.spending.Submission;
import org.specie.wallet.storage.Vault;

/**
 * A person's wallet: ordinary balance, private balance, anonymity budget, and what can be done with
 * them. Safe for many threads; transactions leave one after the other, so that two payments at the
 * same time never stand in each other's way. Made by {@link Wallets}.
 *
 * <p>An {@link IOException} means that the disk or the ledger could not be reached. Nothing is lost
 * by it: a transaction that may have left is settled before the next one.
 */
public final class Wallet implements AutoCloseable {
  /** Attempts at one transaction while the ledger's epoch, policy or the state change under it. */
  private static final int ATTEMPTS_MAX = 4;

  /** Transactions one wish may take: claims in bulk, a link, and the wish itself. */
  private static final int TRANSACTIONS_MAX = 256;

  private static final long BLOCKS_PER_FETCH = 64;

  private final ReentrantLock turn = new ReentrantLock(true);
  private final Network network;
  private final WalletKeys keys;
  private final Vault vault;
  private final Scan scan;
  private final Submission submission;
  private final PrivatePlans privatePlans;
  private final OpenPlans openPlans;
  private final PaymentAddress paymentAddress;
  private volatile Holdings holdings;

  Wallet(Network network, WalletKeys keys, Vault vault, Holdings holdings, Entropy entropy) {
    this.network = network;
    this.keys = keys;
    this.vault = vault;
    this.holdings = holdings;
    this.scan = new Scan(network, keys);
    this.submission =
        new Submission(
            network,
            scan,
            new Submission.Book() {
              @Override
              public Draft edit() {
                return Wallet.this.holdings.edit();
              }

              @Override
              public void save(Draft draft) throws IOException {
                Wallet.this.save(draft);
              }
            });
    this.privatePlans = new PrivatePlans(network, keys, entropy);
    this.openPlans = new OpenPlans(network, keys, entropy);
    this.paymentAddress = PaymentAddress.of(network.suite(), keys.holder(), entropy);
  }

  private void save(Draft draft) throws IOException {
    Holdings next = draft.freeze();
    vault.save(next);
    holdings = next;
  }

  /** Where this wallet is paid privately. */
  public PaymentAddress paymentAddress() {
    return paymentAddress;
  }

  /** {@link #paymentAddress} as text. */
  public String paymentAddressText() {
    return AddressText.write(paymentAddress);
  }

  /** Where this wallet is paid ordinarily. */
  public Address account() {
    return keys.address();
  }

  public Network network() {
    return network;
  }

  /** What the wallet knows; {@link #sync} brings it up to date. */
  public Holdings holdings() {
    return holdings;
  }

  /** In the order of time. */
  public List<Entry> history() {
    return holdings.history();
  }

  /** The three things held, as of the last synchronisation; the account is asked for now. */
  public Balance balance() throws IOException {
    Tip tip = network.gateway().tip();
    Amount ordinary = network.gateway().account(keys.address()).balance();
    Holdings now = holdings;
    return new Balance(
        ordinary,
        now.privately(),
        now.unclaimed(),
        now.state().map(state -> PrivatePlans.budgetLeft(state, tip)).orElse(Amount.ZERO),
        now.state().map(state -> tip.rules().budget(state.classId())).orElse(Amount.ZERO),
        tip.rules().epoch(),
        tip.epochEndsAtSeconds(),
        now.live().isPresent());
  }

  /** Reads a payment address somebody wrote. */
  public Answer<PaymentAddress> readAddress(String text) {
    try {
      PaymentAddress address = AddressText.read(network.suite(), text);
      return address.isGenuine(network.suite())
          ? Answer.done(address)
          : Answer.refused(WalletReason.ADDRESS_NOT_GENUINE);
    } catch (MalformedInput e) {
      return Answer.refused(WalletReason.ADDRESS_UNREADABLE, "(" + e.getMessage() + ")");
    }
  }

  /** Enrols with what {@code registrars} sign; private money can be held from then on. */
  public Answer<Entry> enrol(Registrars registrars, int classId) throws IOException {
    return perform(openPlans.enrol(registrars, classId));
  }

  /** Pays from the account, openly. */
  public Answer<Entry> payOrdinary(Address payee, Amount amount) throws IOException {
    return perform(openPlans.payOrdinary(payee, amount));
  }

  /** Pays privately within the budget. The note, for the payee alone, has at most 71 bytes. */
  public Answer<Entry> payPrivately(PaymentAddress payee, Amount amount, String note)
      throws IOException {
    return perform(privatePlans.pay(payee, amount, ByteString.utf8(note)));
  }

  /**
   * Pays what {@code request} asks for, or {@code offered} if it leaves that open. Its reference is
   * the note of a private payment; an open payment carries none.
   */
  public Answer<Entry> pay(PaymentRequest request, Optional<Amount> offered, long nowSeconds)
      throws IOException {
    Optional<WalletReason> refusal = request.refusal(network.id().genesis(), nowSeconds, offered);
    if (refusal.isPresent()) {
      return Answer.refused(refusal.get());
    }
    Amount amount = request.amount().or(() -> offered).orElseThrow();
    return switch (request.payee()) {
      case Payee.Account(Address account) -> payOrdinary(account, amount);
      case Payee.Private(String address) ->
          readAddress(address).then(payee -> payPrivately(payee, amount, request.reference()));
    };
  }

  /** Makes ordinary money private; costs no budget. */
  public Answer<Entry> load(Amount amount) throws IOException {
    return perform(privatePlans.load(amount));
  }

  /** Makes private money ordinary; costs no budget. */
  public Answer<Entry> unload(Amount amount) throws IOException {
    return perform(privatePlans.unload(amount));
  }

  /** Links the account to the holder of the private money; {@link #load} does it by itself. */
  public Answer<Entry> link() throws IOException {
    return perform(privatePlans.link());
  }

  /** Brings received coins into the balance. Without coins there is nothing to do. */
  public Answer<Optional<Entry>> claim() throws IOException {
    return whereCoinsAre(privatePlans.claim());
  }

  /** Makes one coin of up to sixteen, without touching the state. */
  public Answer<Optional<Entry>> fold() throws IOException {
    return whereCoinsAre(privatePlans.fold());
  }

  private Answer<Optional<Entry>> whereCoinsAre(Plan plan) throws IOException {
    return holdings.coins().isEmpty()
        ? Answer.done(Optional.empty())
        : perform(plan).map(Optional::of);
  }

  /** Does nothing that looks like a payment; renews the budget if its time has come. */
  public Answer<Entry> idle() throws IOException {
    return perform(privatePlans.idle());
  }

  /** Finds out what became of a transaction that was on its way when the wallet last stopped. */
  public Answer<Boolean> settle() throws IOException {
    turn.lock();
    try {
      return submission.settle();
    } finally {
      turn.unlock();
    }
  }

  /** Reads all blocks not read yet. Answers how many coins and steps were new. */
  public Answer<Long> sync(Progress progress) throws IOException {
    turn.lock();
    try {
      return submission.settle().then(_ -> read(progress));
    } finally {
      turn.unlock();
    }
  }

  /**
   * Reads to the tip. The file is written whole, so it is written only after as many transactions
   * as the history has entries: after every fetch, a long reading would cost the square of the
   * history. A reading cut short begins again from the last write.
   */
  private Answer<Long> read(Progress progress) throws IOException {
    long tip = network.gateway().tip().height();
    long first = holdings.scannedTo() + 1;
    long unsaved = 0;
    Draft draft = holdings.edit();
    for (long from = first; from <= tip; from += BLOCKS_PER_FETCH) {
      long to = Math.min(tip, from + BLOCKS_PER_FETCH - 1);
      progress.at("reading blocks", from - first, tip - first + 1);
      List<Recorded> fetched = network.gateway().blocks(from, to);
      for (Recorded recorded : fetched) {
        Optional<Refusal> refusal = scan.take(draft, recorded);
        if (refusal.isPresent()) {
          draft.scannedTo(recorded.height() - 1);
          save(draft);
          return Answer.refused(refusal.get());
        }
      }
      draft.scannedTo(to);
      unsaved += fetched.size();
      if (to == tip || unsaved > holdings.history().size()) {
        save(draft);
        unsaved = 0;
      }
    }
    progress.at("reading blocks", tip - first + 1, tip - first + 1);
    return Answer.done(tip);
  }

  private Answer<Entry> perform(Plan plan) throws IOException {
    turn.lock();
    try {
      return submission.settle().then(_ -> send(plan));
    } finally {
      turn.unlock();
    }
  }

  private Answer<Entry> send(Plan plan) throws IOException {
    int refusedAttempts = 0;
    for (int sent = 0; sent < TRANSACTIONS_MAX && refusedAttempts < ATTEMPTS_MAX; sent++) {
      Answer<Prepared> prepared = plan.prepare(network.gateway().tip(), holdings);
      if (!(prepared instanceof Answer.Done<Prepared>(Prepared ready))) {
        return prepared.map(Prepared::entry);
      }
      Answer<Entry> answer = submission.send(ready);
      switch (answer) {
        case Answer.Done<Entry> _ -> {
          if (ready.last()) {
            return answer;
          }
        }
        case Answer.Refused<Entry>(Refusal refusal) -> {
          if (!Submission.isWorthAnotherAttempt(refusal)) {
            return answer;
          }
          refusedAttempts++;
          submission.withdraw(ready);
          Answer<Long> caughtUp = catchUp(refusal);
          if (!caughtUp.isDone()) {
            return caughtUp.map(_ -> ready.entry());
          }
        }
      }
    }
    return Answer.refused(WalletReason.ATTEMPTS_EXHAUSTED);
  }

  /** Where something was spent behind this wallet's back, by the same words elsewhere. */
  private Answer<Long> catchUp(Refusal refusal) throws IOException {
    return refusal.reason() == PrivateReason.NULLIFIER_SPENT
        ? read(Progress.none())
        : Answer.done(holdings.scannedTo());
  }

  @Override
  public void close() throws IOException {
    vault.close();
  }
}
