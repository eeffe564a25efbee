package org.specie.services.issuer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.agents.World;
import org.specie.offline.agents.pseudonym.RegisterEntry;
import org.specie.offline.agents.unsealing.CaseFile;
import org.specie.offline.agents.unsealing.GivenShare;
import org.specie.offline.agents.unsealing.UnsealingCase;
import org.specie.offline.agents.unsealing.UnsealingOrder;
import org.specie.offline.token.value.Minutes;
import org.specie.services.issuer.authority.AuthorityLine;
import org.specie.services.issuer.authority.AuthorityRole;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.Seat;

/** The authorities of a town, each a role on a database of its own. */
final class Unsealers {
  private final Town town;
  private final RegisterWorld sealing;
  private final List<Ed25519SecretKey> lines = new ArrayList<>();
  private Clock clock = Town.CLOCK;

  Unsealers(Town town, RegisterWorld sealing) throws IOException {
    this.town = town;
    this.sealing = sealing;
    for (int i = 1; i <= RegisterWorld.MEMBERS; i++) {
      lines.add(Town.key());
      town.addDatabase("authority" + i);
    }
  }

  /** The case of an order about {@code entry}, approved by these. */
  static CaseFile about(
      RegisterWorld sealing, RegisterEntry entry, String reference, int... approving)
      throws IOException {
    UnsealingOrder order =
        new UnsealingOrder(
            "Court of the Old Town",
            reference,
            "Laundering",
            entry.owner(),
            World.later(-60),
            World.later(1_440));
    CaseFile asked = CaseFile.of(UnsealingCase.of(order, entry, RegisterWorld.entropy()), entry);
    for (int member : approving) {
      asked =
          asked.with(
              sealing
                  .authority(member)
                  .approve(asked.about().encode(), entry.encode(), World.NOW)
                  .optional()
                  .orElseThrow());
    }
    return asked;
  }

  /** What an authority is asked for. */
  @FunctionalInterface
  interface Asking {
    Answer<GivenShare> share(CaseFile asked) throws IOException;
  }

  /** What they go by from the next start on; lines go by the clock of all. */
  void setTime(Minutes now) {
    clock = () -> now.sinceEpoch() * 60L;
  }

  /** Starts authority {@code index} on what it left. */
  Answer<IssuerService> tryStart(int index) throws IOException {
    Map<Ed25519PublicKey, Seat> seats = new HashMap<>();
    lines.forEach(each -> seats.put(each.publicKey(), Seat.ofAuthority()));
    seats.put(town.stationKey.publicKey(), Seat.ofStation());
    Callers callers = new Callers(line(index), seats, Town.CLOCK);
    String role = "authority" + index;
    return town.start(
        role,
        database ->
            Town.operations(
                AuthorityRole.open(
                    sealing.authorities,
                    sealing.keys(index),
                    callers,
                    database,
                    town.witness(role),
                    clock,
                    RegisterWorld.entropy()),
                AuthorityRole::operations));
  }

  IssuerService start(int index) throws IOException {
    return tryStart(index).optional().orElseThrow();
  }

  private Ed25519SecretKey line(int index) {
    return lines.get(index - 1);
  }

  /** The way of one authority to another. */
  Asking from(int caller, int index, IssuerService running) {
    return from(line(caller), index, running);
  }

  /** Somebody's way to authority {@code index}. */
  Asking from(Ed25519SecretKey caller, int index, IssuerService running) {
    return new AuthorityLine(town.line(running, line(index), caller))::share;
  }
}
