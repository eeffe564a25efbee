package org.specie.cash.application;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.specie.cash.application.policy.EpochRule;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.PolicyProfile;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cash.application.state.StateKeys;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.application.transaction.Transfer;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Rules;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.cash.protocol.credential.State;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.cash.protocol.proof.CoinSecrets;
import org.specie.cash.protocol.proof.EnrolProver;
import org.specie.cash.protocol.proof.FoldProver;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.proof.StateProver;
import org.specie.cash.protocol.proof.Successor;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.BlockResult;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.Position;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.block.TransactionResult;
import org.specie.ledger.state.memory.MemoryStorage;

/**
 * A ledger of four operators with real keys, its committee and registrars, and everything a
 * customer's wallet would do; all from one seed. Blocks are made by calling the application as an
 * engine would.
 */
public final class Bank {
  static final long START = 1_000_000;
  static final long EPOCH_SECONDS = 1_000;

  /** Longer than anything waits. */
  static final long LONG_EPOCH_SECONDS = 1_000_000_000;

  static final Amount BUDGET = Amount.parse("1000.00");
  static final Amount TIER_ONE = Amount.parse("500.00");

  final Entropy entropy;
  final List<Ed25519SecretKey> committee = new ArrayList<>();
  final List<Ed25519SecretKey> registrars = new ArrayList<>();
  final Operators operators;
  public final LedgerConstants ledger;
  final Suite suite;
  final Storage storage = new MemoryStorage();
  public final List<Block> blocks = new ArrayList<>();
  CashApplication application;
  long now = START;
  private int records;
  private final Optional<PolicyProfile> profile;

  public Bank(long seed) throws IOException {
    this(seed, "test");
  }

  Bank(long seed, String name) throws IOException {
    this(seed, new Domain(name, "ILS", 1));
  }

  /** Banks of one seed have the same operators, whatever their domain. */
  Bank(long seed, Domain domain) throws IOException {
    this(seed, domain, Optional.empty());
  }

  /** A bank whose policy is that of {@code profile}. */
  static Bank of(long seed, PolicyProfile profile) throws IOException {
    return new Bank(seed, new Domain(profile.name(), "ILS", 1), Optional.of(profile));
  }

