package org.specie.cli.issuer;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.offline.agents.certifier.ClassKey;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Validity;
import org.specie.services.issuer.RoleTime;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie issuer new-class}. */
@Command(
    name = "new-class",
    header = {
      "Examples:",
      "  specie issuer new-class --dir mint",
      "  specie issuer new-class --dir mint --quota 200000 --class-days 90",
      ""
    },
    description = {
      "",
      "Makes the certifier's next class key, for the devices and the largest payment of the one"
          + " before and valid from now on. Then restart the certifier, which reads its keys when"
          + " it starts, and announce the key with 'open-class'. Keys before go on until they end.",
      ""
    },
    mixinStandardHelpOptions = true)
final class NewClassCommand implements Callable<Integer> {
  private static final int MINUTES_PER_DAY = 1_440;

  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private EpochOptions epoch = new EpochOptions();
  @Mixin private JsonFlag json = new JsonFlag();

  NewClassCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    epoch.check();
    ClassCert before = dir.folder(Role.CERTIFIER.word(), surroundings).classCert();
    Minutes now = new RoleTime(surroundings.clock()).now();
    Minutes end = new Minutes(now.sinceEpoch() + epoch.days() * MINUTES_PER_DAY);
    ClassCert made =
        RoleFolder.addClass(
            dir.path(surroundings).resolve(Role.CERTIFIER.word()),
            new ClassKey.Purpose(
                before.classes(),
                before.partition(),
                new Validity(now, end),
                before.largestPayment(),
                epoch.quota(),
                before.uses()),
            surroundings.entropy());
    String id = made.id().bytes().toHex();
    String folder = dir.path(surroundings).toString();
    return new Printer(surroundings, json.chosen())
        .print(
            Answer.done(
                new Result(
                    """
                    class key    %s
                    Restart the certifier: specie issuer stop --dir %s, then start
                    Announce it: specie issuer open-class --dir %s
                    """
                        .formatted(id, folder, folder),
                    Result.fields("classKey", id))));
  }
}
