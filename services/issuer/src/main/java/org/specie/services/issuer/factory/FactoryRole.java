package org.specie.services.issuer.factory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.offline.agents.AgentReason;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.core.IssuerCore;
import org.specie.offline.agents.factory.Factory;
import org.specie.offline.agents.factory.FactoryRecord;
import org.specie.offline.agents.factory.PolicyBook;
import org.specie.offline.agents.factory.Returns;
import org.specie.offline.agents.factory.TokenPolicy;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.Currency;
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

  /** Where payments are given back. */
  public static final String RETURNED_PATH = "/v1/returned";

  /** Where owners are entered. */
  static final LineOperation ENTER = new LineOperation("/v1/owners", "enterOwner");

  /** Where inspection asks for what was made. */
  static final LineOperation MADE = new LineOperation("/v1/made", "madeToken");

  private static final String TOKENS = "factory";
  private static final String OWNERS = "owners";
  private static final String RETURNED = "returned";
  private static final String POLICIES = "policies";

  private final Kept<Made> factory;
  private final Kept<OwnerBook> owners;
  private final Optional<ReturnDesk> returns;
  private final PolicyDesk policy;
  private final Callers callers;
  private final RoleTime time;

  /** A factory, and the record it writes. */
  private record Made(Factory factory, FactoryRecord record) {}

  private FactoryRole(
      Kept<Made> factory,
      Kept<OwnerBook> owners,
      Optional<ReturnDesk> returns,
      PolicyDesk policy,
      Callers callers,
      RoleTime time) {
    this.factory = factory;
    this.owners = owners;
    this.returns = returns;
    this.policy = policy;
    this.callers = callers;
    this.time = time;
  }

  /** Inspection, to whom payments are brought. */
  @FunctionalInterface
  public interface Inspecting {
    /** Brings a payment; whether it is believed. Fails if nobody answers. */
    Verdict submit(Proof proof) throws IOException;
  }

  /**
   * What a factory needs to take payments back.
   *
   * @param root under which they are believed
   */
  public record TakingBack(KeyCert root, Currency currency, Inspecting inspection) {}

  /**
   * What a factory goes by: its key, and the most that it puts into tokens.
   *
   * @param takingBack if it knows an inspection
   */
  public record Setting(
      Factory.Identity identity, TokenPolicy.ByOwner policies, Optional<TakingBack> takingBack) {}

  /** What remembers each of its books. */
  public record Witnesses(Witness tokens, Witness owners, Witness returned, Witness policies) {}

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
    Answer<BookStorage> returned = BookStorage.open(database, RETURNED, witnesses.returned());
    if (returned instanceof Answer.Refused<BookStorage>(var reason)) {
      return Answer.refused(reason);
    }
    Answer<BookStorage> policies = BookStorage.open(database, POLICIES, witnesses.policies());
    if (policies instanceof Answer.Refused<BookStorage>(var reason)) {
      return Answer.refused(reason);
    }
    PolicyDesk policy =
        new PolicyDesk(
            new Kept<>(
                policies.optional().orElseThrow(),
                storage -> new PolicyBook(storage, setting.policies())));
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
                          policy::current,
                          owner -> owners.ask(each -> each.find(owner)),
                          core,
                          record,
                          entropy),
                      record);
                });
        Optional<ReturnDesk> desk =
            setting
                .takingBack()
                .map(each -> desk(each, factory, returned.optional().orElseThrow()));
        yield Answer.given(
            new FactoryRole(factory, owners, desk, policy, callers, new RoleTime(clock)));
      }
    };
  }

  private static ReturnDesk desk(TakingBack setting, Kept<Made> factory, BookStorage storage) {
    Kept<Returns> returns =
        new Kept<>(
            storage,
            each ->
                new Returns(
                    setting.root(),
                    setting.currency(),
                    id -> factory.ask(made -> made.record().made(id)),
                    each));
    return new ReturnDesk(returns, setting.inspection());
  }

  /**
   * Brings payments that were given back to inspection, until none waits. Fails if inspection does
   * not answer; what waits is brought the next time.
   */
  public void bring() throws IOException {
    if (returns.isPresent()) {
      returns.get().bring();
    }
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
    returns.ifPresent(each -> all.add(each.operation()));
    all.addAll(policy.operations(callers));
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
