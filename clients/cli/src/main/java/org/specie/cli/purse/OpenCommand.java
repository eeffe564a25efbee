package org.specie.cli.purse;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.PassphraseOption;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.trust.CardNote;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie purse open}. */
@Command(
    name = "open",
    header = {
      "Examples:",
      "  specie purse readers",
      "  specie purse open --reader 'Virtual reader 00 00' --card card.txt",
      "  specie purse balance                          with the card in that reader",
      ""
    },
    description = {
      "",
      "Makes a purse whose card is in a reader of this machine, and binds this machine to the card:"
          + " its owner presses the card's button once. The note is what whoever sold the card gave"
          + " with it; a card of another note is not taken. The folder keeps no money and no key of"
          + " the card: every command on it wants the card in the reader.",
      "",
      "Whatever cut it off, the same again goes on. On a purse that is open it changes which reader"
          + " the card is looked for in.",
      ""
    },
    mixinStandardHelpOptions = true)
final class OpenCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private PurseOptions options = new PurseOptions();
  @Mixin private ReaderOption reader = new ReaderOption();
  @Mixin private PassphraseOption passphrase = new PassphraseOption();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--card",
      paramLabel = "FILE",
      required = true,
      description = "the card's note, which came with the card")
  private Path note = Path.of("");

  OpenCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    return new Printer(surroundings, json.chosen()).print(read().then(this::open));
  }

  private Answer<CardNote> read() throws IOException {
    Path place = surroundings.resolve(note);
    if (!Files.isRegularFile(place)) {
      throw new UsageMistake("There is no file " + note + ".", "name the card's note");
    }
    if (Files.size(place) > 2 * CardNote.LENGTH_MAX) {
      return Answer.refused(PurseFolderReason.NO_CARD_NOTE);
    }
    try {
      return Answer.done(CardNote.read(Files.readString(place)));
    } catch (CharacterCodingException | MalformedInput _) {
      return Answer.refused(PurseFolderReason.NO_CARD_NOTE);
    }
  }

  private Answer<Result> open(CardNote of) throws IOException {
    return reader.withCard(
        card -> {
          char[] typed = passphrase.read(surroundings, true);
          try {
            return new ReaderFolder(options.path(surroundings), surroundings)
                .bind(card, of, reader.name(), typed)
                .map(this::described);
          } finally {
            Arrays.fill(typed, '\0');
          }
        });
  }

  private Result described(KeptBinding bound) {
    return new Result(
        "purse %s with the card %s in '%s'%n"
            .formatted(options.path(surroundings), bound.device().toHex(), reader.name()),
        Result.fields("device", bound.device().toHex(), "reader", reader.name()));
  }
}
