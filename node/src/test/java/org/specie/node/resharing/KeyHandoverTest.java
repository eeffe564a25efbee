package org.specie.node.resharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.CashApplication;
import org.specie.cash.application.access.ExceptionalAccess;
import org.specie.cash.application.membership.Resharing;
import org.specie.cash.application.signer.CertifiedHeader;
import org.specie.cash.application.signer.OfficeShare;
import org.specie.cash.application.signer.OperatorShare;
import org.specie.cash.application.signer.OperatorSigner;
import org.specie.cash.application.signer.OutputPlace;
import org.specie.cash.application.signer.SignerAnswer;
import org.specie.cash.application.state.IssuingKey;
import org.specie.cash.application.state.OfficeKeys;
import org.specie.cash.application.state.ResharingPlan.Stage;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.protocol.issuance.SigningRequests;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.dkg.DkgFault;
import org.specie.kernel.crypto.escrow.Decryption;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.kernel.crypto.escrow.EscrowCiphertext;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.ps.PartialSignature;
import org.specie.kernel.crypto.ps.PsAggregator;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.kernel.crypto.signature.Address;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.api.certificate.CommitCertificate;
import org.specie.ledger.api.snapshot.Begun;
import org.specie.ledger.api.snapshot.Restoration;
import org.specie.ledger.api.snapshot.SnapshotReader;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.node.resharing.HandoverWorld.Machine;
import org.specie.quality.requirements.Requirement;

/** Operators' machines on a chain of blocks. docs/spec/27-membership.md, section 8. */
final class KeyHandoverTest {
  private HandoverWorld world;
  private Machine newcomer;

  @BeforeEach
  void found() throws IOException {
    world = new HandoverWorld(5);
    newcomer = world.machines.getLast();
  }

  private void decide(Act act) throws IOException {
    assertThat(world.block(List.of(world.act(act)))).containsOnly(0);
  }

  private void plan() throws IOException {
    decide(new Act.ChangeOperators(world.oneReplaced(), false));
  }

  /** Makes blocks of what {@code by} submit, until the plan ends. */
  private void runToTheEndOfThePlan(List<Machine> by) throws IOException {
    while (world.plan().stage().isOpen()) {
      assertThat(world.block(world.submitted(by))).allMatch(code -> code == 0);
    }
    world.submitted(by);
  }

  private void runTo(long height) throws IOException {
    while (world.height() < height) {
      world.block(List.of());
    }
  }

  /** The outputs of the block at {@code height}, signed by {@code by} and aggregated. */
  private void sign(long height, List<Machine> by) throws IOException {
    List<CertifiedHeader> chain = new ArrayList<>();
    OperatorSet seated = world.ledger.genesis().operators();
    for (Block block : world.blocks.subList(0, (int) height + 1)) {
      List<QuorumCertificate.Part> parts = new ArrayList<>();
      for (Machine machine : world.machines) {
        int index =
            seated.operators().stream()
                .map(each -> each.publicKey())
                .toList()
                .indexOf(machine.key.publicKey());
        if (index >= 0 && parts.size() < 3) {
          parts.add(machine.key.sign(index, block.header()));
        }
      }
      CommitCertificate certificate = CommitCertificate.of(block.header(), parts);
      boolean isLast = !block.header().nextOperators().equals(seated.hash());
      chain.add(
          isLast
              ? new CertifiedHeader(
                  block.header(), certificate, world.application.view().operators(1))
              : new CertifiedHeader(block.header(), certificate));
      seated = isLast ? world.now() : seated;
    }
    List<PartialSignature> shares = new ArrayList<>();
    for (Machine machine : by) {
      OperatorSigner signer =
          OperatorSigner.open(
              world.ledger.genesis(), machine.vault, world.outputs(), new MemoryStorage());
      assertThat(signer.follow(chain)).isEqualTo(Verdict.accepted());
      SignerAnswer answer =
          signer.sign(world.blocks.get((int) height), List.of(new OutputPlace(0, 0))).getFirst();
      shares.add(((SignerAnswer.Signed) answer).share());
    }
    IssuingKey key = new Resharing(world.ledger).keyAt(world.application.view(), height);
    HandoverWorld.complete(
        new PsAggregator(key.key())
            .obtain(
                SigningRequests.dummy(world.ledger.suite()),
                world.ledger.suite().dummyMessage(),
                List.of(),
                shares));
  }

