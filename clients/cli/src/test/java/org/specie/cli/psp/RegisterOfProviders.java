package org.specie.cli.psp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.customer.CustomerReason;
import org.specie.cli.customer.Membership;
import org.specie.cli.network.OpenNetwork;
import org.specie.cli.network.RemoteAccess;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.services.api.ServerTrust;
import org.specie.services.api.ServiceAddress;
import org.specie.services.psp.Hex;
import org.specie.wallet.Answer;
import org.specie.wallet.network.Network;

/**
 * The committee lists providers that have customers, and strikes one off: what its customers see.
 * docs/spec/44-provider-register.md, section 3.
 */
final class RegisterOfProviders {
  /** Of somebody who waits no longer than needed where nobody answers. */
  private static final Patience SHORT = new Patience(1_000, 100, 3_000);

  private final Village village;

  RegisterOfProviders(Village village) {
    this.village = village;
  }

  /** What a wallet in the folder {@code device} does first. */
  private Answer<Network> connect(String device, Clock clock, Patience patience)
      throws IOException {
    Path folder = village.folder().resolve(device);
    Membership membership = Membership.in(folder, Village.ENTROPY);
    NetworkDescription ledger = NetworkDescription.read(folder);
    try (OpenNetwork network =
        OpenNetwork.over(
            RemoteAccess.to(ledger, membership.route(), Village.CLOCK, Village.ENTROPY, patience),
            DirectoryHome.at(folder),
            Optional.of(membership),
            clock,
            Village.ENTROPY)) {
      return network.connect();
    }
  }

  private void goesOn(String device) throws IOException {
    Network _ = connect(device, Village.CLOCK, Patience.defaults()).orThrow();
  }

  private void isRefused(CustomerReason reason, String device) throws IOException {
    Answer<Network> answer = connect(device, Village.CLOCK, Patience.defaults());
    assertThat(answer instanceof Answer.Refused<?>(var why) ? why.reason().code() : 0)
        .isEqualTo(reason.code());
  }

  private Ed25519PublicKey key(Village.Provider provider, String... more) {
    String line =
        more.length == 0
            ? village.run("psp", "key", "--home", provider.name()).out()
            : village.run("psp", "key", more[0], "--home", provider.name()).out();
    return Hex.key(line.strip().substring(provider.name().length() + 1)).orElseThrow();
  }

  private void lists(Village.Provider provider, Ed25519PublicKey key) throws IOException {
    village.decide(new Act.ListProvider(new ProviderName(provider.name()), key));
  }

  /**
   * {@code leaving} is a customer of {@code north}, {@code staying} one of {@code east}; no
   * provider was ever listed.
   */
  void strikesOff(Village.Provider north, String leaving, Village.Provider east, String staying)
      throws IOException {
    assertThat(village.run("psp", "listed", "--dir", leaving).out()).contains("open market");
    goesOn(leaving);
    listsBoth(north, leaving, east, staying);
    changesAKey(east, staying);
    takesNobodysPlace(east);

    village.decide(new Act.StrikeOffProvider(new ProviderName(north.name())));
    isRefused(CustomerReason.PROVIDER_STRUCK_OFF, leaving);
    assertThat(village.run("psp", "listed", "--dir", leaving).out()).contains("struck off");
    goesOn(staying);
    isQuietAndStillKnown(staying);
    // Whatever it does to the line, nobody goes on: here it lets nothing of the operators through.
    village.operatorsLine().meddle(_ -> new byte[0], _ -> new byte[0]);
    try {
      assertThat(hasGoneOn(leaving)).isFalse();
    } finally {
      village.operatorsLine().meddle(Middle.NONE, Middle.NONE);
    }
    village.join(leaving, east);
    goesOn(leaving);
  }

  /** Nobody has paid for two hours, so no block is younger; the operators know of none that is. */
  private void isQuietAndStillKnown(String staying) throws IOException {
    Clock later = () -> Village.CLOCK.epochSeconds() + 7_200;
    assertThat(connect(staying, later, Patience.defaults()).isDone()).isTrue();
  }

  private boolean hasGoneOn(String device) {
    try {
      return connect(device, Village.CLOCK, SHORT).isDone();
    } catch (IOException _) {
      return false;
    }
  }

  private void listsBoth(
      Village.Provider north, String leaving, Village.Provider east, String staying)
      throws IOException {
    lists(east, key(east));
    isRefused(CustomerReason.PROVIDER_NOT_LISTED, leaving);
    // Listed, but reached at an address it does not know as its own.
    isRefused(CustomerReason.PROVIDER_NOT_PROVEN, staying);
    village.run("psp", "address", east.url(), "--home", east.name());
    goesOn(staying);
    lists(north, key(north));
    village.run("psp", "address", north.url(), "--home", north.name());
    goesOn(leaving);
  }

  /** Both keys are shown while the committee goes over to the new one; no other is enough. */
  private void changesAKey(Village.Provider east, String staying) throws IOException {
    Ed25519PublicKey next = key(east, "--next");
    goesOn(staying);
    lists(east, Ed25519SecretKey.generate(Village.ENTROPY).publicKey());
    isRefused(CustomerReason.PROVIDER_NOT_PROVEN, staying);
    lists(east, next);
    goesOn(staying);
    Ed25519PublicKey only = key(east, "--only");
    assertThat(only).isEqualTo(next);
    goesOn(staying);
  }

  /** Somebody says he is east, and passes everything on to east: the address is not east's. */
  private void takesNobodysPlace(Village.Provider east) throws IOException {
    String misled = "misled";
    village.join(misled, east);
    goesOn(misled);
    try (Middle between = new Middle(east.port())) {
      Membership.write(
          village.folder().resolve(misled),
          address("http://127.0.0.1:" + between.port()),
          east.name(),
          Village.ENTROPY);
      isRefused(CustomerReason.PROVIDER_NOT_PROVEN, misled);
    }
  }

  private static ServiceAddress address(String url) {
    return ServiceAddress.parse(url, ServerTrust.system()).orElseThrow();
  }
}
