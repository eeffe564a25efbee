package org.specie.cli.psp;

import java.io.IOException;
import java.nio.file.Path;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.protocol.Domain;
import org.specie.cli.network.RemoteAccess;
import org.specie.cli.registrar.NetworkSight;
import org.specie.cli.registrar.RegistrarCards;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.node.replica.NetworkDescription;
import org.specie.services.api.Answer;
import org.specie.services.psp.onboarding.Registry;
import org.specie.services.registrar.asking.RegistrarPanel;
import org.specie.services.registrar.evidence.Registration;

/**
 * The registrars of a network, each a process elsewhere: m of n whom the policy in force names. The
 * provider has their cards, and no key.
 */
final class DistantRegistry implements Registry, AutoCloseable {
  private final RemoteAccess ledger;
  private final Path cards;
  private final ProviderKeys keys;
  private final RegistrarPanel panel = new RegistrarPanel(RegistrarPanel.DEADLINE_MS);

  /**
   * @param cards folder with the cards of registrars, read at each registration
   * @param keys by which registrars know the provider
   */
  DistantRegistry(
      NetworkDescription network, Path cards, ProviderKeys keys, Clock clock, Entropy entropy)
      throws IOException {
    this.ledger = RemoteAccess.to(network, clock, entropy, NetworkSight.PATIENCE);
    this.cards = cards;
    this.keys = keys;
  }

  @Override
  public Answer<Approved> approve(Registration asked) throws IOException {
    // More replicas than may lie are asked: an old policy would have the wrong registrars asked.
    KeyQuorum quorum = new NetworkSight(ledger).look().policy().registrars();
    Domain domain = ledger.ledger().suite().domain();
    Encoder encoded = new Encoder();
    domain.encode(encoded);
    Registration marked = keys.marked(encoded.toByteString(), asked);
    return panel
        .ask(RegistrarCards.in(cards), RegistrarCards.tags(cards), quorum, domain, marked)
        .then(
            approved ->
                Answer.done(
                    new Approved(
                        approved.tag(),
                        approved.approvals().stream()
                            .map(each -> new Approval(each.index(), each.signature()))
                            .toList())));
  }

  @Override
  public void close() {
    panel.close();
    ledger.close();
  }
}
