package org.specie.cli.purse;

import java.io.IOException;
import java.util.Optional;
import org.specie.cli.Digits;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.Verdict;
import org.specie.offline.purse.card.UnlockRequest;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code specie purse unlock}. Spec: docs/spec/51-monebox.md, 51.14. */
@Command(
    name = "unlock",
    header = {
      "Examples:",
      "  specie purse unlock                                   what to show those who manage the card",
      "  specie purse unlock --order 09c1…                     with their order",
      ""
    },
    description = {
      "",
      "For an owner who forgot the card's number or password, or whose card took too many wrong"
          + " ones. Without --order the card asks those who manage it, and what it asks is printed:"
          + " bring it to them with something that shows that the card is yours ('specie issuer"
          + " unlock' is their side). With the order that they give for it the card wants neither"
          + " number nor password any more, until new ones are set.",
      "",
      "An order answers what the card asked last, once; asking again, or telling the card a right"
          + " secret, ends what was asked before.",
      ""
    },
    mixinStandardHelpOptions = true)
final class UnlockCommand extends OpenPurseCommand {
  @Option(
      names = "--order",
      paramLabel = "HEX",
      description = "what those who manage the card gave, 72 bytes")
  private Optional<String> order = Optional.empty();

  UnlockCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(KeptPurse purse) throws IOException {
    if (order.isEmpty()) {
      return Answer.done(asked(purse.askUnlock()));
    }
    ByteString given = Digits.read(order.get(), UnlockRequest.ORDER_SIZE, "order to unlock");
    return purse.unlock(given) instanceof Verdict.Refused(Reason reason)
        ? Answer.refused(reason)
        : Answer.done(ProtectCommand.described(purse.protection()));
  }

  private static Result asked(UnlockRequest request) {
    String device = request.device().toHex();
    String text = request.encode().toHex();
    return new Result(
        "device       %s%nrequest      %s%n".formatted(device, text),
        Result.fields("device", device, "request", text));
  }
}
