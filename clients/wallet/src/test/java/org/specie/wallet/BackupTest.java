package org.specie.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.wallet.Town.Person;
import org.specie.wallet.holding.Holdings;
import org.specie.wallet.storage.BackupKeys;

/** Backups that somebody else keeps. docs/spec/41-psp.md, 41.17 and 41.18. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BackupTest {
  private static final int KIB = 1 << 10;
  private static final String NOTE = "for the second-hand bicycle";

  private Town town;
  private Person ana;
  private Person ben;

  @BeforeAll
  void build() throws IOException {
    town = new Town(11);
    ana = town.person("ana", "100.00");
    ben = town.person("ben", "100.00");
    ana.wallet().load(Amount.parse("50.00")).orThrow();
  }

  @AfterAll
  void close() throws IOException {
    town.close();
  }

  private void pay(String amount) throws IOException {
    ana.wallet().payPrivately(ben.wallet().paymentAddress(), Amount.parse(amount), NOTE).orThrow();
    ana.wallet().sync(Progress.none()).orThrow();
  }

  private static int code(Answer<?> answer) {
    return answer instanceof Answer.Refused<?>(var refusal) ? refusal.reason().code() : 0;
  }

  private Wallet restored(Holdings found) throws IOException {
    return town.wallets(town.gateway())
        .restore(new MemoryStore(), Town.PASSPHRASE, ana.mnemonic(), found, Progress.none())
        .orThrow();
  }

  private Answer<Holdings> read(Person person, ByteString backup) throws IOException {
    return town.wallets(town.gateway()).read(person.mnemonic(), backup);
  }

  @Test
  void wordsOpenItAndBringBackWhatTheLedgerDoesNotHave() throws IOException {
    pay("1.25");
    ByteString backup = ana.wallet().backup().orThrow();
    Wallet again = restored(read(ana, backup).orThrow());
    assertThat(again.history()).isEqualTo(ana.wallet().history());
    assertThat(again.history()).anySatisfy(entry -> assertThat(entry.note()).isEqualTo(NOTE));
    assertThat(ana.restored().history())
        .noneSatisfy(entry -> assertThat(entry.note()).isEqualTo(NOTE));
  }

  @Test
  void anOldOneIsReadOnFromAndCostsNothing() throws IOException {
    ByteString old = ana.wallet().backup().orThrow();
    pay("2.00");
    pay("3.00");
    Wallet again = restored(read(ana, old).orThrow());
    assertThat(Town.substance(again.holdings())).isEqualTo(Town.substance(ana.wallet().holdings()));
    assertThat(again.balance()).isEqualTo(ana.wallet().balance());
  }

  @Test
  void nothingElseOpensIt() throws IOException {
    ByteString backup = ana.wallet().backup().orThrow();
    assertThat(code(read(ben, backup))).isEqualTo(WalletReason.BACKUP_UNREADABLE.code());
    for (int at = 0; at < backup.size(); at += at < 80 ? 1 : 97) {
      byte[] changed = backup.toByteArray();
      changed[at] ^= 1;
      assertThat(code(read(ana, ByteString.copyOf(changed))))
          .as("byte %d", at)
          .isEqualTo(WalletReason.BACKUP_UNREADABLE.code());
    }
    for (int size : new int[] {0, 1, 15, 16, 17, 100, backup.size() - 1}) {
      assertThat(code(read(ana, backup.slice(0, size))))
          .isEqualTo(WalletReason.BACKUP_UNREADABLE.code());
    }
    assertThat(code(read(ana, ByteString.concat(backup, backup))))
        .isEqualTo(WalletReason.BACKUP_UNREADABLE.code());
    assertThat(code(read(ana, ByteString.copyOf(new byte[(128 << 10) + 1]))))
        .isEqualTo(WalletReason.BACKUP_UNREADABLE.code());
  }

  @Test
  void itsLengthIsOneOfSix() throws IOException {
    ByteString before = ana.wallet().backup().orThrow();
    ByteString same = ana.wallet().backup().orThrow();
    assertThat(before.size()).isEqualTo(4 * KIB).isEqualTo(same.size());
    assertThat(before).isNotEqualTo(same);
  }

  @Test
  void everyProviderKnowsAnotherKey() throws IOException {
    TreeSet<String> keys = new TreeSet<>();
    BackupKeys words = ana.wallet().backupKeys();
    for (BackupKeys each : new BackupKeys[] {words, ben.wallet().backupKeys()}) {
      for (String address : new String[] {"https://a.example:443", "https://b.example:443"}) {
        for (String name : new String[] {"north", "south"}) {
          keys.add(each.customer(address, name).publicKey().bytes().toHex());
        }
      }
    }
    assertThat(keys).hasSize(8);
    Ed25519PublicKey again =
        town.wallets(town.gateway())
            .backupKeys(ana.mnemonic())
            .customer("https://a.example:443", "north")
            .publicKey();
    assertThat(again).isEqualTo(words.customer("https://a.example:443", "north").publicKey());
  }
}
