package org.specie.cli.psp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.specie.kernel.core.ByteString;
import org.specie.node.replica.Settings;
import org.specie.services.psp.onboarding.ListedKey;

/**
 * A provider's key, and the addresses at which customers reach it: its own, and those in a file of
 * its folder, read at each question. Source: docs/spec/44-provider-register.md, clause 3.3.
 *
 * @param home of the provider
 * @param own where it listens
 */
record KeyAtAddresses(ProviderKeys keys, Path home, String own) implements ListedKey {
  private static final String FILE = "addresses.properties";
  private static final String PREFIX = "address.";

  @Override
  public List<ByteString> sign(ByteString message) throws IOException {
    return keys.signed(message);
  }

  @Override
  public boolean isAt(String address) throws IOException {
    return address.equals(own) || others().contains(address);
  }

  /** Those beside its own. */
  Set<String> others() throws IOException {
    Set<String> all = new TreeSet<>();
    Path file = home.resolve(FILE);
    if (Files.exists(file)) {
      Settings settings = Settings.read(file);
      for (int i = 1; settings.find(PREFIX + i).isPresent(); i++) {
        all.add(settings.get(PREFIX + i));
      }
    }
    return all;
  }

  /** Makes {@code addresses} those beside its own. */
  void put(Collection<String> addresses) throws IOException {
    Settings settings = Settings.at(home.resolve(FILE));
    int number = 0;
    for (String each : new TreeSet<>(addresses)) {
      number++;
      settings.put(PREFIX + number, each);
    }
    settings.write("where customers reach this provider, beside the address it listens at");
  }
}
