package org.specie.cli.psp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.specie.node.replica.Settings;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;

/**
 * The providers to whose mailboxes a provider carries letters, in a file of its folder. Source:
 * docs/spec/41-psp.md 41.23.
 */
record Neighbours(Path home) {
  private static final String FILE = "neighbours.properties";

  /**
   * One of them.
   *
   * @param trust PEM of the certificates that count there; those of the JDK if there is none
   */
  private record Neighbour(String url, Optional<Path> trust) {
    ServiceAddress address() throws IOException {
      return ServiceAddress.parse(
              url, trust.isPresent() ? ServerTrust.read(trust.get()) : ServerTrust.system())
          .orElseThrow(() -> new IOException("'" + url + "' is no address of a provider"));
    }
  }

  private List<Neighbour> read() throws IOException {
    Path file = home.resolve(FILE);
    List<Neighbour> all = new ArrayList<>();
    if (Files.exists(file)) {
      Settings settings = Settings.read(file);
      for (int i = 1; settings.find(key(i, "url")).isPresent(); i++) {
        all.add(
            new Neighbour(
                settings.get(key(i, "url")), settings.find(key(i, "trust")).map(Path::of)));
      }
    }
    return all;
  }

  private static String key(int number, String what) {
    return "neighbour." + number + "." + what;
  }

  /** Their addresses; {@code https} is believed as each was added. */
  Set<ServiceAddress> addresses() throws IOException {
    Set<ServiceAddress> addresses = new LinkedHashSet<>();
    for (Neighbour each : read()) {
      addresses.add(each.address());
    }
    return addresses;
  }

  /** Adds the one at {@code url}, or says anew whose certificates count there. */
  void add(String url, Optional<Path> trust) throws IOException {
    List<Neighbour> all = new ArrayList<>(read());
    all.removeIf(each -> each.url().equals(url));
    Neighbour added = new Neighbour(url, trust);
    ServiceAddress _ = added.address();
    all.add(added);
    Settings settings = Settings.at(home.resolve(FILE));
    for (int i = 1; i <= all.size(); i++) {
      Neighbour each = all.get(i - 1);
      settings.put(key(i, "url"), each.url());
      if (each.trust().isPresent()) {
        settings.put(key(i, "trust"), each.trust().get());
      }
    }
    settings.write("providers to whose mailboxes letters are carried");
  }
}
