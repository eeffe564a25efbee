package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.audit.SupplyAuditor;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.application.state.ProviderRecord;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.batch.BatchVerifier;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.block.Block;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.state.memory.MemoryStorage;

/** The committee lists providers and strikes them off. docs/spec/44-provider-register.md. */
final class ProviderRegisterTest {
  private static final ProviderName NORTH = new ProviderName("north.example");
  private static final ProviderName SOUTH = new ProviderName("south");

  private Bank bank;

  @BeforeEach
  void open() throws IOException {
    bank = new Bank(17);
  }

  private static Ed25519PublicKey key(String of) {
    return Bank.memberKey("provider " + of).publicKey();
  }

  private CashTransaction listed(ProviderName name, String key) {
    return bank.act(new Act.ListProvider(name, key(key)));
  }

  private CashTransaction struckOff(ProviderName name) {
    return bank.act(new Act.StrikeOffProvider(name));
  }

  private void applies(CashTransaction transaction) throws IOException {
    assertThat(bank.application.check(transaction.toLedger()).isAdmitted()).isTrue();
    Bank.requireApplied(bank.block(transaction));
  }

  private void refuses(Reason reason, CashTransaction transaction) throws IOException {
    assertThat(bank.application.check(transaction.toLedger()))
        .isEqualTo(new Admission.Refused(reason));
    StateRoot before = bank.stateWithoutTime();
    assertThat(bank.block(transaction)).containsExactly(reason.code());
    assertThat(bank.stateWithoutTime()).isEqualTo(before);
  }

  private Optional<ProviderRecord> north() throws IOException {
    return bank.application.view().provider(NORTH);
  }

  private long names() throws IOException {
    return bank.application.view().providers();
  }

  @Test
  void aProviderIsListedChangesItsKeyAndIsStruckOffForGood() throws IOException {
    assertThat(names()).isZero();
    assertThat(north()).isEmpty();
    applies(listed(NORTH, "one"));
    long first = bank.height();
    assertThat(north()).contains(new ProviderRecord(key("one"), first, Optional.empty()));
    assertThat(names()).isOne();

    refuses(ProviderReason.KEY_SAME, listed(NORTH, "one"));
    applies(listed(NORTH, "two"));
    long second = bank.height();
    assertThat(north()).contains(new ProviderRecord(key("two"), second, Optional.empty()));
    assertThat(names()).isOne();
    applies(listed(SOUTH, "two"));
    assertThat(names()).isEqualTo(2);

    applies(struckOff(NORTH));
    assertThat(north())
        .contains(new ProviderRecord(key("two"), second, Optional.of(bank.height())));
    assertThat(north().orElseThrow().isListed()).isFalse();
    bank.restart();
    refuses(ProviderReason.STRUCK_OFF, struckOff(NORTH));
    refuses(ProviderReason.STRUCK_OFF, listed(NORTH, "two"));
    refuses(ProviderReason.STRUCK_OFF, listed(NORTH, "three"));
    refuses(ProviderReason.UNKNOWN, struckOff(new ProviderName("west")));
    // All are gone, and the market is not open again.
    applies(struckOff(SOUTH));
    assertThat(names()).isEqualTo(2);
  }

  @Test
  void ofOneBlockTheFirstDecides() throws IOException {
    CashTransaction listed = listed(NORTH, "one");
    assertThat(
            bank.block(
                listed, listed, struckOff(NORTH), struckOff(NORTH), listed(NORTH, "another")))
        .containsExactly(
            0,
            OrdinaryReason.RECORD_KNOWN.code(),
            0,
            ProviderReason.STRUCK_OFF.code(),
            ProviderReason.STRUCK_OFF.code());
  }

  @Test
  void theCommitteeDecidesWithItsQuorum() throws IOException {
    var listing = bank.statement(new Act.ListProvider(NORTH, key("one")));
    refuses(OrdinaryReason.COMMITTEE_SIGNATURES, bank.signed(listing, 1));
    applies(bank.signed(listing, 0, 1));
    var end = bank.statement(new Act.StrikeOffProvider(NORTH));
    refuses(OrdinaryReason.COMMITTEE_SIGNATURES, bank.signed(end, 2));
    applies(bank.signed(end, 0, 2));
  }

  @Test
  void everyChangedByteIsRefused() throws IOException {
    for (CashTransaction sound : List.of(listed(NORTH, "one"), struckOff(NORTH))) {
      StateRoot before = bank.stateWithoutTime();
      List<Transaction> forged = new ArrayList<>();
      byte[] bytes = sound.encode().toByteArray();
      for (int at = 0; at < bytes.length; at++) {
        byte[] changed = bytes.clone();
        changed[at] ^= 0x01;
        forged.add(new Transaction(ByteString.copyOf(changed)));
      }
      assertThat(bank.block(forged)).hasSize(bytes.length).doesNotContain(0);
      assertThat(bank.stateWithoutTime()).isEqualTo(before);
      applies(sound);
    }
  }

  @Test
  void namesHaveOneForm() {
    for (String good : List.of("n1", "7-eleven.example", "a".repeat(63))) {
      assertThat(ProviderName.isName(good)).as(good).isTrue();
    }
    for (String wrong :
        List.of("", "n", "a".repeat(64), "North", ".north", "-north", "nor th", "n\u00f6rd")) {
      assertThat(ProviderName.isName(wrong)).as(wrong).isFalse();
    }
  }

  @Test
  void aStrangerFollowsItFromTheBlocks() throws IOException {
    applies(listed(NORTH, "one"));
    applies(listed(NORTH, "two"));
    applies(struckOff(NORTH));
    SupplyAuditor auditor =
        SupplyAuditor.create(
            bank.ledger,
            new MemoryStorage(),
            BatchVerifier.onOneCore(bank.suite.bases(), bank.entropy));
    for (Block block : bank.blocks) {
      assertThat(auditor.audit(block).isAccepted()).isTrue();
    }
  }
}
