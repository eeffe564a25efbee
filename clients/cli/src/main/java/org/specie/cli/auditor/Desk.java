package org.specie.cli.auditor;

import java.io.IOException;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.transport.Route;
import org.specie.node.replica.NetworkDescription;
import org.specie.services.auditor.AuditorReason;
import org.specie.services.auditor.asking.AuditorLine;
import org.specie.services.auditor.asking.AuditorPlace;
import org.specie.services.auditor.message.Reply;
import org.specie.wallet.Answer;

/**
 * The desk of a running auditor, for whoever has its folder and so its key. Closing it forgets the
 * key.
 */
final class Desk implements AutoCloseable {
  private final Ed25519SecretKey key;
  private final AuditorLine line;

  private Desk(Ed25519SecretKey key, AuditorLine line) {
    this.key = key;
    this.line = line;
  }

  /** Opens the desk of the auditor that lives in {@code folder}. */
  static Desk of(AuditorFolder folder, Clock clock, Entropy entropy) throws IOException {
    NetworkDescription network = folder.network();
    Ed25519SecretKey key = folder.key();
    AuditorPlace place = new AuditorPlace(folder.name(), folder.place(), key.publicKey());
    return new Desk(key, AuditorLines.line(network, place, Route.direct(), clock, entropy));
  }

  /** How the auditor is, and what waits for a person. */
  Answer<Reply.Desk> look() throws IOException {
    return switch (line.look(key)) {
      case Reply.Desk desk -> Answer.done(desk);
      case Reply.Refused(int code) -> Answer.refused(AuditorLines.reason(code));
      case Reply.Approved _, Reply.Waiting _ -> throw strange();
    };
  }

  /** Decides about the payment {@code core}; whether it is approved from now on. */
  Answer<Boolean> decide(Hash32 core, boolean approved, String by, String grounds)
      throws IOException {
    return switch (line.decide(key, core, approved, by, grounds)) {
      case Reply.Approved _ -> Answer.done(true);
      case Reply.Refused(int code) -> {
        boolean isWhatWasSaid = !approved && code == AuditorReason.PERSON_REFUSED.code();
        yield isWhatWasSaid ? Answer.done(false) : Answer.refused(AuditorLines.reason(code));
      }
      case Reply.Waiting _, Reply.Desk _ -> throw strange();
    };
  }

  private IOException strange() {
    return new IOException(line.place().name() + " answers something else than was asked");
  }

  @Override
  public void close() {
    line.close();
    key.destroy();
  }
}
