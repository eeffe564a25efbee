package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.FormReason;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.api.Admission;
import org.specie.ledger.api.block.StateRoot;
import org.specie.ledger.api.block.Transaction;
import org.specie.quality.requirements.Requirement;

/** No bytes stop a replica or change its state unless they are a valid transaction. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MalformedBytesTest {
  /** Distance of the positions at which the large transactions are changed; a prime. */
  private static final int STRIDE = 97;

  private Bank bank;
  private final Map<String, ByteString> sound = new TreeMap<>();

  @BeforeAll
  void makeOneOfEach() throws IOException {
    bank = new Bank(59);
    Customer ana = bank.load(bank.open("ana", "20.00"), "10.00");
    Customer ben = bank.open("ben", "20.00");
    put("pay", CashTransaction.of(bank.prove(ana, bank.payment(ben, "3.00")).transaction()));
    put(
        "load",
        CashTransaction.of(Bank.signedBy(ben, bank.prove(ben, bank.move(Kind.LOAD, ben, "4.00")))));
    put(
        "unload",
        CashTransaction.of(bank.prove(ana, bank.move(Kind.UNLOAD, ana, "4.00")).transaction()));
    put(
        "bulk",
        CashTransaction.of(
            bank.prove(
                    ben,
                    new Intent(Kind.BULK, true, List.of(), Optional.empty(), Optional.empty()),
                    bank.application.next().policy().rules(2),
                    bank.validUntil())
                .transaction()));
    put(
        "fold",
        CashTransaction.of(
            bank.foldProver()
                .fold(ben.keys(), ben.state(), List.of(), bank.validUntil(), bank.entropy)));
    put("link", CashTransaction.of(bank.link(ana, bank.stranger("carl"))));
    put(
        "enrol",
        CashTransaction.of(
            bank.enrolment(Customer.keys(bank.suite, "dora"), "dora", 0, 0, 1).enrolment()));
    put("transfer", bank.transfer(ana, ben.address(), "1.00"));
    put("act", bank.issue(ana.address(), "1.00"));
    OfflineIssuer issuer = new OfflineIssuer(bank);
    Bank.requireApplied(bank.block(issuer.named("5.00"), issuer.issued("2.00")));
    put("name float", issuer.named("6.00"));
    Ed25519PublicKey key = Bank.memberKey("a provider").publicKey();
    put("list provider", bank.act(new Act.ListProvider(new ProviderName("north"), key)));
    put("load float", issuer.load(ben, "once", "1.00"));
    put("redeem float", issuer.redemption("once", ben, "1.00"));
  }

  private void put(String name, CashTransaction transaction) {
    sound.put(name, transaction.encode());
  }

  /** Submits and executes; nothing may be applied, nothing may change, nothing may be thrown. */
  private List<Integer> refuseAll(List<Transaction> forged) throws IOException {
    StateRoot before = bank.stateWithoutTime();
    for (Transaction each : forged) {
      bank.application.check(each);
    }
    List<Integer> codes = bank.block(forged);
    assertThat(codes).doesNotContain(0);
    assertThat(bank.stateWithoutTime()).isEqualTo(before);
    return codes;
  }

  @Test
  void refusesTruncatedAndTrailingBytesOfEveryKind() throws IOException {
    for (Map.Entry<String, ByteString> entry : sound.entrySet()) {
      ByteString bytes = entry.getValue();
      List<Transaction> forged = new ArrayList<>();
      forged.add(new Transaction(ByteString.concat(bytes, ByteString.hex("00"))));
      for (int size = bytes.size() - 1; size > 0; size -= 1 + size / 8) {
        forged.add(new Transaction(bytes.slice(0, size)));
      }
      assertThat(refuseAll(forged))
          .as(entry.getKey())
          .containsOnly(FormReason.NOT_A_TRANSACTION.code());
      for (Transaction each : forged) {
        assertThat(bank.application.check(each))
            .isEqualTo(new Admission.Refused(FormReason.NOT_A_TRANSACTION));
      }
    }
  }

  @Test
  @Requirement("D2")
  void refusesAChangedByteAnywhere() throws IOException {
    for (Map.Entry<String, ByteString> entry : sound.entrySet()) {
      ByteString bytes = entry.getValue();
      List<Transaction> forged = new ArrayList<>();
      int stride = bytes.size() < 2000 ? 11 : STRIDE;
      for (int at = 0; at < bytes.size(); at += stride) {
        byte[] changed = bytes.toByteArray();
        changed[at] ^= (byte) (1 << (at % 8));
        forged.add(new Transaction(ByteString.copyOf(changed)));
      }
      refuseAll(forged);
    }
  }

  @Test
  void survivesNoiseBehindEveryFirstBytes() throws IOException {
    Random random = new Random(61);
    List<Transaction> forged = new ArrayList<>();
    for (int family = 0; family < 7; family++) {
      for (int kind = 0; kind < 12; kind++) {
        for (int size : new int[] {0, 1, 40, 3000}) {
          byte[] noise = new byte[2 + size];
          random.nextBytes(noise);
          noise[0] = (byte) family;
          noise[1] = (byte) kind;
          forged.add(new Transaction(ByteString.copyOf(noise)));
        }
      }
    }
    refuseAll(forged);
  }

  @Test
  void survivesSplicesOfSoundTransactions() throws IOException {
    Random random = new Random(67);
    List<ByteString> all = List.copyOf(sound.values());
    List<Transaction> forged = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      ByteString head = all.get(random.nextInt(all.size()));
      ByteString tail = all.get(random.nextInt(all.size()));
      int cut = 1 + random.nextInt(Math.min(head.size(), tail.size()) - 1);
      ByteString spliced = ByteString.concat(head.slice(0, cut), tail.slice(cut, tail.size()));
      if (!sound.containsValue(spliced)) {
        forged.add(new Transaction(spliced));
      }
    }
    refuseAll(forged);
  }

  @Test
  void theSoundOnesAreNotRefusedForTheirForm() throws IOException {
    for (Map.Entry<String, ByteString> entry : sound.entrySet()) {
      boolean isAdmitted = bank.application.check(new Transaction(entry.getValue())).isAdmitted();
      // The renewal is for an epoch that has not begun: it is the one that must be refused.
      assertThat(isAdmitted).as(entry.getKey()).isEqualTo(!entry.getKey().equals("bulk"));
    }
  }
}
