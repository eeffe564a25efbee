package org.specie.cli.issuer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.station.DevicePlan;
import org.specie.offline.agents.station.DevicePlan.DeviceLimits;
import org.specie.offline.agents.station.Station;
import org.specie.offline.agents.station.StationBook;
import org.specie.offline.purse.trust.IssuerDocument;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.value.Currency;
import org.specie.offline.token.value.DeviceClasses;
import org.specie.offline.token.value.OwnerId;
import org.specie.services.api.ServiceAddress;
import org.specie.services.issuer.RoleTime;
import org.specie.services.issuer.asking.ShownClass;
import org.specie.services.issuer.core.CoreLine;
import org.specie.services.issuer.line.Line;
import org.specie.services.issuer.vouching.RootLine;
import org.specie.wallet.Answer;

/**
 * A station beside a card reader: its own lines to core, root and managers, and its book. Spec:
 * docs/spec/57-station.md, clauses 3.1 and 3.2.
 */
final class StationDesk {
  private static final String BOOK = "book";
  private static final int CERTIFIER = 0;
  private static final int FACTORY = 1;
  private static final int AGENTS = 3;

  private final RoleFolder folder;
  private final Surroundings surroundings;

  /** The station of the issuer in {@code dir}. */
  StationDesk(IssuerDir dir, Surroundings surroundings) throws IOException {
    this.folder = dir.folder(Founding.STATION, surroundings);
    this.surroundings = surroundings;
  }

  /** What to do at the station. */
  @FunctionalInterface
  interface Work<T> {
    Answer<T> at(Station station) throws IOException;
  }

  /** Has {@code work} done, while no other program is at this station. */
  <T> Answer<T> work(Work<T> work) throws IOException {
    try (Line core = folder.lineTo(Role.CORE.word(), surroundings.clock());
        Line root = folder.lineTo(Role.ROOT.word(), surroundings.clock());
        Line managers = folder.lineTo(Role.MANAGERS.word(), surroundings.clock());
        Storage book = folder.book(BOOK)) {
      return work.at(
          new Station(
              new RootLine(root, folder.keyCert("root")),
              folder.managers(managers),
              new CoreLine(core),
              agents(),
              new StationBook(book)));
    }
  }

  private List<KeyCert> agents() throws IOException {
    List<KeyCert> all = new ArrayList<>();
    for (int i = 1; i <= AGENTS; i++) {
      all.add(folder.keyCert("agent." + i + ".certificate"));
    }
    return all;
  }

  private Currency currency() throws IOException {
    return new Currency(
        folder.keyCert("root").currencyNumber(), folder.settings().number("currency.places"));
  }

  /** What a card of this issuer shall become. */
  DevicePlan plan(DeviceId id, OwnerId owner, DeviceLimits limits) throws IOException {
    return new DevicePlan(
        id,
        owner,
        currency(),
        new DeviceClasses(folder.settings().number("class")),
        folder.settings().number("partition"),
        limits);
  }

  /** Whose factory makes a card's tokens: the issuer's, or that of {@code bank}. */
  private KeyCert factory(Optional<String> bank) throws IOException {
    if (bank.isEmpty()) {
      return agents().get(FACTORY);
    }
    String certificate = TokenOffice.bank(bank.get()) + ".certificate";
    if (folder.settings().find(certificate).isEmpty()) {
      throw new UsageMistake(
          "The issuer has no bank '" + bank.get() + "'.",
          "name one that it was founded with, with 'specie issuer create --bank'");
    }
    return folder.keyCert(certificate);
  }

  /**
   * What the issuer tells everybody, with the class key that is the certifier's newest.
   *
   * @param bank whose factory makes the card's tokens, if it is not the issuer's
   */
  Answer<IssuerDocument> document(Optional<String> bank) throws IOException {
    ServiceAddress certifier = folder.addressOf(Role.CERTIFIER.word());
    KeyCert ofFactory = factory(bank);
    KeyCert ofCertifier = agents().get(CERTIFIER);
    KeyCert ofRoot = folder.keyCert("root");
    Currency currency = currency();
    Optional<IssuerDocument> document =
        ShownClass.of(certifier)
            .payerClass()
            .flatMap(newest -> IssuerDocument.of(ofRoot, currency, ofFactory, ofCertifier, newest));
    if (document.isEmpty()) {
      throw new IOException(
          certifier + " shows no class key of this issuer's certifier; look who answers there");
    }
    return document.get().payerClass().validity().contains(new RoleTime(surroundings.clock()).now())
        ? Answer.done(document.get())
        : Answer.refused(AgentReason.CLASS_NOT_VALID_NOW);
  }
}
