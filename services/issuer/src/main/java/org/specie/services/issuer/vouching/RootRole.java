package org.specie.services.issuer.vouching;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.Authority;
import org.specie.offline.agents.station.StationReason;
import org.specie.offline.agents.station.VouchingRoot;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;
import org.specie.services.api.Operation;
import org.specie.services.database.Database;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.book.BookStorage;
import org.specie.services.issuer.book.Kept;
import org.specie.services.issuer.book.Witness;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.LineOperation;
import org.specie.services.issuer.line.Seat;

/**
 * The root behind its one operation, which stations ask. It certifies nobody here. Spec:
 * docs/spec/58-issuer-service.md section 8c.
 */
public final class RootRole {
  /** Where it is asked. */
  static final LineOperation VOUCH = new LineOperation("/v1/devices-vouched", "vouchForDevice");

  private static final String BOOK = "root";

  private final Kept<VouchingRoot> root;
  private final Callers callers;

  private RootRole(Kept<VouchingRoot> root, Callers callers) {
    this.root = root;
    this.callers = callers;
  }

  /**
   * Opens the root's book in {@code database}.
   *
   * @param issuer what all cards of the issuer have in common
   */
  public static Answer<RootRole> open(
      Authority authority, ByteString issuer, Callers callers, Database database, Witness witness)
      throws IOException {
    return switch (BookStorage.open(database, BOOK, witness)) {
      case Answer.Refused<BookStorage>(var reason) -> Answer.refused(reason);
      case Answer.Given<BookStorage>(BookStorage storage) ->
          Answer.given(
              new RootRole(
                  new Kept<>(storage, each -> new VouchingRoot(authority, issuer, each)), callers));
    };
  }

  /** What it may be asked for. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        callers.operation(
            VOUCH,
            "Vouches for a card of this issuer, whose device id no other card has.",
            Seat.Office.STATION,
            Refusals.all(AgentReason.MALFORMED, StationReason.CARD_OF_OTHERS),
            (_, content) -> vouch(content)));
  }

  private Answer<ByteString> vouch(ByteString content) throws IOException, MalformedInput {
    Decoder in = new Decoder(content);
    P256Key card = P256Key.decode(in);
    ByteString facts = in.fixed(in.remaining());
    return switch (root.ask(each -> each.vouchFor(card, facts))) {
      case Answer.Refused<P256Signature>(var reason) -> Answer.refused(reason);
      case Answer.Given<P256Signature>(P256Signature signature) -> Answer.given(signature.bytes());
    };
  }
}
