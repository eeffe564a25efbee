package org.specie.cli.psp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.proof.CoinSecrets;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.hybrid.ViewSecretKey;
import org.specie.kernel.crypto.seed.Mnemonic;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.api.block.Genesis;
import org.specie.ledger.api.chain.TransactionProof;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryState;

/**
 * Ana leaves records on the ledger that Ben can read: what they say is encrypted to the two of
 * them, that they are there, of which kind, when and in which order is for everybody. Cleo and
 * whoever has the operator's disk try to read them. docs/spec/10-private-cash.md 10.11.
 */
final class RecordForTwoTest {
  /** Of six bytes, so that it is nowhere by chance. */
  private static final Amount FIRST = Amount.ofMinor(0x2c_d9_eb_3f_75_06L);

  private static final Amount SECOND = Amount.ofMinor(0x01_db_ed_41_77_08L);
  private static final Amount BUDGET = Amount.ofMinor(0x60_00_00_00_00_00L);
  private static final Amount ISSUED = Amount.ofMinor(0x30_00_00_00_00_00L);
  private static final String FIRST_NOTE = "half of the lighthouse";
  private static final String SECOND_NOTE = "and its lamp";
  private static final int BYTES_APART = 61;

  @TempDir private Path folder;

  @Test
  @Requirement("E15")
  void twoReadItAndEverybodyElseVerifiesThatItIsThere() throws Exception {
    try (Village village = new Village(folder, BUDGET)) {
      Village.Provider north = village.provider("north");
      Villager ana = enrolled(village, "ana", north);
      Villager ben = enrolled(village, "ben", north);
      Villager cleo = enrolled(village, "cleo", north);
      for (Villager each : new Villager[] {ana, cleo}) {
        village.decide(
            new Act.IssuePrivate(each.wallet().paymentAddress().publicSpendKey(), ISSUED));
        each.holds();
      }
      Entry first = record(ana, ben, FIRST, FIRST_NOTE);
      Entry between = record(cleo, ben, Amount.parse("1.00"), "");
      Entry second = record(ana, ben, SECOND, SECOND_NOTE);

      reads(village, ana, ben, first, FIRST, FIRST_NOTE);
      reads(village, ana, ben, second, SECOND, SECOND_NOTE);

      Recorded stands = village.truth().find(first.transactionId()).orElseThrow();
      assertThat(cleo.holds().unclaimed()).isEqualTo(Amount.ZERO);
      assertThat(cleo.wallet().history()).noneMatch(entry -> isOf(entry, first, second));
      assertThat(opened(cleo, stands)).isEmpty();
      cannotBeReadOnTheOperatorsDisk(village, cleo.wallet().network().suite(), stands);

      Genesis genesis = cleo.network().ledger().genesis();
      TransactionProof one = proof(cleo, first);
      TransactionProof two = proof(cleo, between);
      TransactionProof three = proof(cleo, second);
      for (TransactionProof each : new TransactionProof[] {one, two, three}) {
        assertThat(each.verify(genesis).isAccepted()).isTrue();
        assertThat(kind(cleo, each)).isEqualTo(Kind.PAY);
      }
      assertThat(place(one)).isLessThan(place(two));
      assertThat(place(two)).isLessThan(place(three));
      refusesEveryByteThatWasChanged(one, genesis);

      ana.close();
      ben.close();
      cleo.close();
      village.stop(north);
    }
  }

  private Villager enrolled(Village village, String name, Village.Provider provider)
      throws IOException {
    Path evidence = village.evidence(name, village.join(name, provider));
    Villager villager = Villager.create(folder.resolve(name));
    villager.enrol(evidence).orThrow();
    return villager;
  }

  private static Entry record(Villager payer, Villager payee, Amount amount, String note)
      throws IOException {
    return payer.wallet().payPrivately(payee.wallet().paymentAddress(), amount, note).orThrow();
  }

  private static boolean isOf(Entry entry, Entry... others) {
    for (Entry each : others) {
      if (entry.transactionId().equals(each.transactionId())) {
        return true;
      }
    }
    return false;
  }

