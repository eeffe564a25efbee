package org.specie.cli.issuer;

import java.io.IOException;
import java.nio.file.Path;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.offline.agents.pseudonym.Claim;
import org.specie.offline.agents.pseudonym.Consent;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.issuer.RoleTime;
import org.specie.services.issuer.asking.ShownAgent;
import picocli.CommandLine.Option;

/** The options that say who comes for letters, and where. */
final class LetterOwner {
  private static final int DEVICES_MAX = 0xffff;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      required = true,
      description = "folder of the person, with the key of 'specie issuer consent' in it")
  private Path home = Path.of("");

  @Option(
      names = "--agent",
      paramLabel = "URL",
      required = true,
      description = "where the pseudonym agent is")
  private String agent = "";

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      required = true,
      description = "of the person's record, as in the consent")
  private String reference = "";

  @Option(
      names = "--device",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "which of the person's devices the letters are about, as in the consent (default:"
              + " ${DEFAULT-VALUE})")
  private int device = 1;

  /** The person's folder. */
  PersonFolder folder(Surroundings surroundings) {
    return new PersonFolder(home, surroundings);
  }

  /** Where the agent is. */
  ServiceAddress address() {
    return ServiceAddress.parse(agent, ServerTrust.system())
        .orElseThrow(
            () ->
                new UsageMistake(
                    "'" + agent + "' is no address of an agent.", "write it as http://host:port"));
  }

  /** The key by which the agent there is known. */
  Ed25519PublicKey agentKey() throws IOException {
    return ShownAgent.of(address());
  }

  /** Whose letters they are, now. */
  Claim claim(Surroundings surroundings) {
    if (!Consent.isReference(reference)) {
      throw new UsageMistake("This is no reference.", "use 1 to 128 bytes and nothing invisible");
    }
    if (device < 1 || device > DEVICES_MAX) {
      throw new UsageMistake(device + " is no device.", "count from 1 to 65535");
    }
    return new Claim(reference, device, new RoleTime(surroundings.clock()).now());
  }
}
