package org.specie.cli.act;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.role.MemberFolder;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code specie act key}. */
@Command(
    name = "key",
    header = {
      "Examples:",
      "  specie act key new-member",
      "  specie act propose policy --replace committee-2=HEX --out rotate.act",
      ""
    },
    description = {
      "",
      "Makes a folder with a fresh key for a member of a body and prints the public key, for the"
          + " policy to name. The folder stays with whoever made it.",
      ""
    },
    mixinStandardHelpOptions = true)
final class KeyCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private JsonFlag json = new JsonFlag();

  @Parameters(index = "0", paramLabel = "FOLDER", description = "folder to make")
  private Path folder = Path.of("");

  KeyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    MemberFolder made = MemberFolder.create(surroundings.resolve(folder), surroundings.entropy());
    Ed25519SecretKey key = made.key();
    String text = key.publicKey().bytes().toHex();
    key.destroy();
    return new Printer(surroundings, json.chosen())
        .print(Answer.done(new Result(text, Result.fields("key", text))));
  }
}
