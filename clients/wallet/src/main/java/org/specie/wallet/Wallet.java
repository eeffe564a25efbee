package org.specie.wallet;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.query.LedgerGateway.Tip;
import org.specie.cash.protocol.credential.EntryAddress;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Address;
import org.specie.wallet.address.AddressText;
import org.specie.wallet.disclosure.DisclosureMaker;
import org.specie.wallet.history.Entry;
import org.specie.wallet.holding.Draft;
import org.specie.wallet.holding.HeldEntry;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.network.Network;
import org.specie.wallet.reading.Scan;
import org.specie.wallet.receipt.PaymentReceipt;
import org.specie.wallet.receipt.ReceiptMaker;
import org.specie.wallet.request.Payee;
import org.specie.wallet.request.PaymentRequest;
import org.specie.wallet.spending.ApprovedPayments;
import org.specie.wallet.spending.ApprovedPlans;
import org.specie.wallet.spending.ClassPlans;
import org.specie.wallet.spending.EntryPlans;
import org.specie.wallet.spending.OpenPlans;
import org.specie.wallet.spending.Plan;
import org.specie.wallet.spending.PrivatePlans;
import org.specie.wallet.spending.Sending;
import org.specie.wallet.spending.Submission;
import org.specie.wallet.storage.Backup;
import org.specie.wallet.storage.BackupKeys;
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
  private static final long BLOCKS_PER_FETCH = 64;

  private final ReentrantLock turn = new ReentrantLock(true);
  private final Network network;
  private final WalletKeys keys;
  private final Vault vault;
  private final Entropy entropy;
  private final Scan scan;
  private final Sending sending;
  private final PrivatePlans privatePlans;
  private final OpenPlans openPlans;
  private final EntryPlans entryPlans;
  private final ClassPlans classPlans;
  private final RefundAddresses refundAddresses;
  private final Letters letters;
  private final KnownNames names;
  private final ApprovedPlans approvedPlans;
  private final PaymentAddress paymentAddress;
  private final ReceiptMaker receipts;
  private final DisclosureMaker disclosures;
  private volatile Holdings holdings;

  Wallet(Network network, WalletKeys keys, Vault vault, Holdings holdings, Entropy entropy) {
    this.network = network;
    this.keys = keys;
    this.vault = vault;
    this.holdings = holdings;
    this.entropy = entropy;
    this.scan = new Scan(network, keys);
    Submission.Book book =
        new Submission.Book() {
          @Override
          public Draft edit() {
            return Wallet.this.holdings.edit();
          }

          @Override
          public void save(Draft draft) throws IOException {
            Wallet.this.save(draft);
          }
        };
    this.refundAddresses = new RefundAddresses(keys.refunds(), turn, book);
    this.letters = new Letters(network, keys, turn, book, entropy);
    this.names = new KnownNames(turn, book);
    this.privatePlans = new PrivatePlans(network, keys, entropy);
    this.openPlans = new OpenPlans(network, keys, entropy);
    this.entryPlans = new EntryPlans(network, keys, privatePlans, entropy);
    this.classPlans = new ClassPlans(network, keys, entropy);
    this.approvedPlans = new ApprovedPlans(network, keys, privatePlans, entropy);
    Submission submission = new Submission(network, scan, book);
    this.sending =
        new Sending(
            network,
            submission,
            new ApprovedPayments(network, submission, book),
            approvedPlans,
            () -> this.holdings,
            () -> read(Progress.none()));
    this.paymentAddress = PaymentAddress.of(network.suite(), keys.holder(), entropy);
    this.receipts = new ReceiptMaker(network, keys, paymentAddress, entropy);
    this.disclosures =
        new DisclosureMaker(network, keys, paymentAddress, entropy, this::history, this::idle);
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
        now.live().isPresent(),
        now.promised(tip.epochSeconds()),
        now.waiting());
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

  /** Goes to another wallet class by an order that {@code registrars} sign. */
  public Answer<Entry> changeClass(ClassRegistrars registrars, int classId) throws IOException {
    return perform(classPlans.change(registrars, classId));
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

  /** One of the ways to pay somebody privately. */
  @FunctionalInterface
  public interface Way {
    Answer<Entry> pay(PaymentAddress payee, Amount amount, String note) throws IOException;
  }

  /**
   * Pays by tier 3: the money waits on the ledger, where auditors may stop it and this wallet may
   * cancel it, until the payee may accept it. The note has at most 39 bytes.
   */
  public Answer<Entry> payWithDelay(PaymentAddress payee, Amount amount, String note)
      throws IOException {
    return perform(entryPlans.payWithDelay(payee, amount, ByteString.utf8(note)));
  }

  /**
   * Pays within the budget in such a way that it can be taken back if the payee lets it expire. The
   * note has at most 39 bytes.
   */
  public Answer<Entry> payReturnably(PaymentAddress payee, Amount amount, String note)
      throws IOException {
    return perform(entryPlans.payReturnably(payee, amount, ByteString.utf8(note)));
  }

  /** Pays back within the budget whoever gave {@code address}, without knowing who that is. */
  public Answer<Entry> refund(EntryAddress address, Amount amount, String note) throws IOException {
    return perform(entryPlans.payReturnably(address, amount, ByteString.utf8(note)));
  }

  /** Money that waits or waited on the ledger for this wallet, as of the last synchronisation. */
  public List<HeldEntry> entries() {
    return holdings.entries();
  }

  /** Accepts what was promised to this wallet, once it is released. */
  public Answer<Entry> accept(Hash32 entry, long nowSeconds) throws IOException {
    return perform(entryPlans.accept(entry, nowSeconds));
  }

  /**
   * Takes back what this wallet paid into an entry: cancels it while it waits, after a veto, once
   * it has expired, or what the payee gave back of it.
   */
  public Answer<Entry> takeBack(Hash32 entry, long nowSeconds) throws IOException {
    return perform(entryPlans.takeBack(entry, nowSeconds));
  }

  /**
   * Gives {@code amount} of the entry that this wallet accepted back to whoever paid it, without
   * knowing who that is; costs no budget. Once an entry. The note has at most 40 bytes.
   */
  public Answer<Entry> giveBack(Hash32 entry, Amount amount, String note) throws IOException {
    return perform(entryPlans.giveBack(entry, amount, ByteString.utf8(note)));
  }

  /** Where somebody unknown may pay this wallet's owner back. */
  public RefundAddresses refundAddresses() {
    return refundAddresses;
  }

  /**
   * Pays privately above the budget, with the approval of auditors, who see who pays whom how much
   * and the {@code words}. Done with a pending entry while too few have approved; {@link #settle}
   * and {@link #sync} go on with it.
   */
  public Answer<Entry> payApproved(PaymentAddress payee, Amount amount, String note, String words)
      throws IOException {
    return perform(approvedPlans.pay(payee, amount, ByteString.utf8(note), words));
  }

  /**
   * Gives up the payment that waits for auditors, if one does. What they saw of it is used up by a
   * step that pays nobody; after that it cannot be applied any more.
   */
  public Answer<Boolean> giveUp() throws IOException {
    turn.lock();
    try {
      return sending.giveUp();
    } finally {
      turn.unlock();
    }
  }

  /**
   * Pays what {@code request} asks for, or {@code offered} if it leaves that open. Its reference is
   * the note of a private payment; an open payment carries none.
   *
   * @param way how to pay privately, if that is asked for
   */
  public Answer<Entry> pay(
      PaymentRequest request, Optional<Amount> offered, long nowSeconds, Way way)
      throws IOException {
    Optional<WalletReason> refusal = request.refusal(network.id().genesis(), nowSeconds, offered);
    if (refusal.isPresent()) {
      return Answer.refused(refusal.get());
    }
    Amount amount = request.amount().or(() -> offered).orElseThrow();
    return switch (request.payee()) {
      case Payee.Account(Address account) -> payOrdinary(account, amount);
      case Payee.Private(String address) ->
          readAddress(address).then(payee -> way.pay(payee, amount, request.reference()));
    };
  }

  /** Letters about payments, from others and to them. */
  public Letters letters() {
    return letters;
  }

  /** The names it has paid. */
  public KnownNames names() {
    return names;
  }

  /** Makes ordinary money private; costs no budget. */
  public Answer<Entry> load(Amount amount) throws IOException {
    return perform(privatePlans.load(amount));
  }

  /** Makes private money ordinary; costs no budget. */
  public Answer<Entry> unload(Amount amount) throws IOException {
    return perform(privatePlans.unload(amount));
  }

  /**
   * Makes ordinary money offline cash of {@code issuer}, for the withdrawal that {@code reference}
   * names: the bank pays it into a purse when this is final. Costs no budget; account and amount
   * are public.
   */
  public Answer<Entry> takeOffline(Hash32 issuer, Hash32 reference, Amount amount)
      throws IOException {
    return perform(openPlans.takeOffline(issuer, reference, amount));
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

  /**
   * A receipt of the payment that {@code transactionId} brought, which others verify without this
   * wallet and without the ledger.
   */
  public Answer<PaymentReceipt> receipt(Hash32 transactionId, ReceiptMaker.Words words)
      throws IOException {
    return receipts.make(history(), transactionId, words);
  }

  /** The same of a payment that this wallet made, shown by it as the payer. */
  public Answer<PaymentReceipt> receiptOfPaid(
      Hash32 transactionId, ReceiptMaker.Paid paid, ReceiptMaker.Words words) throws IOException {
    return receipts.makeOfPaid(history(), transactionId, paid, words);
  }

  /** What this wallet knows, sealed under its words, for somebody to keep who cannot read it. */
  public Answer<ByteString> backup() {
    return Backup.seal(network, keys, holdings, entropy);
  }

  /** What finds {@link #backup} again. */
  public BackupKeys backupKeys() {
    return keys.backup();
  }

  /** Shows others what came in, or every step of a period. */
  public DisclosureMaker disclosures() {
    return disclosures;
  }

  /**
   * Finds out what became of a transaction that was on its way when the wallet last stopped, and
   * goes on with a payment that waits for auditors. Whether anything was settled.
   */
  public Answer<Boolean> settle() throws IOException {
    turn.lock();
    try {
      return sending.settle();
    } finally {
      turn.unlock();
    }
  }

  /** Reads all blocks not read yet. Answers how many coins and steps were new. */
  public Answer<Long> sync(Progress progress) throws IOException {
    turn.lock();
    try {
      Answer<Boolean> settled = sending.settle();
      // A payment that auditors refused stands in the history; it keeps nobody from reading on.
      return settled.isDone() || holdings.pending().isEmpty()
          ? read(progress)
          : settled.map(_ -> 0L);
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
    scan.begin();
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
      return sending.perform(plan);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    vault.close();
  }
}
