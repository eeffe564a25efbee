package org.specie.node.resharing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.specie.cash.application.CashApplication;
import org.specie.cash.application.CashGenesis;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.access.EscrowMember;
import org.specie.cash.application.membership.Resharing;
import org.specie.cash.application.policy.EpochRule;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cash.application.signer.OfficeShare;
import org.specie.cash.application.signer.OperatorShare;
import org.specie.cash.application.signer.SignableOutput;
import org.specie.cash.application.signer.SignableOutputs;
import org.specie.cash.application.state.IssuingKey;
import org.specie.cash.application.state.OfficeKeys;
import org.specie.cash.application.state.ResharingPlan;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.TierRules;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.dkg.DkgParameters;
import org.specie.kernel.crypto.dkg.LocalCeremony;
import org.specie.kernel.crypto.escrow.EscrowKeyShare;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.ps.Aggregation;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsThresholdKey;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.BlockResult;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.BlockHeader;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.ledger.state.memory.MemoryStorage;

/** Four operators, one more who waits outside, and a chain whose blocks take what they submit. */
final class HandoverWorld {
  static final long START = 1_000_000;

  /** One operator's machine, which can be stopped, and lose what it was about to submit. */
  final class Machine {
    final OperatorKey key;
    Storage disk = new MemoryStorage();
    private final Secret secret;
    ShareVault vault;
    KeyHandover handover;

    Machine(OperatorKey key) throws IOException {
      this.key = key;
      this.secret = Secret.random(32, entropy);
      this.vault = ShareVault.open(ledger, disk, secret, entropy);
      this.handover = new KeyHandover(ledger, List.of(key), vault, entropy);
    }

    void restart() throws IOException {
      vault = ShareVault.open(ledger, disk, secret, entropy);
      handover = new KeyHandover(ledger, List.of(key), vault, entropy);
    }

    void loseDisk() throws IOException {
      disk = new MemoryStorage();
      restart();
    }
  }

  final Entropy entropy;
  final LedgerConstants ledger;
  final List<Machine> machines = new ArrayList<>();
  final List<Block> blocks = new ArrayList<>();
  CashApplication application;
  private final Ed25519SecretKey committee;
  private int records;

  HandoverWorld(long seed) throws IOException {
    Random random = new Random(seed);
    entropy = random::nextBytes;
    committee = Ed25519SecretKey.generate(entropy);
    LocalCeremony ceremony =
        LocalCeremony.run(
            DkgParameters.forSignatures(
                Hash32.sha256(ByteString.utf8("first")), 4, 2, Suite.ATTRIBUTES),
            entropy);
    LocalCeremony escrow = escrow("operators", 4);
    PsThresholdKey key = ceremony.key().signatureKey();
    List<OperatorKey> keys = new ArrayList<>();
    List<OperatorSet.Operator> seats = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      keys.add(OperatorKey.generate(entropy));
      seats.add(keys.getLast().operator("operator " + i));
    }
    Domain domain = new Domain("handover", "ILS", 1);
    Suite suite = new Suite(domain);
    SigningRequest request = SigningRequests.dummy(suite);
    List<PartialSignature> parts =
        ceremony.shares().stream().map(each -> each.signatureShare().sign(request)).toList();
    PsSignature dummy =
        complete(new PsAggregator(key).obtain(request, suite.dummyMessage(), List.of(), parts));
    Genesis genesis =
        new Genesis(
            domain.ledger(),
            START,
            new OperatorSet(seats, 3),
            new CashGenesis(domain, key, dummy, policy(EscrowThresholdKey.of(escrow.key())))
                .encode());
    try {
      ledger = LedgerConstants.of(genesis);
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
    application = open(new MemoryStorage());
    keep(application.genesis(genesis), List.of());
    for (int i = 0; i < 4; i++) {
      machines.add(new Machine(keys.get(i)));
      OfficeKeys founded = new OfficeKeys(new IssuingKey(0, 0, key), ledger.escrowKey());
      EscrowMember member =
          new EscrowMember(
              founded.escrow().orElseThrow().key(), EscrowKeyShare.of(escrow.shares().get(i)));
      OperatorShare share = new OperatorShare(1, ceremony.shares().get(i).signatureShare());
      machines.getLast().vault.keep(founded, new OfficeShare(share, Optional.of(member)));
    }
    machines.add(new Machine(OperatorKey.generate(entropy)));
  }

