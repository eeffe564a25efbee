package org.specie.cli.act;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.transaction.Act;
import org.specie.cli.HexWord;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.wallet.Answer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie act propose …} about offline cash. Source: docs/spec/53-float.md section 4. */
final class OfflineProposals {

  private OfflineProposals() {}

  static CommandLine addTo(CommandLine tree, Surroundings surroundings) {
    return tree.addSubcommand(new Named(surroundings))
        .addSubcommand(new Issued(surroundings))
        .addSubcommand(new Destroyed(surroundings));
  }

  @Command(
      name = "float",
      header = {
        "Examples:",
        "  specie act propose float ISSUER --limit 50000 --redeemer KEY --out float.act",
        ""
      },
      description = {
        "",
        "Names the float of an issuer of offline cash, or changes who redeems from it and how much"
            + " may be in it. A bank of accounts of the ledger needs it for its key: 'specie bank"
            + " create --network' prints the words. Whoever is not named redeems no more, so a"
            + " second bank of the issuer is named with the first. The committee decides.",
        ""
      },
      mixinStandardHelpOptions = true)
  private static final class Named implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private ProposalOptions options = new ProposalOptions();

    @Parameters(index = "0", paramLabel = "ISSUER", description = HexWord.ISSUER)
    private String issuer = "";

    @Option(
        names = "--limit",
        paramLabel = "AMOUNT",
        required = true,
        description = "the most offline cash there may be of this issuer")
    private Amount limit = Amount.ZERO;

    @Option(
        names = "--redeemer",
        paramLabel = "KEY",
        required = true,
        description = "64 digits: a key that declares what came back; name it once for each")
    private List<String> redeemers = List.of();

    @Option(
        names = "--required",
        paramLabel = "N",
        description = "so many of them it takes (default: ${DEFAULT-VALUE})",
        defaultValue = "1")
    private int required = 1;

    Named(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
      Act act = new Act.NameFloat(HexWord.issuer(issuer), quorum(), limit);
      return options.propose(surroundings, _ -> Answer.done(act));
    }

    private KeyQuorum quorum() {
      List<Ed25519PublicKey> keys = new ArrayList<>();
      for (String each : redeemers) {
        Ed25519PublicKey key = key(each);
        if (keys.contains(key)) {
          throw new UsageMistake("'" + each + "' stands twice", "name each redeemer once");
        }
        keys.add(key);
      }
      if (keys.size() > KeyQuorum.KEYS_MAX || required < 1 || required > keys.size()) {
        throw new UsageMistake(
            required + " of " + keys.size() + " redeemers cannot be",
            "name 1 to " + KeyQuorum.KEYS_MAX + " and require at most all of them");
      }
      return new KeyQuorum(keys, required);
    }

    private static Ed25519PublicKey key(String text) {
      try {
        return Ed25519PublicKey.decode(HexWord.read(text, "an Ed25519 public key").bytes());
      } catch (MalformedInput e) {
        throw new UsageMistake(
            "'" + text + "' is not an Ed25519 public key", "ask the redeemer for its key");
      }
    }
  }

  /** Something about an amount of an issuer's offline cash. */
  private abstract static class AboutAmount implements Callable<Integer> {
    private final Surroundings surroundings;
    private final BiFunction<Hash32, Amount, Act> about;
    @Mixin private ProposalOptions options = new ProposalOptions();

    @Parameters(index = "0", paramLabel = "ISSUER", description = HexWord.ISSUER)
    private String issuer = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "such as 12.50")
    private Amount amount = Amount.ZERO;

    AboutAmount(Surroundings surroundings, BiFunction<Hash32, Amount, Act> about) {
      this.surroundings = surroundings;
      this.about = about;
    }

    @Override
    public final Integer call() throws IOException {
      Act act = about.apply(HexWord.issuer(issuer), amount);
      return options.propose(surroundings, _ -> Answer.done(act));
    }
  }

  @Command(
      name = "issue-offline",
      header = {"Examples:", "  specie act propose issue-offline ISSUER 200 --out offline.act", ""},
      description = {
        "",
        "Issues offline cash: the float of the issuer owes more, and no account less. The"
            + " committee decides.",
        ""
      },
      mixinStandardHelpOptions = true)
  private static final class Issued extends AboutAmount {
    Issued(Surroundings surroundings) {
      super(surroundings, Act.IssueOffline::new);
    }
  }

  @Command(
      name = "destroy-offline",
      header = {"Examples:", "  specie act propose destroy-offline ISSUER 20 --out gone.act", ""},
      description = {
        "",
        "Destroys offline cash that came back to the issuer, or is lost for good. The committee"
            + " decides.",
        ""
      },
      mixinStandardHelpOptions = true)
  private static final class Destroyed extends AboutAmount {
    Destroyed(Surroundings surroundings) {
      super(surroundings, Act.DestroyOffline::new);
    }
  }
}
