package org.specie.wallet.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.wallet.Answer;
import org.specie.wallet.Town;
import org.specie.wallet.Town.Person;
import org.specie.wallet.WalletKeys;
import org.specie.wallet.WalletReason;
import org.specie.wallet.network.Network;

/** What stands in a wallet's file. docs/spec/30-wallet.md, clause 30.3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ContentsTest {
  private static final int THREE_EMPTY_LISTS = 3 * Integer.BYTES;
  private static final int SIX_EMPTY_LISTS = 6 * Integer.BYTES;

  private Town town;
  private Network network;
  private Person ana;
  private WalletKeys keys;

  @BeforeAll
  void build() throws IOException {
    town = new Town(21);
    town.offerTiers(3_600, 7_200, true);
    network = town.connect(town.gateway());
    ana = town.person("ana", "300.00");
    keys = WalletKeys.derive(network, ana.mnemonic().seed(""));
    ana.wallet().load(Amount.parse("300.00")).orThrow();
  }

  @AfterAll
  void close() throws IOException {
    town.close();
  }

  private ByteString written() {
    return new Contents(keys, ana.wallet().holdings()).encode(network.id());
  }

  @Test
  void readsWhatItWroteAndNothingElse() throws IOException {
    ByteString old = written();
    ana.wallet()
        .payReturnably(ana.wallet().paymentAddress(), Amount.parse("5.00"), "to myself")
        .orThrow();
    ana.wallet().refundAddresses().give("order 17").orThrow();
    assertThat(ana.wallet().entries()).hasSize(2);
    ana.wallet().letters().make("https://north.example:443", "north.example", 5, 9).orThrow();
    var self = ana.wallet().paymentAddress();
    ana.wallet().names().check("https://north.example:443", "ana.north", self, false).orThrow();
    ByteString written = written();
    var read = Contents.decode(SealedFile.VERSION, written, network).orThrow();
    assertThat(read.encode(network.id())).isEqualTo(written);
    assertThat(Town.substance(read.holdings())).isEqualTo(Town.substance(ana.wallet().holdings()));
    assertThat(read.holdings().addresses()).hasSize(1);
    assertThat(read.holdings().mailboxes()).hasSize(1);
    assertThat(read.holdings().names()).isEqualTo(ana.wallet().holdings().names()).hasSize(1);
    for (int size : List.of(0, 1, written.size() / 2, written.size() - 1)) {
      assertThat(Contents.decode(SealedFile.VERSION, written.slice(0, size), network))
          .isEqualTo(Answer.refused(WalletReason.FILE_DAMAGED));
    }
    assertThat(
            Contents.decode(
                SealedFile.VERSION, ByteString.concat(written, ByteString.hex("00")), network))
        .isEqualTo(Answer.refused(WalletReason.FILE_DAMAGED));

    ByteString first = old.slice(0, old.size() - SIX_EMPTY_LISTS);
    var ofVersionOne = Contents.decode(1, first, network).orThrow();
    assertThat(ofVersionOne.encode(network.id())).as("as files ended before").isEqualTo(old);
    assertThat(Contents.decode(SealedFile.VERSION, first, network))
        .isEqualTo(Answer.refused(WalletReason.FILE_DAMAGED));
    ByteString second = old.slice(0, old.size() - THREE_EMPTY_LISTS);
    var ofVersionTwo = Contents.decode(2, second, network).orThrow();
    assertThat(ofVersionTwo.encode(network.id())).as("as files ended before").isEqualTo(old);
    assertThat(Contents.decode(2, old, network))
        .isEqualTo(Answer.refused(WalletReason.FILE_DAMAGED));
    assertThat(Contents.decode(1, old, network))
        .isEqualTo(Answer.refused(WalletReason.FILE_DAMAGED));
  }
}