  private LocalCeremony escrow(String name, int members) {
    return LocalCeremony.run(
        DkgParameters.forDecryption(
            Hash32.sha256(ByteString.utf8(name)), members, 2, TierRules.AUDIT_SLOTS),
        entropy);
  }

  /** The operators' escrow key as those of {@code epoch} hold it. */
  EscrowThresholdKey escrowKey(long epoch) throws IOException {
    return new Resharing(ledger).escrowKeyOf(application.view(), epoch).orElseThrow().key();
  }

  static <T> T complete(Aggregation<T> aggregation) {
    if (aggregation instanceof Aggregation.Complete<T> complete) {
      return complete.result();
    }
    throw new AssertionError("no signature: " + aggregation);
  }

  private Policy policy(EscrowThresholdKey operatorsKey) {
    KeyQuorum one = new KeyQuorum(List.of(committee.publicKey()), 1);
    EscrowThresholdKey auditorsKey = EscrowThresholdKey.of(escrow("auditors", 3).key());
    return new Policy(
        List.of(new WalletClass("person", Amount.parse("1000"))),
        Amount.parse("500"),
        new EpochRule.FixedLength(1, START, 1_000),
        Amount.parse("1000000"),
        one,
        one,
        Optional.of(
            new TierPolicy(
                Amount.parse("600"), 60, 600, true, one, one, auditorsKey, operatorsKey)));
  }

  CashApplication open(Storage storage) throws IOException {
    return CashApplication.open(
        ledger, storage, BatchVerifier.onOneCore(ledger.suite().bases(), entropy));
  }

  /** Every applied transaction has earned the same output, so that no proofs are needed. */
  SignableOutputs outputs() {
    return (transaction, result) ->
        List.of(new SignableOutput(1, SigningRequests.dummy(ledger.suite())));
  }

  long height() {
    return blocks.size() - 1L;
  }

  ResharingPlan plan() throws IOException {
    return application.view().resharing().orElseThrow();
  }

  OperatorSet now() throws IOException {
    return application.membership().operators();
  }

  /** The first three operators and the newcomer. */
  OperatorSet oneReplaced() throws IOException {
    List<OperatorSet.Operator> seats = new ArrayList<>(now().operators().subList(0, 3));
    seats.add(machines.getLast().key.operator("newcomer"));
    return OperatorSet.replicated(now().epoch() + 1, seats, 1, 0);
  }

  Transaction act(Act act) {
    Hash32 id = Hash32.sha256(ByteString.utf8("record " + records++));
    CommitteeAct.Statement statement = new CommitteeAct.Statement(id, height() + 100, act);
    return CashTransaction.of(
            statement.with(List.of(statement.sign(ledger.ledgerId(), 0, committee))))
        .toLedger();
  }

  /** What became of each of {@code transactions} in the next block. */
  List<Integer> block(List<Transaction> transactions) throws IOException {
    keep(application.execute(new DecidedBlock(blocks.size(), START, transactions)), transactions);
    return blocks.getLast().results().stream().map(result -> result.code()).toList();
  }

  private void keep(BlockResult result, List<Transaction> transactions) throws IOException {
    BlockHeader header =
        new BlockHeader(
            ledger.ledgerId(),
            blocks.size(),
            blocks.isEmpty() ? Hash32.ZERO : blocks.getLast().header().hash(),
            START,
            transactions.size(),
            Block.transactionsRoot(transactions),
            Block.resultsRoot(result.results()),
            result.stateRoot(),
            result.applicationDigest(),
            result.operatorsAfter().hash());
    blocks.add(new Block(header, transactions, result.results()));
    application.commit(blocks.size() - 1L);
  }

  /** What these machines submit after the last block. */
  List<Transaction> submitted(List<Machine> by) throws IOException {
    List<Transaction> submitted = new ArrayList<>();
    for (Machine machine : by) {
      submitted.addAll(machine.handover.after(application.view(), height()));
    }
    return submitted;
  }
}
