package org.specie.cli.psp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.specie.cash.gateway.client.Patience;
import org.specie.cli.network.OpenNetwork;
import org.specie.cli.network.RemoteAccess;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.role.RegistrarReason;
import org.specie.services.api.Answer;
import org.specie.services.api.Refusal;
import org.specie.services.psp.onboarding.Registry;
import org.specie.wallet.Registrars;

/**
 * The registrars of a network whose folder is on this machine. They are there for one request at a
 * time, and providers take turns, so that several can sit at the same table.
 */
final class NetworkRegistry implements Registry {
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;
  private static final String PARTY = "registrars";
  private static final String TABLE = "table";

  private final NetworkDescription ledger;
  private final Path registrars;
  private final Clock clock;
  private final Entropy entropy;

  /**
   * @param registrars the folder of the network, with theirs in it
   */
  NetworkRegistry(NetworkDescription ledger, Path registrars, Clock clock, Entropy entropy) {
    this.ledger = ledger;
    this.registrars = registrars;
    this.clock = clock;
    this.entropy = entropy;
  }

  @Override
  public Answer<Approved> approve(
      ByteString identity, ByteString publicSpendKey, int classId, long validUntil)
      throws IOException {
    G1 key;
    try {
      key = G1.decodeCompressed(new Decoder(publicSpendKey));
    } catch (MalformedInput _) {
      return Answer.refused(Refusal.Explanation.of(RegistrarReason.KEY_INVALID, BAD_REQUEST));
    }
    DirectoryHome home = DirectoryHome.at(registrars);
    List<Answer<Approved>> answers = new ArrayList<>();
    home.alone(PARTY, TABLE, () -> answers.add(approve(home, identity, key, classId, validUntil)));
    return answers.getFirst();
  }

  private Answer<Approved> approve(
      DirectoryHome home, ByteString identity, G1 key, int classId, long validUntil)
      throws IOException {
    try (OpenNetwork network =
        OpenNetwork.over(
            RemoteAccess.to(ledger, clock, entropy, Patience.defaults()), home, entropy)) {
      return switch (network.registrars(identity).approve(key, classId, validUntil)) {
        case org.specie.wallet.Answer.Done<Registrars.Approved>(var approved) ->
            Answer.done(
                new Approved(
                    approved.statement().uniqueness(),
                    approved.approvals().stream()
                        .map(each -> new Approval(each.index(), each.signature()))
                        .toList()));
        case org.specie.wallet.Answer.Refused<Registrars.Approved>(var refusal) ->
            Answer.refused(Refusal.Explanation.of(refusal.reason(), CONFLICT));
      };
    }
  }
}
