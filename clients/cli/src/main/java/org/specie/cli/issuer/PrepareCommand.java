package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.Digits;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.cli.purse.ReaderOption;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.agents.Answer.Given;
import org.specie.offline.agents.core.DeviceRecord;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.station.DevicePlan;
import org.specie.offline.agents.station.DevicePlan.DeviceLimits;
import org.specie.offline.purse.card.CardChannel;
import org.specie.offline.purse.trust.CardNote;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.api.Hex;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.pseudonym.PseudonymLine;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer prepare}. Spec: docs/spec/57-station.md, clauses 3.1 and 3.2. */
@Command(
    name = "prepare",
    header = {
      "Examples:",
      "  specie purse readers",
      "  specie issuer prepare --dir mint --reader 'Virtual reader 00 00' --id 4f1c… --owner 77d0… \\",
      "      --processor processor.txt --card card.txt",
      ""
    },
    description = {
      "",
      "Makes the blank card in a reader one that has an owner and knows whom to trust, registers it"
          + " with the core, and writes the note that its owner gets with it, for 'specie purse"
          + " open'. Until its owner has done that the card pays nothing.",
      "",
      "Needs the folder 'station', and core, root, managers, certifier and pseudonym agent"
          + " running ('specie issuer start --root')."
          + " Whatever cut it off, the same again goes on where the card is; of a card that is"
          + " prepared it writes the note again.",
      ""
    },
    mixinStandardHelpOptions = true)
final class PrepareCommand implements Callable<Integer> {
  private static final int ID_SIZE = 16;
  private static final int PROCESSOR_SIZE = 16;
  private static final int PROCESSOR_FILE_MAX = 256;

  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private ReaderOption reader = new ReaderOption();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--id",
      paramLabel = "HEX",
      required = true,
      description = "device id, 16 bytes, for this card and no other")
  private String id = "";

  @Option(
      names = "--owner",
      paramLabel = "HEX",
      required = true,
      description = "owner id, 16 bytes, as the register of pseudonyms gives it for this card")
  private String owner = "";

  @Option(
      names = "--processor",
      paramLabel = "FILE",
      required = true,
      description = "key of the chip that has the card's button, 32 hexadecimal digits")
  private Path processor = Path.of("");

  @Option(
      names = "--card",
      paramLabel = "FILE",
      required = true,
      description = "where the card's note is written")
  private Path note = Path.of("");

  @Option(
      names = "--button",
      paramLabel = "AMOUNT",
      defaultValue = "50.00",
      description = "a payment from this on wants the button (default: ${DEFAULT-VALUE})")
  private Amount button = Amount.parse("50.00");

  @Option(
      names = "--tap",
      paramLabel = "AMOUNT",
      defaultValue = "10.00",
      description = "up to this the card pays without a host's word (default: ${DEFAULT-VALUE})")
  private Amount tap = Amount.parse("10.00");

  @Option(
      names = "--cap",
      paramLabel = "AMOUNT",
      defaultValue = "200.00",
      description = "the most that is paid between two presses (default: ${DEFAULT-VALUE})")
  private Amount cap = Amount.parse("200.00");

  @Option(
      names = "--bank",
      paramLabel = "NAME",
      description =
          "whose factory makes the card's tokens, for an owner id that this bank's agent gave"
              + " (default: the issuer's own)")
  private Optional<String> bank = Optional.empty();

  PrepareCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (!OfflineAmount.fits(button) || !OfflineAmount.fits(tap) || !OfflineAmount.fits(cap)) {
      throw new UsageMistake(
          "A card has no limit above " + OfflineAmount.MAX + ".", "choose smaller limits");
    }
    StationDesk desk = new StationDesk(dir, surroundings);
    DevicePlan plan =
        desk.plan(
            new DeviceId(Digits.read(id, ID_SIZE, "device id")),
            new OwnerId(Digits.read(owner, ID_SIZE, "owner id")),
            new DeviceLimits(button, tap, cap));
    Secret shared = shared();
    return new Printer(surroundings, json.chosen())
        .print(
            reader.withCard(
                card -> {
                  Optional<Reason> unknown =
                      bank.isPresent() ? Optional.empty() : unknown(plan.owner());
                  return unknown.isPresent()
                      ? Answer.<Result>refused(unknown.get())
                      : desk.document(bank).then(of -> prepare(desk, plan, card, shared, of));
                }));
  }

  /** A slip in an owner id would stay in the card, and no factory would ever know it. */
  private Optional<Reason> unknown(OwnerId named) throws IOException {
    RoleFolder station = dir.folder(Founding.STATION, surroundings);
    try (Line line = station.lineTo(Role.PSEUDONYM.word(), surroundings.clock())) {
      return switch (new PseudonymLine(line).again(named)) {
        case Given<OwnerId> _ -> Optional.empty();
        case org.specie.offline.agents.Answer.Refused<OwnerId>(var reason) -> Optional.of(reason);
      };
    }
  }

  private Secret shared() throws IOException {
    Path file = surroundings.resolve(processor);
    if (!Files.isRegularFile(file) || Files.size(file) > PROCESSOR_FILE_MAX) {
      throw noKey();
    }
    try {
      Optional<ByteString> key = Hex.bytes(Files.readString(file).strip(), PROCESSOR_SIZE);
      return Secret.copyOf(key.orElseThrow(this::noKey).toByteArray());
    } catch (CharacterCodingException _) {
      throw noKey();
    }
  }

  private UsageMistake noKey() {
    return new UsageMistake(
        processor + " is no file with a processor's key.",
        "write 32 small hexadecimal digits into it");
  }

  private Answer<Result> prepare(
      StationDesk desk, DevicePlan plan, CardChannel card, Secret shared, IssuerDocument issuer)
      throws IOException {
    return desk.work(
        station ->
            switch (station.prepare(card, plan, shared)) {
              case Given<DeviceRecord>(DeviceRecord record) -> Answer.done(noted(record, issuer));
              case org.specie.offline.agents.Answer.Refused<DeviceRecord>(Reason reason) ->
                  Answer.refused(reason);
            });
  }

  private Result noted(DeviceRecord record, IssuerDocument issuer) throws IOException {
    CardNote written = new CardNote(record.id().bytes(), record.key(), issuer);
    Path _ = Files.writeString(surroundings.resolve(note), written.write() + "\n");
    return new Result(
        "card         %s\nowner        %s\nnote         %s\n".formatted(id, owner, note),
        Result.fields("device", id, "owner", owner, "note", note.toString()));
  }
}
