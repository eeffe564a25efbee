package org.specie.cli.wallet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.customer.EvidenceFile;
import org.specie.cli.network.OpenNetwork;
import org.specie.wallet.Answer;
import org.specie.wallet.Registrars;
import org.specie.wallet.Wallet;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code specie wallet enrol}. */
@Command(
    name = "enrol",
    header = {
      "Examples:",
      "  specie wallet enrol --evidence 'passport 123'",
      "  specie wallet enrol --evidence 'company 77' --class 1",
      "  specie wallet enrol --evidence-file ana.evidence --network mine",
      ""
    },
    description = {
      "",
      "Enrols the wallet's owner for private money: the registrars of the local network look at"
          + " the evidence and sign; or a provider looks at what an identity provider signed, and"
          + " the registrars sign. One person is enrolled once.",
      ""
    },
    mixinStandardHelpOptions = true)
final class EnrolCommand extends OpenWalletCommand {

  /** What shows who somebody is, by one way or the other. */
  static final class Shown {
    @Option(
        names = "--evidence",
        paramLabel = "TEXT",
        required = true,
        description = "what shows who you are; it stays with the registrars")
    private Optional<String> text = Optional.empty();

    @Option(
        names = "--evidence-file",
        paramLabel = "FILE",
        required = true,
        description = "what an identity provider wrote for you; shown to your provider")
    private Optional<Path> file = Optional.empty();
  }

  @ArgGroup(multiplicity = "1")
  private Shown shown = new Shown();

  @Option(names = "--class", paramLabel = "N", description = "wallet class (default: 0, a person)")
  private int classId;

  EnrolCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
    return wallet.enrol(registrars(network), classId).map(Entries::describe);
  }

  private Registrars registrars(OpenNetwork network) throws IOException {
    return shown.file.isPresent()
        ? network.registrars(EvidenceFile.read(surroundings().resolve(shown.file.get())))
        : network.registrars(shown.text.orElse(""));
  }
}
