package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.specie.cli.Digits;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.pseudonym.Consent;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.issuer.RoleTime;
import org.specie.services.issuer.asking.ShownAgent;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie issuer consent}. */
@Command(
    name = "consent",
    header = {
      "Examples:",
      "  specie issuer consent --home ana",
      "  specie issuer consent --home ana --agent 4f1c… --reference 0017 --device 1",
      "  specie issuer consent --home ana --agent http://127.0.0.1:7106 --reference 17",
      ""
    },
    description = {
      "",
      "Lets a person consent that a pseudonym agent asks who they are, for an owner id of one device;"
          + " valid for a day. Without an agent it prints the person's key, for whoever identifies the"
          + " person; the first time it makes that key, in the folder. A customer of a bank consents"
          + " with the key of the account, in the folder of 'specie bank create'.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ConsentCommand implements Callable<Integer> {
  private static final int DEVICES_MAX = 0xffff;

  private final Surroundings surroundings;
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the person, with the key in it")
  private Path home = Path.of("");

  @Option(
      names = "--agent",
      paramLabel = "KEY|URL",
      defaultValue = "",
      description =
          "the pseudonym agent: its public key, as 'specie issuer person' prints it, or its address,"
              + " where it says its key")
  private String agent = "";

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "of the person's record, such as the number of an account at a bank")
  private String reference = "";

  @Option(
      names = "--device",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "which of the person's devices it is for, from 1; one that replaces another has the next"
              + " number (default: ${DEFAULT-VALUE})")
  private int device = 1;

  ConsentCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    if (agent.isEmpty() != reference.isEmpty()) {
      throw new UsageMistake(
          "A consent is for an agent and about a record.", "give --agent and --reference, or none");
    }
    if (device < 1 || device > DEVICES_MAX) {
      throw new UsageMistake(device + " is no device.", "count from 1 to 65535");
    }
    Optional<Ed25519PublicKey> asked = agent.isEmpty() ? Optional.empty() : Optional.of(agentKey());
    if (asked.isPresent() && !Consent.isReference(reference)) {
      throw new UsageMistake("This is no reference.", "use 1 to 128 bytes and nothing invisible");
    }
    PersonFolder folder = new PersonFolder(home, surroundings);
    Ed25519SecretKey person = agent.isEmpty() ? folder.keyOrNew() : folder.key();
    String key = person.publicKey().bytes().toHex();
    Result result =
        asked
            .map(each -> consented(person, key, each))
            .orElseGet(() -> new Result("key          " + key + "\n", Result.fields("key", key)));
    return new Printer(surroundings, json.chosen()).print(Answer.done(result));
  }

  private Result consented(Ed25519SecretKey person, String key, Ed25519PublicKey asked) {
    String consent =
        Consent.give(person, asked, reference, device, new RoleTime(surroundings.clock()).now())
            .encode()
            .toHex();
    return new Result(
        "key          %s\nconsent      %s\n".formatted(key, consent),
        Result.fields("key", key, "consent", consent));
  }

  private Ed25519PublicKey agentKey() throws IOException {
    Optional<ServiceAddress> address =
        agent.contains(":") ? ServiceAddress.parse(agent, ServerTrust.system()) : Optional.empty();
    if (address.isPresent()) {
      return ShownAgent.of(address.get());
    }
    try {
      return Ed25519PublicKey.decode(Digits.read(agent, Ed25519PublicKey.SIZE, "key of an agent"));
    } catch (MalformedInput _) {
      throw new UsageMistake(
          "This is no key of an agent.", "copy it as 'specie issuer person' prints it");
    }
  }
}
