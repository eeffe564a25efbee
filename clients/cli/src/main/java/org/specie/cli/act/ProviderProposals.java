package org.specie.cli.act;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.application.transaction.Act;
import org.specie.cli.HexWord;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.wallet.Answer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie act propose …} about providers. Source: docs/spec/44-provider-register.md. */
final class ProviderProposals {
  private static final String NAME_HELP = "of the provider, as 'specie psp key' shows it";

  private ProviderProposals() {}

  static CommandLine addTo(CommandLine tree, Surroundings surroundings) {
    return tree.addSubcommand(new Listed(surroundings)).addSubcommand(new StruckOff(surroundings));
  }

  private static ProviderName name(String text) {
    if (!ProviderName.isName(text)) {
      throw new UsageMistake(
          "'" + text + "' is no name of a provider", "use 2 to 63 of a-z, 0-9, '.' and '-'");
    }
    return new ProviderName(text);
  }

  @Command(
      name = "list-provider",
      header = {
        "Examples:",
        "  specie psp key --home north",
        "  specie act propose list-provider north.example KEY --out north.act",
        ""
      },
      description = {
        "",
        "Lists a payment service provider with its key, or gives a listed one another key. From the"
            + " first one on, wallets go on through listed providers only. The committee decides.",
        ""
      },
      mixinStandardHelpOptions = true)
  private static final class Listed implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private ProposalOptions options = new ProposalOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = NAME_HELP)
    private String name = "";

    @Parameters(
        index = "1",
        paramLabel = "KEY",
        description = "64 digits: its key, as 'specie psp key' shows it")
    private String key = "";

    Listed(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      Act act = new Act.ListProvider(name(name), key(key));
      return options.propose(surroundings, _ -> Answer.done(act));
    }

    private static Ed25519PublicKey key(String text) {
      try {
        return Ed25519PublicKey.decode(HexWord.read(text, "an Ed25519 public key").bytes());
      } catch (MalformedInput e) {
        throw new UsageMistake(
            "'" + text + "' is not an Ed25519 public key", "ask the provider for its key");
      }
    }
  }

  @Command(
      name = "strike-provider",
      header = {
        "Examples:",
        "  specie act propose strike-provider north.example --out north.act",
        ""
      },
      description = {
        "",
        "Strikes a payment service provider off the register, for good: wallets of its customers go"
            + " on through another one only, and lose nothing. The committee decides.",
        ""
      },
      mixinStandardHelpOptions = true)
  private static final class StruckOff implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private ProposalOptions options = new ProposalOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = NAME_HELP)
    private String name = "";

    StruckOff(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      Act act = new Act.StrikeOffProvider(name(name));
      return options.propose(surroundings, _ -> Answer.done(act));
    }
  }
}
