package org.specie.cli.issuer;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.certificate.Limits;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.services.issuer.RoleTime;
import org.specie.wallet.Answer;
import org.specie.wallet.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer create}. */
@Command(
    name = "create",
    header = {
      "Examples:",
      "  specie issuer create --dir mint",
      "  specie issuer create --dir mint --bank north --bank south",
      "  specie issuer create --dir trial --crowd 2 --payment 1000.00 --aggregate 9000.00",
      "  specie issuer create --dir mint --hsm-library /usr/lib/softhsm/libsofthsm2.so \\",
      "    --hsm certifier=3:certifier.pin --hsm factory=4:factory.pin",
      ""
    },
    description = {
      "",
      "Founds an issuer of offline cash: a root, certified keys of its agents, the first class key,"
          + " and a folder for each role with that role's keys and nobody else's. The role 'root'"
          + " runs only while blank cards are prepared. Keys may be made"
          + " in an HSM, where they stay: then the folder says in which slot.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CreateCommand implements Callable<Integer> {
  private static final int CURRENCY_MAX = 999;
  private static final int PARTITION_MAX = 0xffff;

  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private EpochOptions epoch = new EpochOptions();
  @Mixin private HsmOptions modules = new HsmOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--currency",
      paramLabel = "NUMBER",
      defaultValue = "376",
      description = "of the currency, as in ISO 4217 (default: ${DEFAULT-VALUE}, shekel)")
  private int currency = 376;

  @Option(
      names = "--partition",
      paramLabel = "N",
      defaultValue = "1",
      description = "of devices, who hide among each other (default: ${DEFAULT-VALUE})")
  private int partition = 1;

  @Option(
      names = "--payment",
      paramLabel = "AMOUNT",
      defaultValue = "1000.00",
      description = "the largest single payment (default: ${DEFAULT-VALUE})")
  private Amount payment = Amount.parse("1000.00");

  @Option(
      names = "--aggregate",
      paramLabel = "AMOUNT",
      defaultValue = "9000.00",
      description = "the most that one token collects (default: ${DEFAULT-VALUE})")
  private Amount aggregate = Amount.parse("9000.00");

  @Option(
      names = "--crowd",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "devices that must be registered before anybody gets a payment key (default:"
              + " ${DEFAULT-VALUE})")
  private int crowd = 1_000;

  @Option(
      names = "--bank",
      paramLabel = "NAME",
      description =
          "a bank that runs a factory and a pseudonym agent over its own customers, in a folder of"
              + " its name; any number of times")
  private List<String> banks = List.of();

  CreateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  private static void require(boolean holds, String sentence, String tip) {
    if (!holds) {
      throw new UsageMistake(sentence, tip);
    }
  }

  @Override
  public Integer call() throws IOException {
    require(0 < currency && currency <= CURRENCY_MAX, currency + " is no currency", "use 1 to 999");
    require(
        0 <= partition && partition <= PARTITION_MAX,
        partition + " is no partition",
        "use 0 to 65535");
    require(crowd > 0, "Nobody hides in a crowd of " + crowd + ".", "use 1000 or more");
    epoch.check();
    require(
        payment.minor() > 0 && aggregate.covers(payment) && OfflineAmount.fits(aggregate),
        "A token of " + aggregate + " does not collect payments of " + payment + ".",
        "choose --aggregate not below --payment, and both above 0");
    require(
        banks.stream().allMatch(Founding.Terms::isBank)
            && banks.stream().distinct().count() == banks.size(),
        "A bank cannot be called that here.",
        "use small letters, digits and '-', no name of another folder, and each once");
    try {
      return created(found());
    } catch (NotStarted e) {
      return new Printer(surroundings, json.chosen()).print(Answer.refused(Refusal.of(e.reason())));
    }
  }

  private KeyCert found() throws IOException {
    return Founding.found(
        dir.path(surroundings),
        new Founding.Terms(
            new Currency(currency, 2),
            DeviceClasses.only(0),
            partition,
            new Limits(payment, aggregate),
            crowd,
            epoch.quota(),
            epoch.days(),
            banks),
        modules.places(surroundings),
        new RoleTime(surroundings.clock()).now(),
        surroundings.entropy());
  }

  private int created(KeyCert root) {
    String name = Hash32.sha256(root.encode()).toHex();
    String folder = dir.path(surroundings).toString();
    return new Printer(surroundings, json.chosen())
        .print(
            Answer.done(
                new Result(
                    "issuer       %s\nfolder       %s\nStart it with: specie issuer start --dir %s\n"
                        .formatted(name, folder, folder),
                    Result.fields("issuer", name, "folder", folder))));
  }
}
