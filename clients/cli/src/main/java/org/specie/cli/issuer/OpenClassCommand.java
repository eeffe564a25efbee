package org.specie.cli.issuer;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.services.issuer.core.CoreLine;
import org.specie.services.issuer.line.Line;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code specie issuer open-class}. */
@Command(
    name = "open-class",
    header = {"Examples:", "  specie issuer open-class --dir mint", ""},
    description = {
      "",
      "Announces the certifier's class key to the core, which takes it into use when enough devices"
          + " are registered to hide among (7315 before). From then on devices get payment keys.",
      ""
    },
    mixinStandardHelpOptions = true)
final class OpenClassCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private IssuerDir dir = new IssuerDir();
  @Mixin private JsonFlag json = new JsonFlag();

  OpenClassCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    RoleFolder certifier = dir.folder(Role.CERTIFIER.word(), surroundings);
    ClassCert certificate = certifier.classCert();
    String id = certificate.id().bytes().toHex();
    try (Line line = certifier.lineTo(Role.CORE.word(), surroundings.clock())) {
      return Told.print(
          new CoreLine(line).take(certificate),
          new Result("class key    " + id + "\n", Result.fields("classKey", id)),
          surroundings,
          json.chosen());
    }
  }
}
