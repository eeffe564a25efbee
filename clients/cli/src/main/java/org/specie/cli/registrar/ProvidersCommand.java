package org.specie.cli.registrar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.specie.cli.JsonFlag;
import org.specie.cli.Printer;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.services.psp.Hex;
import org.specie.wallet.Answer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code specie registrar providers}. */
@Command(
    name = "providers",
    header = {
      "Examples:",
      "  specie registrar providers --home bank/registrar-1",
      "  specie registrar providers --admit north.example=9f2c… --home bank/registrar-1",
      "  specie registrar providers --strike north.example --home bank/registrar-1",
      "  specie registrar providers --everybody --home bank/registrar-1",
      ""
    },
    description = {
      "",
      "Says which providers this registrar lets people in through, from the next registration on:"
          + " everybody, until one is admitted, and from then on those of the list. Admitting one"
          + " again gives it another key. One that so many registrars struck off that the others are"
          + " fewer than the policy requires brings nobody in any more.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ProvidersCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private RegistrarHome home = new RegistrarHome();
  @Mixin private JsonFlag json = new JsonFlag();

  @Option(
      names = "--admit",
      paramLabel = "NAME=HEX",
      description = "answer it, with the key that 'specie psp key' shows; once for each")
  private Map<String, String> admitted = new HashMap<>();

  @Option(names = "--strike", paramLabel = "NAME", description = "answer it no more; once for each")
  private List<String> struck = new ArrayList<>();

  @Option(names = "--everybody", description = "forget the list and answer whoever asks")
  private boolean isOpen;

  ProvidersCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException {
    ProviderList list = home.folder(surroundings).providers();
    if (isOpen && !(admitted.isEmpty() && struck.isEmpty())) {
      throw new UsageMistake("--everybody goes alone", "admit providers to have a list again");
    }
    if (isOpen) {
      list.alone(list::answerEverybody);
    } else if (!(admitted.isEmpty() && struck.isEmpty())) {
      list.alone(() -> list.put(changed(list.listed())));
    }
    return new Printer(surroundings, json.chosen()).print(Answer.done(described(list.listed())));
  }

  private Map<String, Ed25519PublicKey> changed(Optional<Map<String, Ed25519PublicKey>> before) {
    Map<String, Ed25519PublicKey> keys = new TreeMap<>(before.orElse(Map.of()));
    for (String name : struck) {
      if (keys.remove(name) == null) {
        throw new UsageMistake(
            "'" + name + "' is not on the list", "see it with 'specie registrar providers'");
      }
    }
    admitted.forEach(
        (name, key) ->
            keys.put(
                name,
                Hex.key(key)
                    .orElseThrow(
                        () ->
                            new UsageMistake(
                                "'" + key + "' is no key of a provider",
                                "write it as 'specie psp key' does: NAME=HEX"))));
    return keys;
  }

  private static Result described(Optional<Map<String, Ed25519PublicKey>> listed) {
    if (listed.isEmpty()) {
      return new Result("everybody is answered\n", Result.fields("everybody", true));
    }
    StringBuilder text = new StringBuilder();
    List<Map<String, Object>> providers = new ArrayList<>();
    listed
        .get()
        .forEach(
            (name, key) -> {
              text.append("%s  %s\n".formatted(key.bytes().toHex(), name));
              providers.add(Result.fields("name", name, "key", key.bytes().toHex()));
            });
    return new Result(
        providers.isEmpty() ? "nobody is answered\n" : text.toString(),
        Result.fields("everybody", false, "providers", providers));
  }
}
