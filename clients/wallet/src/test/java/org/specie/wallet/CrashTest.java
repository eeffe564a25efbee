package org.specie.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.quality.requirements.Requirement;
import org.specie.wallet.FaultyGateway.Fault;
import org.specie.wallet.Town.Person;
import org.specie.wallet.history.Entry;
import org.specie.wallet.history.EntryState;

/**
 * Whatever is cut off, and wherever, the wallet goes on as if it had not been, and the words alone
 * give the same wallet: properties P3 and P4. docs/spec/30-wallet.md, clauses 30.4 and 30.8.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CrashTest {
  /** What is under way when the power goes. */
  enum Operation {
    ENROL,
    LOAD,
    PAY,
    UNLOAD,
    CLAIM,
    FOLD,
    PAY_OPENLY
  }

  record Cut(Operation operation, int write, boolean written) {}

  private Town town;
  private Person shop;
  private int count;

  @BeforeAll
  void build() throws IOException {
    town = new Town(2);
    shop = town.person("shop", "1.00");
  }

  @AfterAll
  void close() throws IOException {
    town.close();
  }

  /** Somebody ready for {@code operation}, with 60.00 in private and 40.00 in ordinary money. */
  private Person ready(Operation operation) throws IOException {
    Person person = town.person();
    count++;
    if (operation == Operation.ENROL) {
      return person;
    }
    person.enrol("id " + count, 0).orThrow();
    town.issue(person, "100.00");
    person.wallet().load(Amount.parse("40.00")).orThrow();
    town.issuePrivately(person, "15.00");
    town.issuePrivately(person, "5.00");
    person.wallet().sync(Progress.none()).orThrow();
    return person;
  }

  private Answer<?> run(Operation operation, Person person) throws IOException {
    Wallet wallet = person.wallet();
    return switch (operation) {
      case ENROL -> person.enrol("id " + count, 0);
      case LOAD -> wallet.load(Amount.parse("10.00"));
      case PAY -> wallet.payPrivately(shop.wallet().paymentAddress(), Amount.parse("58.00"), "x");
      case UNLOAD -> wallet.unload(Amount.parse("60.00"));
      case CLAIM -> wallet.claim();
      case FOLD -> wallet.fold();
      case PAY_OPENLY -> wallet.payOrdinary(shop.wallet().account(), Amount.parse("10.00"));
    };
  }

  static Stream<Cut> cuts() {
    List<Cut> cuts = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      for (int write = 0; write < 4; write++) {
        cuts.add(new Cut(operation, write, false));
        cuts.add(new Cut(operation, write, true));
      }
    }
    return cuts.stream();
  }

  @ParameterizedTest
  @MethodSource("cuts")
  @Requirement("U1")
  void goesOnAfterAPowerCutAtAnyWrite(Cut cut) throws IOException {
    Person person = ready(cut.operation());
    person.store().failAt(cut.write(), cut.written());
    try {
      run(cut.operation(), person).orThrow();
      assertThat(person.store().writes()).as("the cut came later").isLessThanOrEqualTo(cut.write());
    } catch (MemoryStore.PowerCut e) {
      person.store().neverFail();
      person.reopen();
    }
    person.store().neverFail();
    List<ByteString> before = List.copyOf(person.gateway().submitted());
    assertThat(person.wallet().settle().isDone()).isTrue();
    person.wallet().sync(Progress.none()).orThrow();
    assertThat(
            person
                .gateway()
                .submitted()
                .subList(before.size(), person.gateway().submitted().size()))
        .as("what leaves again are bytes already written, never a second version")
        .hasSizeLessThanOrEqualTo(1);
    isWhatTheWordsSay(person);
    run(Operation.PAY_OPENLY, cut.operation() == Operation.ENROL ? shop : person).orThrow();
  }

  private void isWhatTheWordsSay(Person person) throws IOException {
    assertThat(person.wallet().holdings().pending()).isEmpty();
    if (person.wallet().holdings().live().isPresent()) {
      Wallet restored = person.restored();
      assertThat(Town.substance(restored.holdings()))
          .isEqualTo(Town.substance(person.wallet().holdings()));
      assertThat(restored.balance()).isEqualTo(person.wallet().balance());
    } else {
      assertThat(
              town.wallets(town.gateway())
                  .restore(new MemoryStore(), Town.PASSPHRASE, person.mnemonic(), Progress.none()))
          .isEqualTo(Answer.refused(WalletReason.WORDS_UNKNOWN));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Operation.class, names = "ENROL", mode = EnumSource.Mode.EXCLUDE)
  void sendsTheSameBytesAgainWhenTheyNeverArrived(Operation operation) throws IOException {
    Person person = ready(operation);
    person.gateway().fault(Fault.LOSE_REQUEST);
    int before = person.gateway().submitted().size();
    assertThatThrownBy(() -> run(operation, person)).isInstanceOf(IOException.class);
    assertThat(lastState(person)).isInstanceOf(EntryState.Pending.class);
    person.gateway().fault(Fault.NONE);
    person.reopen();
    assertThat(person.wallet().settle().orThrow()).isTrue();
    List<ByteString> sent = person.gateway().submitted();
    assertThat(sent).hasSize(before + 2);
    assertThat(sent.get(before + 1)).isEqualTo(sent.get(before));
    assertThat(lastState(person)).isInstanceOf(EntryState.Final.class);
    person.wallet().sync(Progress.none()).orThrow();
    isWhatTheWordsSay(person);
  }

  private static EntryState lastState(Person person) {
    return person.wallet().history().getLast().state();
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void asksWhatBecameOfATransactionWhoseReplyWasLost(Operation operation) throws IOException {
    Person person = ready(operation);
    person.gateway().fault(Fault.LOSE_REPLY);
    assertThatThrownBy(() -> run(operation, person)).isInstanceOf(IOException.class);
    int sent = person.gateway().submitted().size();
    person.gateway().fault(Fault.NONE);
    person.reopen();
    assertThat(person.wallet().settle().orThrow()).isTrue();
    assertThat(person.gateway().submitted()).as("it is there already").hasSize(sent);
    person.wallet().sync(Progress.none()).orThrow();
    isWhatTheWordsSay(person);
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"ENROL", "LOAD", "PAY", "UNLOAD", "CLAIM", "FOLD"})
  void keepsTheOldStateUntilTheNewOneIsSignedAndVerified(Operation operation) throws IOException {
    Person person = ready(operation);
    String before = Town.substance(person.wallet().holdings());
    for (Fault fault : List.of(Fault.LOSE_SIGNATURES, Fault.FALSIFY_SIGNATURES)) {
      person.gateway().fault(fault);
      WalletReason expected =
          fault == Fault.LOSE_SIGNATURES
              ? WalletReason.SIGNATURE_MISSING
              : WalletReason.CREDENTIAL_INVALID;
      assertThat(run(operation, person)).isInstanceOf(Answer.Refused.class);
      Answer<?> again = run(operation, person);
      assertThat(((Answer.Refused<?>) again).refusal().reason()).isEqualTo(expected);
      assertThat(Town.substance(person.wallet().holdings())).isEqualTo(before);
      assertThat(person.wallet().holdings().pending()).isPresent();
    }
    person.gateway().fault(Fault.NONE);
    person.reopen();
    assertThat(person.wallet().settle().orThrow()).isTrue();
    assertThat(Town.substance(person.wallet().holdings())).isNotEqualTo(before);
    person.wallet().sync(Progress.none()).orThrow();
    isWhatTheWordsSay(person);
  }

  @Test
  void catchesUpWithAnotherDeviceOfTheSameWords() throws IOException {
    Person person = ready(Operation.PAY);
    Wallet other = person.restored();
    other.payPrivately(shop.wallet().paymentAddress(), Amount.parse("3.00"), "").orThrow();
    // The first device still holds the state that the second one has consumed.
    Answer<Entry> paid =
        person.wallet().payPrivately(shop.wallet().paymentAddress(), Amount.parse("4.00"), "");
    paid.orThrow();
    assertThat(person.wallet().holdings().privately()).isEqualTo(Amount.parse("53.00"));
    assertThat(person.wallet().history())
        .noneMatch(entry -> entry.state() instanceof EntryState.Refused);
    isWhatTheWordsSay(person);
  }

  @Test
  void refusesAWalletFileOfAnotherLedger() throws IOException {
    Person person = town.person();
    try (Town elsewhere = new Town(3)) {
      assertThat(elsewhere.wallets(elsewhere.gateway()).open(person.store(), Town.PASSPHRASE))
          .isEqualTo(Answer.refused(WalletReason.NETWORK_DIFFERS));
      assertThat(
              elsewhere
                  .wallets(elsewhere.gateway())
                  .restore(new MemoryStore(), Town.PASSPHRASE, shop.mnemonic(), Progress.none()))
          .isEqualTo(Answer.refused(WalletReason.WORDS_UNKNOWN));
    }
  }
}