  /** Both have it in their histories, and Ben's key opens it. */
  private static void reads(
      Village village, Villager ana, Villager ben, Entry record, Amount amount, String note)
      throws Exception {
    var _ = ben.holds();
    for (Villager each : new Villager[] {ana, ben}) {
      assertThat(each.wallet().history())
          .filteredOn(entry -> isOf(entry, record))
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.amount()).isEqualTo(amount);
                assertThat(entry.note()).isEqualTo(note);
              });
    }
    Recorded stands = village.truth().find(record.transactionId()).orElseThrow();
    CoinSecrets secrets = opened(ben, stands).orElseThrow();
    assertThat(secrets.value()).isEqualTo(amount);
    assertThat(new String(secrets.note().toByteArray(), StandardCharsets.UTF_8)).contains(note);
  }

  /** What {@code villager}'s own keys open of the record. */
  private static Optional<CoinSecrets> opened(Villager villager, Recorded recorded)
      throws MalformedInput {
    if (!(Mnemonic.parse(String.join(" ", villager.words()))
        instanceof Mnemonic.Parsed.Understood read)) {
      throw new AssertionError("words are understood");
    }
    Suite suite = villager.wallet().network().suite();
    HolderKeys keys = HolderKeys.derive(suite, read.mnemonic().seed(""));
    Sealed sealed = Sealed.of(suite, recorded);
    return CoinSecrets.open(suite, keys, sealed.outputs(), sealed.coin());
  }

  /** The coin of a payment, and what its encryption is bound to. */
  private record Sealed(CoinOutput coin, Outputs outputs) {
    static Sealed of(Suite suite, Recorded recorded) throws MalformedInput {
      if (!(CashTransaction.decode(suite, recorded.bytes())
              instanceof CashTransaction.Private(StateTransaction payment))
          || !(AppliedEvent.decode(recorded.event())
              instanceof AppliedEvent.Consumed(long _, var nullifiers))) {
        throw new AssertionError("a payment that was applied");
      }
      return new Sealed(
          payment.body().coin().orElseThrow(),
          Outputs.of(suite, payment.kind().code(), nullifiers));
    }
  }

  /**
   * With the very bytes that replicas keep, and nothing else: no view key that lies there opens.
   */
  private void cannotBeReadOnTheOperatorsDisk(Village village, Suite suite, Recorded record)
      throws Exception {
    Path bank = folder.resolve(Village.BANK);
    Map<String, byte[]> places = new LinkedHashMap<>();
    places.put("the operator's disk", Belongings.files(bank, Path.of("")));
    places.put("the blocks", blocks(village));
    Needles details =
        new Needles()
            .amount(FIRST)
            .amount(SECOND)
            .text("the first note", FIRST_NOTE)
            .text("the second note", SECOND_NOTE);
    assertThat(details.foundIn(places)).isEmpty();
    Sealed sealed = Sealed.of(suite, record);
    ByteString ciphertext = sealed.coin().ciphertext();
    assertThat(new Needles().bytes("the ciphertext", ciphertext).foundIn(places))
        .containsExactly("the ciphertext @ the blocks", "the ciphertext @ the operator's disk");

    byte[] secrets = Belongings.files(bank.resolve("secrets"), Path.of(""));
    int tried = 0;
    for (int at = 0; at + ViewSecretKey.SIZE <= secrets.length; at++) {
      byte[] key = Arrays.copyOfRange(secrets, at, at + ViewSecretKey.SIZE);
      assertThat(
              new ViewSecretKey(Secret.copyOf(key)).open(ciphertext, sealed.outputs().consumed()))
          .isEmpty();
      tried++;
    }
    assertThat(tried).isGreaterThan(100);
  }

  private static byte[] blocks(Village village) throws IOException {
    return ByteString.concat(
            village.truth().blocks(0, village.truth().tip().height()).stream()
                .map(each -> ByteString.concat(each.bytes(), each.event()))
                .toArray(ByteString[]::new))
        .toByteArray();
  }

  /** What Cleo is shown of the transaction, by whoever answers her. */
  private static TransactionProof proof(Villager asking, Entry record) throws IOException {
    if (!(record.state() instanceof EntryState.Final(long height))) {
      throw new AssertionError("final, and not " + record.state());
    }
    Hash32 id = record.transactionId();
    return asking.network().gateway().prove(id, height).orElseThrow();
  }

  private static Kind kind(Villager reader, TransactionProof proof) throws MalformedInput {
    if (CashTransaction.decode(reader.wallet().network().suite(), proof.transaction().bytes())
        instanceof CashTransaction.Private(var transaction)) {
      return transaction.kind();
    }
    throw new AssertionError("a private transaction");
  }

  /** Where it stands in the order of everything. */
  private static long place(TransactionProof proof) {
    return (proof.receipt().header().height() << Integer.SIZE)
        + proof.receipt().transactionProof().index();
  }

  private static void refusesEveryByteThatWasChanged(TransactionProof proof, Genesis genesis) {
    Encoder out = new Encoder();
    proof.encode(out);
    byte[] bytes = out.toByteString().toByteArray();
    for (int at = 0; at < bytes.length; at += BYTES_APART) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      assertThat(isBelieved(ByteString.copyOf(changed), genesis)).as("byte %d", at).isFalse();
    }
    assertThat(isBelieved(ByteString.copyOf(bytes), genesis)).isTrue();
  }

  private static boolean isBelieved(ByteString bytes, Genesis genesis) {
    try {
      return TransactionProof.decode(new Decoder(bytes)).verify(genesis).isAccepted();
    } catch (MalformedInput _) {
      return false;
    }
  }
}
