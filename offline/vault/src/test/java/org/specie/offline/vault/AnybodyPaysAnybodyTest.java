package org.specie.offline.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.offline.purse.Mint;
import org.specie.offline.purse.Table;
import org.specie.offline.purse.card.TestCard;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.value.OwnerId;
import org.specie.quality.requirements.Requirement;

/**
 * Every kind of owner pays every kind, by the same messages: people and merchants with the applet
 * on a card, agencies, banks and the issuer with vaults on an HSM.
 */
class AnybodyPaysAnybodyTest {
  private static final long LOADED = 1_000;
  private static final long EACH = 7;

  /** Each takes three payments, and a test's card knows four of its own. */
  private static final int TOKENS = 2;

  /** Who has which device, and whether payers are shown who it is. */
  private enum Kind {
    PERSON(false, true),
    MERCHANT(false, false),
    AGENCY(true, false),
    BANK(true, false),
    ISSUER(true, false);

    private final boolean hasVault;
    private final boolean isAnonymous;

    Kind(boolean hasVault, boolean isAnonymous) {
      this.hasVault = hasVault;
      this.isAnonymous = isAnonymous;
    }
  }

  /** What makes a payment key more. */
  @FunctionalInterface
  private interface KeyMaker {
    void makeKey() throws IOException;
  }

  private record Party(Table table, KeyMaker keys) {
    static Party of(Kind kind, String role, long minor) throws IOException {
      String name = role + " " + kind;
      OwnerId owner = new OwnerId(Hash32.sha256(ByteString.utf8(name)).bytes().slice(0, 16));
      Party party = kind.hasVault ? vault(name, owner, minor) : card(name, owner, minor);
      for (int i = 0; i < TOKENS; i++) {
        var _ =
            party
                .table()
                .purse()
                .receiving()
                .stock(
                    kind.isAnonymous ? Mint.shared().anonymous(owner) : Mint.shared().token(owner));
      }
      return party;
    }

    private static Party card(String name, OwnerId owner, long minor) throws IOException {
      TestCard card = TestCard.with(Mint.shared().issuer(), owner, minor, 0);
      return new Party(Table.withDevice(name, card.device()), card::certifyKey);
    }

    private static Party vault(String name, OwnerId owner, long minor) throws IOException {
      TestVault vault = TestVault.with(owner, minor, Kind.values().length);
      return new Party(Table.withDevice(name, vault.device()), () -> {});
    }
  }

  private static List<Party> oneOfEach(String role, long minor) throws IOException {
    List<Party> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      all.add(Party.of(kind, role, minor));
    }
    return all;
  }

  @Test
  @Requirement("R20")
  void everyKindPaysEveryKind() throws IOException {
    List<Party> payers = oneOfEach("paying", LOADED);
    List<Party> payees = oneOfEach("paid", 0);
    for (Party payer : payers) {
      for (Party payee : payees) {
        payer.keys().makeKey();
        Request request = payee.table().ask(EACH);
        payee.table().take(payer.table().pay(request, EACH));
      }
    }
    int kinds = Kind.values().length;
    for (Party payer : payers) {
      assertThat(payer.table().balanceMinor()).isEqualTo(LOADED - kinds * EACH);
    }
    for (Party payee : payees) {
      assertThat(payee.table().balanceMinor()).isEqualTo(kinds * EACH);
    }
  }
}
