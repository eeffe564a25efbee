package org.specie.services.issuer.factory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.IssuerCore;
import org.specie.offline.agents.factory.Factory;
import org.specie.offline.agents.factory.FactoryRecord;
import org.specie.offline.agents.factory.TokenPolicy;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.TokenId;
import org.specie.services.api.Operation;
import org.specie.services.database.Database;
import org.specie.services.issuer.DeviceOperation;
import org.specie.services.issuer.IssuerReason;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.RoleTime;
import org.specie.services.issuer.book.BookStorage;
import org.specie.services.issuer.book.Kept;
import org.specie.services.issuer.book.Witness;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.LineOperation;
import org.specie.services.issuer.line.Seat;

/** A factory behind its operations. Spec: docs/spec/58-issuer-service.md section 7. */
public final class FactoryRole {
  /** Where it is asked for tokens. */
  public static final String PATH = "/v1/tokens";

  /** Where owners are entered. */
  static final LineOperation ENTER = new LineOperation("/v1/owners", "enterOwner");

  /** Where inspection asks for what was made. */
  static final LineOperation MADE = new LineOperation("/v1/made", "madeToken");

  private static final String TOKENS = "factory";
  private static final String OWNERS = "owners";

  private final Kept<Made> factory;
  private final Kept<OwnerBook> owners;
  private final Callers callers;
  private final RoleTime time;

  /** A factory, and the record it writes. */
  private record Made(Factory factory, FactoryRecord record) {}

  private FactoryRole(Kept<Made> factory, Kept<OwnerBook> owners, Callers callers, RoleTime time) {
    this.factory = factory;
    this.owners = owners;
    this.callers = callers;
    this.time = time;
  }

  /** What a factory goes by: its key, and the most that it puts into tokens. */
  public record Setting(Factory.Identity identity, TokenPolicy.ByOwner policies) {}

  /** What remembers each of its books. */
  public record Witnesses(Witness tokens, Witness owners) {}

  /** Opens the factory's books in {@code database}. */
  public static Answer<FactoryRole> open(
      Setting setting,
      IssuerCore core,
      Callers callers,
      Database database,
      Witnesses witnesses,
      Clock clock,
      Entropy entropy)
      throws IOException {
    Answer<BookStorage> tokens = BookStorage.open(database, TOKENS, witnesses.tokens());
    Answer<BookStorage> register = BookStorage.open(database, OWNERS, witnesses.owners());
    if (tokens instanceof Answer.Refused<BookStorage>(var reason)) {
      return Answer.refused(reason);
    }
    return switch (register) {
      case Answer.Refused<BookStorage>(var reason) -> Answer.refused(reason);
      case Answer.Given<BookStorage>(BookStorage entered) -> {
        Kept<OwnerBook> owners = new Kept<>(entered, OwnerBook::new);
        Kept<Made> factory =
            new Kept<>(
                tokens.optional().orElseThrow(),
                storage -> {
                  FactoryRecord record = new FactoryRecord(storage);
                  return new Made(
                      new Factory(
                          setting.identity(),
                          setting.policies(),
                          owner -> owners.ask(each -> each.find(owner)),
                          core,
                          record,
                          entropy),
                      record);
                });
        yield Answer.given(new FactoryRole(factory, owners, callers, new RoleTime(clock)));
      }
    };
  }

  /** What it may be asked for. */
  public List<Operation<?, ?>> operations() {
    List<Operation<?, ?>> all = new ArrayList<>();
    all.add(
        DeviceOperation.of(
            PATH,
            "makeToken",
            "Makes the token that a device of a registered owner asks for.",
            Refusals.all(AgentReason.values()),
            this::make));
    all.add(
        callers.operation(
            ENTER,
            "Enters an owner, with what payers are shown; once.",
            Seat.Office.REGISTER,
            List.of(IssuerReason.OWNER_ENTERED_OTHERWISE),
            this::enter));
    all.add(
        callers.operation(
            MADE,
            "The digest of the token that was made with an id, if one was.",
            Seat.Office.INSPECTION,
            List.of(),
            this::made));
    return all;
  }

  private Answer<ByteString> make(ByteString request) throws IOException {
    return switch (factory.ask(each -> each.factory().make(request, time.now()))) {
      case Answer.Refused<Configuration>(var reason) -> Answer.refused(reason);
      case Answer.Given<Configuration>(Configuration made) ->
          Answer.given(Token.fresh(made).encode());
    };
  }

  private Answer<ByteString> enter(Seat caller, ByteString content)
      throws IOException, MalformedInput {
    OwnerEntry entry = OwnerEntry.decode(content);
    return owners.ask(each -> each.enter(entry))
        ? Answer.given(ByteString.EMPTY)
        : Answer.refused(IssuerReason.OWNER_ENTERED_OTHERWISE);
  }

  private Answer<ByteString> made(Seat caller, ByteString content)
      throws IOException, MalformedInput {
    Decoder in = new Decoder(content);
    TokenId id = TokenId.decode(in);
    in.end();
    Optional<Hash32> made = factory.ask(each -> each.record().made(id));
    return Answer.given(made.map(Hash32::bytes).orElse(ByteString.EMPTY));
  }
}
