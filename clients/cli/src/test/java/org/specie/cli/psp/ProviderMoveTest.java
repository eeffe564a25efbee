package org.specie.cli.psp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.registration.RegistrarReason;
import org.specie.cli.customer.KeptBackup;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.seed.Mnemonic;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.Answer;
import org.specie.wallet.Balance;
import org.specie.wallet.Wallets;
import org.specie.wallet.history.Entry;
import org.specie.wallet.network.Network;

/**
 * A customer who moves from a provider that has kept everything it ever had and heard, and whose
 * next provider is lost. docs/spec/41-psp.md 41.13.
 */
final class ProviderMoveTest {
  /** Of six bytes, so that it is nowhere by chance. */
  private static final Amount PAID = Amount.ofMinor(0x2b_c8_da_2e_64_f5L);

  private static final Amount EARLIER = Amount.ofMinor(0x01_00_00_00_00_00L);
  private static final Amount BUDGET = Amount.ofMinor(0x60_00_00_00_00_00L);
  private static final Amount ISSUED = Amount.ofMinor(0x30_00_00_00_00_00L);
  private static final String NOTE = "for the flute from the attic";
  private static final int PIECES_MIN = 60;
  private static final String LEDGER = "the ledger until the move";

  @TempDir private Path folder;

  @Test
  @Requirement({"U2", "E25"})
  void theOldProviderCanNeitherSpendNorTraceAndTheNextIsLostWithoutLoss() throws Exception {
    try (Village village = new Village(folder, BUDGET)) {
      Village.Provider north = village.provider("north");
      Village.Provider south = village.provider("south");
      Villager ana = enrolled(village, "ana", north);
      Villager ben = enrolled(village, "ben", south);
      Villager dora = enrolled(village, "dora", south);
      for (Villager each : List.of(ana, dora)) {
        village.decide(
            new Act.IssuePrivate(each.wallet().paymentAddress().publicSpendKey(), ISSUED));
        each.holds();
      }
      village.decide(new Act.IssueOrdinary(ana.wallet().account(), Amount.parse("80.00")));

      // While she is its customer, the old provider gets whatever a provider can get.
      Hash32 earlier = pay(ana, ben, EARLIER, "");
      ana.network().provider().publish("ana.north", ana.wallet().paymentAddressText()).orThrow();
      ByteString backup = ana.wallet().backup().orThrow();
      try (KeptBackup kept = ana.backup()) {
        kept.leave(1, backup).orThrow();
      }
      Balance held = ana.holds();
      ana.close();
      Belongings belongings = new Belongings(folder);
      Map<String, String> before = belongings.rows(village, north);
      int connections = north.line().connections();
      long height = village.truth().tip().height();

      // The move: she joins the next one, in the same folder.
      village.join("ana", south);
      Villager moved = Villager.open(folder.resolve("ana"), ana.words());
      assertThat(moved.holds()).isEqualTo(held);
      Hash32 paid = pay(moved, ben, PAID, NOTE);
      Hash32 doras = pay(dora, ben, PAID, NOTE);
      moved
          .network()
          .provider()
          .publish("ana.south", moved.wallet().paymentAddressText())
          .orThrow();

      // It hears of nothing, and what it has is in no later payment.
      assertThat(belongings.rows(village, north)).isEqualTo(before);
      assertThat(north.line().connections()).isEqualTo(connections);
      Map<String, byte[]> places = belongings.places(village, north);
      Needles told =
          new Needles()
              .amount(PAID)
              .text("the note", NOTE)
              .person("Ben", ben.wallet())
              .bytes("the later payment's number", paid.bytes());
      assertThat(told.foundIn(places)).isEmpty();
      places.put(LEDGER, ledger(village, height));
      // What every payment has, a stranger's too, says nothing.
      ByteString everybodys = known(village, doras);
      Needles later = new Needles().pieces("later", known(village, paid), everybodys);
      assertThat(later.all()).hasSizeGreaterThan(PIECES_MIN);
      assertThat(later.foundIn(places)).isEmpty();
      // The same search finds the payment that she made as its customer.
      Needles sooner = new Needles().pieces("sooner", known(village, earlier), everybodys);
      assertThat(sooner.foundIn(places))
          .hasSizeGreaterThan(PIECES_MIN)
          .allMatch(found -> found.endsWith(LEDGER));

      Needles secrets = secrets(moved);
      assertThat(secrets.foundIn(places)).isEmpty();
      assertThat(before.get("backup")).contains(backup.toHex());
      Balance left = moved.holds();
      village.join("thief", north);
      try (Villager thief = Villager.create(folder.resolve("thief"))) {
        cannotSpend(village, north, thief, moved, backup);
        assertThat(moved.holds()).isEqualTo(left);
        belongings.provesThatItCanFail(
            village,
            north,
            secrets.pieces("a piece", known(village, paid).slice(512, 544), ByteString.EMPTY),
            thief);
      }
      theNextOneIsLost(village, north, south, List.of(moved, ben));
      village.stop(north);
      dora.close();
    }
  }

