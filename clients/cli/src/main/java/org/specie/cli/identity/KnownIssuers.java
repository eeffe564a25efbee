package org.specie.cli.identity;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.specie.cli.UsageMistake;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.node.replica.Settings;
import org.specie.services.psp.Hex;
import picocli.CommandLine.Option;

/** The option that says whose evidence is believed, and how that is kept in a file. */
public final class KnownIssuers {
  private static final String PREFIX = "issuer.";

  @Option(
      names = "--issuer",
      paramLabel = "NAME=HEX",
      description = "an identity provider whose evidence is taken, and its key; once for each")
  private Map<String, String> issuers = new HashMap<>();

  /** The keys that were given, by name. */
  public Map<String, Ed25519PublicKey> keys() {
    Map<String, Ed25519PublicKey> keys = new TreeMap<>();
    issuers.forEach(
        (issuer, key) ->
            keys.put(
                issuer,
                Hex.key(key)
                    .orElseThrow(
                        () ->
                            new UsageMistake(
                                "'" + key + "' is no key of an identity provider",
                                "write it as 'specie identity create' does: NAME=HEX"))));
    return keys;
  }

  /** Enters {@code keys} into {@code settings}. */
  public static void put(Map<String, Ed25519PublicKey> keys, Settings settings) {
    int number = 0;
    for (var issuer : new TreeMap<>(keys).entrySet()) {
      number++;
      settings
          .put(PREFIX + number + ".name", issuer.getKey())
          .put(PREFIX + number + ".key", issuer.getValue().bytes().toHex());
    }
  }

  /** Those in {@code settings}. */
  public static Map<String, Ed25519PublicKey> in(Settings settings) throws IOException {
    Map<String, Ed25519PublicKey> issuers = new TreeMap<>();
    for (int i = 1; settings.find(PREFIX + i + ".name").isPresent(); i++) {
      String issuer = settings.get(PREFIX + i + ".name");
      issuers.put(
          issuer,
          Hex.key(settings.get(PREFIX + i + ".key"))
              .orElseThrow(() -> new IOException("the key of " + issuer + " is none")));
    }
    return issuers;
  }
}
