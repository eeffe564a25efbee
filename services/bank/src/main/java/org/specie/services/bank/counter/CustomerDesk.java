package org.specie.services.bank.counter;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Call;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.bank.BankReason;
import org.specie.services.bank.book.People;

/**
 * What the bank's own people know of customers: a pseudonym agent that the bank runs seals it, and
 * an order that authorities opened leads back here. Spec: docs/spec/59-bank-service.md 6.2.
 */
public final class CustomerDesk {
  private static final int DIGITS_MAX = 18;

  /** Who a customer is. */
  public record Description(
      @Described("The customer's account, by whose number an order names them.") long account,
      @Described(value = "What payers of this customer see.", max = People.SHOWN_MAX) String shown,
      @Described(value = "Name, address and what else is known.", max = People.DATA_MAX)
          String data) {}

  private final People people;

  public CustomerDesk(People people) {
    this.people = people;
  }

  /** What can be asked. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.POST,
            "/v1/desk/people",
            "describePerson",
            "Writes down who a customer is, in the place of what was known before.",
            Access.CUSTOMER,
            Description.class,
            Nothing.class,
            List.of(BankReason.DESK_ONLY, BankReason.REQUEST_MALFORMED, BankReason.UNKNOWN),
            Operation.CONTENT_MAX,
            Desk.only(call -> describe(call.input()))),
        new Operation<>(
            Method.GET,
            "/v1/desk/people/{account}",
            "person",
            "Says who the customer with this account is, as an order needs it.",
            Access.CUSTOMER,
            Nothing.class,
            Description.class,
            List.of(BankReason.DESK_ONLY, BankReason.UNKNOWN),
            Operation.CONTENT_MAX,
            Desk.only(this::person)));
  }

  private Answer<Nothing> describe(Description input) throws IOException {
    People.Person person = new People.Person(input.account(), input.shown(), input.data());
    if (!person.isVisible()) {
      return Answer.refused(BankReason.REQUEST_MALFORMED);
    }
    return people.describe(person)
        ? Answer.done(Nothing.NOTHING)
        : Answer.refused(BankReason.UNKNOWN);
  }

  private Answer<Description> person(Call<Nothing> call) throws IOException {
    String account = call.place("account");
    Optional<People.Person> found =
        account.length() <= DIGITS_MAX && account.matches("[0-9]+")
            ? people.find(Long.parseLong(account))
            : Optional.empty();
    return found
        .map(each -> Answer.done(new Description(each.account(), each.shown(), each.data())))
        .orElseGet(() -> Answer.refused(BankReason.UNKNOWN));
  }
}
