package org.specie.cli.purse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.cli.ExitCode;
import org.specie.cli.Terminal;
import org.specie.cli.Terminal.Ran;
import org.specie.cli.Terminal.Typist;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.PassphraseKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.purse.card.reader.CardReaders;
import org.specie.offline.purse.trust.CardNote;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.offline.simulator.VirtualReaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a test does at the desks of an issuer and of a bank with cards in the slots of a virtual
 * reader, by commands alone: it prepares them, opens purses over them, gets them keys and value,
 * and tears them out.
 */
final class CardDesk {
  /** The station's machine: beside the issuer, with no keys of its roles. */
  static final String STATION = "counter";

  private static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(8, 1, 1);
  private static final Entropy ENTROPY = new SecureRandom()::nextBytes;

  private final Path folder;
  private final Optional<VirtualReaders> readers;
  private final Terminal terminal;
  private final PlayMoney money;

  /** Where everything lies, and the readers once there are some. */
  CardDesk(Path folder, Optional<VirtualReaders> readers) {
    this.folder = folder;
    this.readers = readers;
    this.terminal = new Terminal(folder, PlayMoney.PASSPHRASE);
    this.money = PlayMoney.at(folder);
  }

  /** Where cards are put into a slot. */
  int port(int slot) {
    return readers.orElseThrow().slots().get(slot);
  }

  /** The reader's name for a slot. */
  static String reader(int slot) throws IOException {
    return CardReaders.names().get(slot);
  }

  /** The words that make {@code card} one that is used, with its note in {@code name}.txt. */
  String[] preparing(SlottedCard card, String name, String reader) throws IOException {
    Files.writeString(folder.resolve("processor.txt"), card.processor() + "\n");
    return new String[] {
      "issuer",
      "prepare",
      "--dir",
      STATION,
      "--reader",
      reader,
      "--id",
      card.id(),
      "--owner",
      card.owner(),
      "--processor",
      "processor.txt",
      "--card",
      name + ".txt",
      "--cap",
      "8000"
    };
  }

  /** An owner id, of somebody who stays anonymous. */
  String owner() {
    return money.field("owner", "issuer", "owner", "--dir", STATION, "--anonymous");
  }

  /** A card fresh from the factory in a slot, and an owner id for it. */
  SlottedCard inserted(int slot) throws IOException {
    SlottedCard card = SlottedCard.blank();
    card.ownedBy(owner());
    card.insert(port(slot), reader(slot));
    return card;
  }

  /** A card of {@code name} in a slot that a station has prepared. */
  SlottedCard prepared(String name, int slot) throws IOException {
    SlottedCard card = inserted(slot);
    money.done(preparing(card, name, reader(slot)));
    return card;
  }

  private IssuerDocument document() throws IOException {
    try {
      return CardNote.read(Files.readString(folder.resolve("first.txt"))).issuer();
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  /** What is there if the power fails after the first file, and guesses at it are cheap. */
  void begin(String name) throws IOException {
    Path place = folder.resolve(name);
    Files.createDirectories(SealedFolder.journalOf(place));
    SealedFolder.Contents contents =
        new SealedFolder.Contents(Secret.random(32, ENTROPY), document(), ByteString.EMPTY);
    assertThat(
            SealedFolder.write(
                    place,
                    KeptPurse.FILE,
                    contents,
                    PlayMoney.PASSPHRASE.toCharArray(),
                    CHEAP,
                    ENTROPY)
                .isAccepted())
        .isTrue();
  }

  /** The words that bind the folder of {@code name} to the card of {@code note}. */
  String[] opening(String name, String note, int slot) throws IOException {
    return new String[] {
      "purse", "open", "--reader", reader(slot), "--card", note, "--purse", name
    };
  }

  /** The owner presses the button when he is asked to. */
  static Typist pressing(SlottedCard card) {
    return () -> {
      card.press();
      return Optional.of("");
    };
  }

  /** The same, and then somebody pulls the card out. */
  static Typist pressingAndTearing(SlottedCard card, int write) {
    return () -> {
      card.press();
      card.tearBefore(write);
      return Optional.of("");
    };
  }

  /** Binds the folder of {@code name} to its card. */
  void opened(SlottedCard card, String name, int slot) throws IOException {
    Ran ran = terminal.answering(pressing(card), opening(name, name + ".txt", slot));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("Press the button");
  }

  /** The words that get a purse payment keys and tokens from the issuer's processes. */
  String[] refilling(String name) {
    JsonNode status =
        JsonMapper.builder()
            .build()
            .readTree(money.done("issuer", "status", "--dir", "mint", "--json"));
    return new String[] {
      "purse",
      "refill",
      "--keys",
      "2",
      "--tokens",
      "2",
      "--purse",
      name,
      "--certifier",
      status.get("certifier").get("url").asString(),
      "--factory",
      status.get("factory").get("url").asString()
    };
  }

  /** The words with which the issuer lends value to a card. */
  String[] loading(SlottedCard card, int slot, String amount, int number) throws IOException {
    return new String[] {
      "issuer",
      "load",
      amount,
      "--dir",
      STATION,
      "--reader",
      reader(slot),
      "--id",
      card.id(),
      "--number",
      Integer.toString(number)
    };
  }

  /** {@code first} and then {@code more}. */
  static String[] words(List<String> first, String... more) {
    return Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new);
  }

  /** {@code words} with another value behind {@code option}. */
  static String[] with(String[] words, String option, String value) {
    String[] changed = words.clone();
    changed[Arrays.asList(words).indexOf(option) + 1] = value;
    return changed;
  }

  /** One more try, with the card pulled out before its write of that number. */
  @FunctionalInterface
  interface Attempt {
    Ran before(int write) throws IOException;
  }

  /** Runs a command, the card pulled out before its write of this number. */
  Ran tornBefore(SlottedCard card, int write, String... words) {
    card.tearBefore(write);
    return terminal.run(words);
  }

  /** Tries until it is done, the card torn out each time so many writes later. */
  static Ran thoughTorn(SlottedCard card, int apart, Attempt attempt) throws IOException {
    int torn = 0;
    Ran ran = attempt.before(0);
    while (ran.exitCode() == ExitCode.ENVIRONMENT) {
      assertThat(ran.err()).contains("did not answer");
      card.takeOut();
      card.putBack();
      torn++;
      ran = attempt.before(torn * apart);
    }
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(torn).as("how often it was torn out").isGreaterThan(1);
    card.untear();
    return ran;
  }
}