  private Bank(long seed, Domain domain, Optional<PolicyProfile> profile) throws IOException {
    this.profile = profile;
    Random random = new Random(seed);
    this.entropy = random::nextBytes;
    for (int i = 0; i < 3; i++) {
      committee.add(memberKey("committee " + i));
      registrars.add(memberKey("registrar " + i));
    }
    this.operators = new Operators("bank " + seed, entropy);
    Suite forDummy = new Suite(domain);
    PsSignature dummy =
        operators.sign(SigningRequests.dummy(forDummy), forDummy.dummyMessage(), List.of());
    Genesis genesis =
        new Genesis(
            domain.ledger(),
            START,
            operators.seats(),
            new CashGenesis(domain, operators.key, dummy, policy()).encode());
    try {
      this.ledger = LedgerConstants.of(genesis);
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
    this.suite = ledger.suite();
    this.application = open();
    keep(application.genesis(genesis), START, List.of());
  }

  static Ed25519SecretKey memberKey(String name) {
    return new Ed25519SecretKey(
        Secret.copyOf(Hash32.sha256(ByteString.utf8(name)).bytes().toByteArray()));
  }

  Policy policy() {
    return profile.map(this::policy).orElseGet(this::plainPolicy);
  }

  Policy policy(PolicyProfile of) {
    return of.policy(
        new EpochRule.FixedLength(1, START, LONG_EPOCH_SECONDS),
        Amount.parse("10000000"),
        AuditQuorums.KEYS.people(quorum(committee), quorum(registrars)));
  }

  private Policy plainPolicy() {
    return new Policy(
        List.of(
            new WalletClass("person", BUDGET), new WalletClass("business", Amount.parse("50000"))),
        TIER_ONE,
        new EpochRule.FixedLength(1, START, EPOCH_SECONDS),
        Amount.parse("1000000"),
        quorum(committee),
        quorum(registrars));
  }

  static KeyQuorum quorum(List<Ed25519SecretKey> members) {
    return new KeyQuorum(members.stream().map(Ed25519SecretKey::publicKey).toList(), 2);
  }

  private CashApplication open() throws IOException {
    return CashApplication.open(
        ledger, storage, BatchVerifier.onOneCore(ledger.suite().bases(), entropy));
  }

  /** What remains after the power failed: storage. */
  void restart() throws IOException {
    application = open();
  }

  // Blocks.

  long height() {
    return application.next().height() - 1;
  }

  Rules rules() {
    return application.next().rules();
  }

  long validUntil() {
    return Header.validUntilFrom(height());
  }

  /** Makes a block of {@code transactions}, whatever admission would say, and returns the codes. */
  public List<Integer> block(CashTransaction... transactions) throws IOException {
    List<Transaction> ordered = new ArrayList<>();
    for (CashTransaction each : transactions) {
      ordered.add(each.toLedger());
    }
    return block(ordered);
  }

  List<Integer> block(List<Transaction> transactions) throws IOException {
    DecidedBlock decided = new DecidedBlock(height() + 1, now, transactions);
    keep(application.execute(decided), now, transactions);
    return blocks.getLast().results().stream().map(TransactionResult::code).toList();
  }

  private void keep(BlockResult result, long time, List<Transaction> transactions)
      throws IOException {
    Hash32 parent = blocks.isEmpty() ? Hash32.ZERO : blocks.getLast().header().hash();
    BlockHeader header =
        new BlockHeader(
            ledger.ledgerId(),
            blocks.size(),
            parent,
            time,
            transactions.size(),
            Block.transactionsRoot(transactions),
            Block.resultsRoot(result.results()),
            result.stateRoot(),
            result.applicationDigest(),
            result.operatorsAfter().hash());
    blocks.add(new Block(header, transactions, result.results()));
    requireEverythingFitsAnAnswer(blocks.getLast());
    Position position = application.commit(blocks.size() - 1L);
    if (!position.stateRoot().equals(result.stateRoot())) {
      throw new AssertionError("committed another state than executed");
    }
  }

  /** Clause 2.5 of docs/spec/28-gateway.md, of whatever is applied in any of these tests. */
  private void requireEverythingFitsAnAnswer(Block block) {
    for (int i = 0; i < block.results().size(); i++) {
      int aggregates = 2 * G1.SIZE * AppliedOutputs.of(ledger, block, i).size();
      int transaction = block.transactions().get(i).bytes().size();
      if (block.results().get(i).event().size() + aggregates > transaction) {
        throw new AssertionError("event and aggregates are longer than the transaction");
      }
    }
  }

  void nextEpoch() throws IOException {
    now = application.next().policy().epochs().endOf(rules().epoch());
    block();
  }

  // The committee.

  public CommitteeAct.Statement statement(Act act) {
    Hash32 id = Hash32.sha256(ByteString.utf8("record " + records++));
    return new CommitteeAct.Statement(id, height() + 100, act);
  }

  public CashTransaction act(Act act) {
    return signed(statement(act), 0, 2);
  }

  public CashTransaction signed(CommitteeAct.Statement statement, int... members) {
    return signed(statement, committee, members);
  }

  CashTransaction signed(
      CommitteeAct.Statement statement, List<Ed25519SecretKey> group, int... members) {
    List<KeyQuorum.Signature> signatures = new ArrayList<>();
    for (int member : members) {
      signatures.add(statement.sign(ledger.ledgerId(), member, group.get(member)));
    }
    return CashTransaction.of(statement.with(signatures));
  }

  CashTransaction issue(Address to, String amount) {
    return act(new Act.IssueOrdinary(to, Amount.parse(amount)));
  }

  // What wallets do.

  public CashTransaction transfer(Customer from, Address to, String amount) throws IOException {
    return transfer(from, to, amount, nonce(from));
  }

  CashTransaction transfer(Customer from, Address to, String amount, long nonce) {
    return CashTransaction.of(
        new Transfer.Body(nonce, to, Amount.parse(amount), height() + 100)
            .sign(ledger.ledgerId(), from.account()));
  }

  long nonce(Customer customer) throws IOException {
    return application.view().account(customer.address()).nonce();
  }

  Amount balance(Customer customer) throws IOException {
    return application.view().account(customer.address()).balance();
  }

  public EnrolProver.Made enrolment(HolderKeys keys, String identity, int classId, int... signers) {
    Enrolment.Statement statement =
        new Enrolment.Statement(
            suite.domain(),
            Hash32.sha256(ByteString.utf8("identity of " + identity)),
            keys.publicSpendKey(),
            classId,
            height() + 100);
    List<Enrolment.Approval> approvals = new ArrayList<>();
    for (int signer : signers) {
      approvals.add(new Enrolment.Approval(signer, registrars.get(signer).sign(statement.bytes())));
    }
    return new EnrolProver(suite, ledger.key().key(), rules())
        .prove(statement, approvals, keys, entropy);
  }

  /** Somebody with an account who is not enrolled; there is no state to show. */
  public Customer stranger(String name) {
    HolderKeys keys = Customer.keys(suite, name);
    State none =
        new State(keys.pid(), keys.k(), Scalar.ONE, Amount.ZERO, Amount.ZERO, Amount.ZERO, 1, 0);
    return new Customer(keys, Customer.account(name), new StateCredential(none, ledger.dummy()));
  }

  /** A hash over all entries of the state but the time, which every block changes. */
  StateRoot stateWithoutTime() throws IOException {
    Encoder all = new Encoder();
    for (Map.Entry<ByteString, ByteString> entry : entries().entrySet()) {
      if (!entry.getKey().equals(StateKeys.time())) {
        all.bytes(entry.getKey()).bytes(entry.getValue());
      }
    }
    return new StateRoot(Hash32.sha256(all.toByteString()));
  }

  /** Everything the state says. */
  Map<ByteString, ByteString> entries() throws IOException {
    Map<ByteString, ByteString> entries = new TreeMap<>();
    for (int table = 0; table <= 0xff; table++) {
      application
          .state()
          .scan(
              new Encoder().u8(table).toByteString(),
              (key, value) -> {
                entries.put(key, value);
                return true;
              });
    }
    return entries;
  }

  Customer enrol(String name) throws IOException {
    HolderKeys keys = Customer.keys(suite, name);
    EnrolProver.Made made = enrolment(keys, name, 0, 0, 1);
    requireApplied(block(CashTransaction.of(made.enrolment())));
    return new Customer(keys, Customer.account(name), credential(made.successor()));
  }

  /** Enrols {@code name}, links its account and gives it ordinary money. */
  public Customer open(String name, String amount) throws IOException {
    Customer customer = enrol(name);
    requireApplied(
        block(issue(customer.address(), amount), CashTransaction.of(link(customer, customer))));
    return customer;
  }

  static void requireApplied(List<Integer> codes) {
    if (!codes.stream().allMatch(code -> code == 0)) {
      throw new AssertionError("refused: " + codes);
    }
  }

  LinkTransaction link(Customer owner, Customer account) throws IOException {
    return link(owner, account, nonce(account));
  }

  /** {@code owner}'s link whose nonce is so many above the account's next. */
  LinkTransaction linkAhead(Customer owner, int ahead) throws IOException {
    return link(owner, owner, nonce(owner) + ahead);
  }

  private LinkTransaction link(Customer owner, Customer account, long nonce) throws IOException {
    FoldProver.UnsignedLink unsigned =
        foldProver()
            .link(
                owner.keys(),
                owner.state(),
                account.address().bytes(),
                nonce,
                validUntil(),
                entropy);
    return unsigned.signedBy(account.account().sign(unsigned.core()).bytes());
  }

  FoldProver foldProver() {
    return new FoldProver(suite, ledger.key().key(), ledger.dummy(), rules());
  }

  public StateProver.Made prove(Customer customer, Intent intent) {
    return prove(customer, intent, rules(), validUntil());
  }

  StateProver.Made prove(Customer customer, Intent intent, Rules rules, long validUntil) {
    return new StateProver(suite, ledger.key().key(), ledger.dummy(), rules)
        .prove(intent, customer.keys(), customer.state(), validUntil, entropy);
  }

  Intent payment(Customer payee, String amount) {
    return Intent.pay(
        false,
        Optional.empty(),
        new Intent.Payment(
            PaymentAddress.of(suite, payee.keys(), entropy),
            Amount.parse(amount),
            ByteString.utf8("coffee")));
  }

  public Intent move(Kind kind, Customer account, String amount) throws IOException {
    return new Intent(
        kind,
        false,
        List.of(),
        Optional.empty(),
        Optional.of(
            new Intent.AccountTransfer(
                Amount.parse(amount),
                account.address().bytes(),
                kind == Kind.LOAD ? nonce(account) : 0)));
  }

  /** {@code made} with the signature of {@code account}, as a load needs it. */
  static StateTransaction signedBy(Customer account, StateProver.Made made) {
    return made.transaction().signedBy(account.account().sign(made.transaction().core()).bytes());
  }

  public Customer load(Customer customer, String amount) throws IOException {
    StateProver.Made made = prove(customer, move(Kind.LOAD, customer, amount));
    requireApplied(block(CashTransaction.of(signedBy(customer, made))));
    return customer.with(credential(made.successor()));
  }

  /** Applies {@code made}, which needs no account's signature. */
  Customer apply(Customer customer, StateProver.Made made) throws IOException {
    requireApplied(block(CashTransaction.of(made.transaction())));
    return customer.with(credential(made.successor()));
  }

  // What operators sign.

  /** The last block's only transaction created {@code successor}; operators sign it. */
  StateCredential credential(Successor successor) {
    SigningRequest request = AppliedOutputs.of(ledger, blocks.getLast(), 0).getFirst();
    if (!request.equals(successor.request())) {
      throw new AssertionError("operators sign something else than the wallet expects");
    }
    return new StateCredential(
        successor.state(),
        operators.sign(request, successor.message(suite), successor.blindings()));
  }

  /** The coin in the last block's first transaction, if it is {@code customer}'s. */
  Optional<Coin> received(Customer customer, StateTransaction transaction) {
    SigningRequest request = AppliedOutputs.of(ledger, blocks.getLast(), 0).getLast();
    Outputs outputs = Outputs.of(suite, transaction.kind().code(), nullifiers(blocks.getLast(), 0));
    return CoinSecrets.open(
            suite, customer.keys(), outputs, transaction.body().coin().orElseThrow())
        .map(
            secrets ->
                new Coin(
                    customer.keys().pid(),
                    outputs.coinSerial(suite),
                    secrets.value(),
                    operators.sign(
                        request,
                        secrets.message(suite, outputs, customer.keys().pid()),
                        secrets.blindings())));
  }

  static List<ByteString> nullifiers(Block block, int index) {
    try {
      return switch (AppliedEvent.decode(block.results().get(index).event())) {
        case AppliedEvent.Consumed consumed -> consumed.nullifiers();
        case AppliedEvent.Enrolled _ -> List.of();
        case AppliedEvent.Transferred _ -> List.of();
        case AppliedEvent.Acted _, AppliedEvent.Posted _ -> List.of();
      };
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  /** The coin of the act in the last block's first transaction. */
  Coin issued(Customer customer, Hash32 recordId, Amount value) {
    SigningRequest request = AppliedOutputs.of(ledger, blocks.getLast(), 0).getFirst();
    Scalar pid = customer.keys().pid();
    Scalar serial = suite.issuanceSerial(recordId.bytes());
    return new Coin(
        pid,
        serial,
        value,
        operators.sign(request, Coin.message(suite, pid, serial, value), List.of()));
  }
}
