package org.specie.cli.issuer;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Token;
import org.specie.services.api.Hex;
import org.specie.services.issuer.asking.DistantInspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer submit}. */
@Command(
    name = "submit",
    header = {"Examples:", "  specie issuer submit --dir mint --proof 4500…", ""},
    description = {
      "",
      "Brings a payment to inspection, as anybody may who was paid: the token, the payment and the"
          + " certificates above them. It counts once, however often it is brought.",
      ""
    },
    mixinStandardHelpOptions = true)
final class SubmitCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(names = "--proof", paramLabel = "HEX", required = true, description = "a proof")
  private String proof = "";

  SubmitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    Proof read =
        Hex.bytes(proof)
            .flatMap(SubmitCommand::read)
            .orElseThrow(
                () ->
                    new UsageMistake(
                        "This is no proof of a payment.", "copy it whole, in small digits"));
    String token = Token.fresh(read.configuration()).with(read.payment()).digest().bytes().toHex();
    RoleFolder role = dir.folder(Role.INSPECTION.word(), surroundings);
    try (DistantInspection inspection = new DistantInspection(role.address())) {
      return Told.print(
          inspection.submit(read),
          new Result("token        " + token + "\n", Result.fields("token", token)),
          surroundings,
          json.chosen());
    }
  }

  private static Optional<Proof> read(ByteString bytes) {
    try {
      return Message.decode(bytes) instanceof Proof found ? Optional.of(found) : Optional.empty();
    } catch (MalformedInput _) {
      return Optional.empty();
    }
  }
}