  @Test
  @Requirement({"E24", "D5", "U14"})
  void operatorsStoppedBetweenAnyTwoStepsHandTheKeyOn() throws IOException {
    plan();
    long planned = world.height();
    while (world.plan().stage().isOpen()) {
      // What was submitted is lost with the machine, and comes again, the same bytes.
      List<Transaction> lost = world.submitted(world.machines);
      for (Machine machine : world.machines) {
        machine.restart();
      }
      List<Transaction> again = world.submitted(world.machines);
      assertThat(again).isEqualTo(lost);
      for (Machine machine : world.machines) {
        machine.restart();
      }
      assertThat(world.block(again)).isNotEmpty().allMatch(code -> code == 0);
    }
    assertThat(world.plan().stage()).isEqualTo(Stage.COMPLETE);
    assertThat(world.height()).isEqualTo(planned + 3);
    for (Machine machine : world.machines) {
      machine.restart();
    }
    world.submitted(world.machines);
    long last = world.application.membership().pending().orElseThrow().lastHeight();
    runTo(last - 1);
    Act issue =
        new Act.IssueOrdinary(new Address(ByteString.hex("11".repeat(20))), Amount.parse("1.00"));
    decide(issue);
    decide(issue);
    sign(last, world.machines.subList(1, 3));
    sign(last + 1, List.of(world.machines.get(0), newcomer));
    for (Machine machine : world.machines) {
      machine.handover.signedUpTo(world.application.view(), last - 1);
    }
    assertThat(world.machines.getFirst().vault.of(0)).isPresent();
    for (Machine machine : world.machines) {
      machine.handover.signedUpTo(world.application.view(), last);
      machine.restart();
      assertThat(machine.vault.of(0)).isEmpty();
      assertThat(machine.vault.hasRecipient()).isFalse();
    }
    assertThat(newcomer.vault.of(1)).isPresent();
    assertThat(newcomer.vault.escrow(1).orElseThrow().isOf(world.escrowKey(1))).isTrue();
    assertThat(world.machines.get(3).vault.at(last + 1)).isEmpty();
    assertThat(world.machines.get(3).vault.escrow(0)).isEmpty();
  }

  @Test
  @Requirement("E24")
  void aSnapshotInTheMiddleOfAPlanGoesOn() throws IOException {
    plan();
    world.block(world.submitted(world.machines));
    world.block(world.submitted(world.machines).subList(0, 2));
    CashApplication back = world.open(new MemoryStorage());
    Block at = world.blocks.getLast();
    try (SnapshotReader from = world.application.snapshots().open(world.height()).orElseThrow()) {
      Restoration restoration =
          switch (back.snapshots().begin(at.header(), ByteString.EMPTY, from.manifest())) {
            case Begun.Started(Restoration started) -> started;
            case Begun.Refused(var reason) -> throw new AssertionError(reason.sentence());
          };
      for (int index : restoration.missing()) {
        restoration.accept(index, from.chunk(index).orElseThrow());
      }
      restoration.finish();
    }
    world.application = back;
    for (Machine machine : world.machines) {
      machine.restart();
    }
    runToTheEndOfThePlan(world.machines);
    assertThat(world.plan().stage()).isEqualTo(Stage.COMPLETE);
    assertThat(newcomer.vault.of(1)).isPresent();
  }

  @Test
  @Requirement({"E24", "D5"})
  void goesOnWithoutASilentHolderAndAnOperatorWhoseDiskIsLost() throws IOException {
    plan();
    List<Machine> awake = new ArrayList<>(world.machines);
    awake.remove(3);
    world.block(world.submitted(awake));
    newcomer.loseDisk();
    runToTheEndOfThePlan(awake);
    assertThat(world.plan().stage()).isEqualTo(Stage.COMPLETE);
    assertThat(world.plan().faults().holders()).containsOnlyKeys(4);
    assertThat(world.plan().faults().silent()).containsExactly(4);
    assertThat(newcomer.vault.of(1)).isEmpty();
    assertThat(world.machines.getFirst().vault.of(1)).isPresent();
  }

  @Test
  @Requirement({"E24", "D5"})
  void aShareFromBeforeIsNoneOfTheKeyAsItsNewHoldersHaveIt() throws IOException {
    OfficeShare kept = world.machines.get(3).vault.of(0).orElseThrow();
    OfficeShare stays = world.machines.getFirst().vault.of(0).orElseThrow();
    plan();
    runToTheEndOfThePlan(world.machines);
    IssuingKey now = world.application.view().issuingKey(1).orElseThrow();
    assertThat(now.key().key()).as("the key is the same").isEqualTo(world.ledger.key().key());
    assertThat(kept.issuing().isOf(now.key())).isFalse();
    assertThat(stays.issuing().isOf(now.key())).isFalse();
    OfficeShare received = newcomer.vault.of(1).orElseThrow();
    assertThat(received.issuing().isOf(now.key())).isTrue();
    EscrowThresholdKey opens = world.escrowKey(1);
    assertThat(opens.key()).as("and so is the other").isEqualTo(world.escrowKey(0).key());
    assertThat(kept.escrow().orElseThrow().isOf(opens)).isFalse();
    assertThat(stays.escrow().orElseThrow().isOf(opens)).isFalse();
    assertThat(received.escrow().orElseThrow().isOf(opens)).isTrue();
  }