  private Villager enrolled(Village village, String name, Village.Provider provider)
      throws IOException {
    Path evidence = village.evidence(name, village.join(name, provider));
    Villager villager = Villager.create(folder.resolve(name));
    villager.enrol(evidence).orThrow();
    return villager;
  }

  private static Hash32 pay(Villager payer, Villager payee, Amount amount, String note)
      throws IOException {
    Entry entry =
        payer.wallet().payPrivately(payee.wallet().paymentAddress(), amount, note).orThrow();
    return entry.transactionId();
  }

  /** What everybody knows of a transaction. */
  private static ByteString known(Village village, Hash32 id) throws IOException {
    return known(village.truth().find(id).orElseThrow());
  }

  private static ByteString known(LedgerGateway.Recorded recorded) {
    return ByteString.concat(recorded.bytes(), recorded.event());
  }

  private static byte[] ledger(Village village, long height) throws IOException {
    return ByteString.concat(
            village.truth().blocks(0, height).stream()
                .map(ProviderMoveTest::known)
                .toArray(ByteString[]::new))
        .toByteArray();
  }

  private static Mnemonic words(Villager villager) {
    if (Mnemonic.parse(String.join(" ", villager.words()))
        instanceof Mnemonic.Parsed.Understood read) {
      return read.mnemonic();
    }
    throw new AssertionError("words are understood");
  }

  /** What spends Ana's money. */
  private static Needles secrets(Villager ana) {
    HolderKeys keys = HolderKeys.derive(ana.wallet().network().suite(), words(ana).seed(""));
    assertThat(keys.publicSpendKey()).isEqualTo(ana.wallet().paymentAddress().publicSpendKey());
    return new Needles()
        .text("the words", String.join(" ", ana.words()))
        .text("four of the words", String.join(" ", ana.words().subList(0, 4)))
        .bytes("the spend key", keys.k().toByteString());
  }

  /** With the backup, the evidence, and all help of the identity provider. */
  private static void cannotSpend(
      Village village, Village.Provider north, Villager thief, Villager ana, ByteString backup)
      throws IOException {
    Wallets wallets =
        new Wallets(
            Network.connect(ana.network().gateway()).orThrow(),
            Village.ENTROPY,
            new PassphraseKey.Cost(8, 1, 1));
    assertThat(wallets.read(words(ana), backup).isDone()).isTrue();
    assertThat(wallets.read(words(thief), backup).isDone()).isFalse();
    // Another wallet in her name.
    Path evidence = village.evidence("ana", village.join("thief", north));
    assertThat(code(thief.enrol(evidence))).isEqualTo(RegistrarReason.REGISTERED_BEFORE.code());
  }

  private static int code(Answer<?> answer) {
    return answer instanceof Answer.Refused<?>(var why) ? why.reason().code() : 0;
  }

  /** Her next provider burns with everybody's devices; words and a third one are enough. */
  private void theNextOneIsLost(
      Village village, Village.Provider north, Village.Provider south, List<Villager> people)
      throws IOException {
    Villager ana = people.getFirst();
    Villager ben = people.getLast();
    Balance anas = ana.holds();
    Balance bens = ben.holds();
    assertThat(anas.ordinary()).isEqualTo(Amount.parse("80.00"));
    assertThat(anas.budgetLeft()).isEqualTo(BUDGET.minus(EARLIER).minus(PAID));
    ana.close();
    ben.close();
    village.burn(south);
    Village.removeAll(folder.resolve("ana"));
    Village.removeAll(folder.resolve("ben"));
    Village.Provider east = village.provider("east");
    village.join("ana", east);
    village.join("ben", east);
    Villager anaAgain = Villager.restore(folder.resolve("ana"), ana.words());
    Villager benAgain = Villager.restore(folder.resolve("ben"), ben.words());
    assertThat(anaAgain.holds()).isEqualTo(anas);
    assertThat(benAgain.holds()).isEqualTo(bens);
    Hash32 _ = pay(anaAgain, benAgain, Amount.parse("1.00"), "");
    assertThat(benAgain.holds().unclaimed()).isEqualTo(bens.unclaimed().plus(Amount.parse("1.00")));
    anaAgain.close();
    Balance keeps = benAgain.holds();
    benAgain.close();
    village.join("ben", north);
    new RegisterOfProviders(village).strikesOff(north, "ben", east, "ana");
    try (Villager moved = Villager.open(folder.resolve("ben"), ben.words())) {
      assertThat(moved.holds()).isEqualTo(keeps);
    }
    assertThat(village.isConserved()).isTrue();
    village.stop(east);
  }
}
