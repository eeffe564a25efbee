package org.specie.services.issuer.pseudonym;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.pseudonym.Identity;
import org.specie.offline.agents.pseudonym.IdentityRegister;
import org.specie.services.api.Operation;
import org.specie.services.database.Database;
import org.specie.services.issuer.IssuerReason;
import org.specie.services.issuer.book.BookStorage;
import org.specie.services.issuer.book.Kept;
import org.specie.services.issuer.book.Witness;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.LineOperation;
import org.specie.services.issuer.line.Seat;

/**
 * Where a pseudonym agent learns who people are: somebody else's customers, or a book of its own
 * that is written over a line. Spec: docs/spec/58-issuer-service.md 10.4.
 */
public final class Identities {
  static final LineOperation ENTER = new LineOperation("/v1/people", "enterPerson");

  private static final String BOOK = "people";

  private final IdentityRegister register;
  private final Optional<Kept<PersonBook>> own;

  private Identities(IdentityRegister register, Optional<Kept<PersonBook>> own) {
    this.register = register;
    this.own = own;
  }

  /** Those whom somebody else knows. */
  public static Identities of(IdentityRegister register) {
    return new Identities(register, Optional.empty());
  }

  /**
   * Opens the book of people in {@code database}.
   *
   * @param source what the register is called
   * @param secret what people are written under, so that the database alone says nothing of them
   */
  public static Answer<Identities> own(
      String source, Secret secret, Database database, Witness witness, Entropy entropy)
      throws IOException {
    Check.that(Identity.isSource(source), "a source has 1 to 64 visible bytes");
    return switch (BookStorage.open(database, BOOK, witness)) {
      case Answer.Refused<BookStorage>(var reason) -> Answer.refused(reason);
      case Answer.Given<BookStorage>(BookStorage storage) -> {
        Kept<PersonBook> people =
            new Kept<>(storage, each -> new PersonBook(secret, each, entropy));
        yield Answer.given(new Identities(new Own(source, people), Optional.of(people)));
      }
    };
  }

  /** The book of people, as the agent asks it. */
  private record Own(String source, Kept<PersonBook> people) implements IdentityRegister {
    @Override
    public Optional<Person> find(String reference) throws IOException {
      return people.ask(each -> each.find(reference)).map(entry -> entry.person(source));
    }
  }

  IdentityRegister register() {
    return register;
  }

  /** How people are entered, if that is done here. */
  List<Operation<?, ?>> operations(Callers callers) {
    return own.<List<Operation<?, ?>>>map(
            people ->
                List.of(
                    callers.operation(
                        ENTER,
                        "Enters somebody who was identified, with the key of their consent; once.",
                        Seat.Office.IDENTITIES,
                        List.of(IssuerReason.PERSON_ENTERED_OTHERWISE),
                        (_, content) -> enter(people, content))))
        .orElse(List.of());
  }

  private static Answer<ByteString> enter(Kept<PersonBook> people, ByteString content)
      throws IOException, MalformedInput {
    PersonEntry entry = PersonEntry.decode(content);
    return people.ask(each -> each.enter(entry))
        ? Answer.given(ByteString.EMPTY)
        : Answer.refused(IssuerReason.PERSON_ENTERED_OTHERWISE);
  }
}