  /** What is under the founders' key is found by two machines with what lies on their disks. */
  private boolean opens(long epoch, List<Machine> by) throws IOException {
    EscrowThresholdKey key = world.escrowKey(epoch);
    List<G1> plain = List.of(G1.GENERATOR, G1.GENERATOR.negate(), G1.GENERATOR);
    Scalar masking = Scalar.random(world.entropy);
    List<G1> masked = new ArrayList<>();
    for (int slot = 0; slot < plain.size(); slot++) {
      masked.add(plain.get(slot).plus(world.escrowKey(0).key().slots().get(slot).times(masking)));
    }
    EscrowCiphertext sealed = new EscrowCiphertext(G1.GENERATOR.times(masking), masked);
    ExceptionalAccess.Due due = new ExceptionalAccess.Due(Hash32.ZERO, sealed);
    List<DecryptionShare> shares = new ArrayList<>();
    for (Machine machine : by) {
      machine
          .vault
          .escrow(epoch)
          .flatMap(member -> member.share(due, world.entropy))
          .ifPresent(shares::add);
    }
    return Decryption.combine(key, sealed, due.label(), shares)
            instanceof Decryption.Complete(List<G1> masks, var _)
        && sealed.open(List.of(masks)).equals(plain);
  }

  @Test
  @Requirement({"E24", "D5"})
  void sharesOfTheEscrowKeyComeAndGoWithTheOffice() throws IOException {
    plan();
    runToTheEndOfThePlan(world.machines);
    for (Machine machine : world.machines) {
      machine.restart();
    }
    List<Machine> seated = List.of(world.machines.get(1), newcomer);
    assertThat(opens(1, seated)).isTrue();
    assertThat(opens(1, seated.subList(1, 2))).isFalse();
    assertThat(opens(1, world.machines.subList(3, 5))).as("who left has none").isFalse();
    assertThat(opens(0, world.machines.subList(2, 4))).as("until it is time to forget").isTrue();
    runTo(world.application.membership().pending().orElseThrow().lastHeight());
    for (Machine machine : world.machines) {
      machine.handover.signedUpTo(world.application.view(), world.height());
      machine.restart();
    }
    assertThat(opens(0, world.machines)).isFalse();
    assertThat(world.machines.get(3).vault.isEmpty()).isTrue();
    assertThat(opens(1, seated)).isTrue();
  }

  /** It deals neither key, the others go on without it, and it has both again afterwards. */
  @Test
  @Requirement({"E24", "D5"})
  void whoLostOneShareDealsNoneAndGetsBothAnew() throws IOException {
    Machine careless = world.machines.getFirst();
    OperatorShare issuing = careless.vault.of(0).orElseThrow().issuing();
    OfficeKeys founded = new Resharing(world.ledger).officeKeys(world.application.view(), 0);
    careless.vault.keep(founded, new OfficeShare(issuing, Optional.empty()));
    careless.restart();
    assertThat(careless.vault.of(0)).isPresent();
    assertThat(careless.vault.escrow(0)).isEmpty();
    plan();
    runToTheEndOfThePlan(world.machines);
    assertThat(world.plan().stage()).isEqualTo(Stage.COMPLETE);
    assertThat(world.plan().faults().holders())
        .containsOnlyKeys(1)
        .containsValue(DkgFault.NO_DEALING);
    assertThat(opens(1, List.of(careless, newcomer))).isTrue();
  }

  /** A share that was changed on the disk, anywhere, or is another's, stops the operator. */
  @Test
  void damagedSharesDoNotOpen() throws IOException {
    ByteString where = new Encoder().u8(0x50).u64(0).toByteString();
    Machine machine = world.machines.get(1);
    ByteString sound = machine.disk.get(where).orElseThrow();
    for (int at = 0; at < sound.size(); at += 23) {
      byte[] changed = sound.toByteArray();
      changed[at] ^= 1;
      machine.disk.write(new Storage.Batch().put(where, ByteString.copyOf(changed)));
      if (at < Long.BYTES) {
        continue;
      }
      assertThatThrownBy(machine::restart)
          .as("byte %d", at)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("restore the operator's folder");
    }
    machine.disk.write(
        new Storage.Batch().put(where, world.machines.get(2).disk.get(where).orElseThrow()));
    assertThatThrownBy(machine::restart).isInstanceOf(IOException.class);
    machine.disk.write(new Storage.Batch().put(where, sound));
    machine.restart();
    assertThat(machine.vault.escrow(0)).isPresent();
  }

  @Test
  void forgetsWhatACancelledPlanNeeded() throws IOException {
    plan();
    world.block(world.submitted(world.machines));
    assertThat(newcomer.vault.hasRecipient()).isTrue();
    decide(new Act.CancelChange(world.plan().id()));
    assertThat(world.submitted(world.machines)).isEmpty();
    assertThat(newcomer.vault.hasRecipient()).isFalse();
    assertThat(world.machines.getFirst().vault.of(0)).isPresent();
  }
}
