package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.specie.cli.Digits;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.Hash32;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.unsealing.Approval;
import org.specie.offline.agents.unsealing.CaseFile;
import org.specie.offline.agents.unsealing.UnsealingAuthority;
import org.specie.services.issuer.RoleTime;
import org.specie.wallet.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code specie issuer case approve}. */
@Command(
    name = "approve",
    header = {
      "Examples:",
      "  specie issuer case approve ana.case --case 5d1e… --home mint/authority-2",
      ""
    },
    description = {
      "",
      "Approves a case as one authority and writes the approval into the file. Read the order before:"
          + " 'case show' says what it is, and prints the case to name here, because files are"
          + " exchanged. The process of the authority approves nothing.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ApproveCaseCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private AuthorityHome home = new AuthorityHome();
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(paramLabel = "FILE", description = "file of the case")
  private Path file = Path.of("");

  @Option(
      names = "--case",
      paramLabel = "HEX",
      required = true,
      description = "the case that you read, as 'case show' printed it, 32 bytes")
  private String read = "";

  ApproveCaseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    AuthorityFolder authority = home.folder(surroundings);
    Path path = surroundings.resolve(file);
    Hash32 wanted = new Hash32(Digits.read(read, Hash32.SIZE, "case"));
    CaseFile asked = CaseFiles.read(List.of(path), authority.authorities());
    if (!asked.about().commitment().equals(wanted)) {
      throw new UsageMistake(
          path + " holds another case than the one that you read.",
          "read it with 'specie issuer case show', and name what that prints");
    }
    return new Printer(surroundings, json.chosen()).print(approve(asked, authority, path));
  }

  private org.specie.wallet.Answer<Result> approve(
      CaseFile asked, AuthorityFolder authority, Path path) throws IOException {
    Answer<Approval> answer =
        UnsealingAuthority.approve(
            authority.authorities(),
            authority.keys(),
            asked.about().encode(),
            asked.entry().encode(),
            new RoleTime(surroundings.clock()).now());
    return switch (answer) {
      case Answer.Refused<Approval>(var reason) ->
          org.specie.wallet.Answer.refused(Refusal.of(reason));
      case Answer.Given<Approval>(Approval approval) -> {
        CaseFile approved = asked.with(approval);
        CaseFiles.write(approved, path);
        yield org.specie.wallet.Answer.done(CaseFiles.describe(approved, authority.authorities()));
      }
    };
  }
}
