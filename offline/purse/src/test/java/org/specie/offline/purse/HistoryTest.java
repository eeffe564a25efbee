package org.specie.offline.purse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.offline.purse.MemoryDevice.Failure;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.purse.receiving.Receiving.Asking;
import org.specie.offline.token.message.Chain;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.quality.requirements.Requirement;

/**
 * People pay each other in random order; messages are lost, repeated and shown to several payers,
 * devices lose power, hosts their memory. No unit is made or lost on the way.
 */
@Requirement("R37")
class HistoryTest {
  private static final int STEPS = 150;
  private static final long LOADED_EACH = 1_000;

  private final List<Table> people = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();
  private final List<Response> responses = new ArrayList<>();
  private int torn;
  private int continued;

  private Table anybody(Random random) {
    return people.get(random.nextInt(people.size()));
  }

  private static <T> Optional<T> any(List<T> list, Random random) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.get(random.nextInt(list.size())));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noUnitIsMadeOrLost(long seed) throws IOException {
    Random random = new Random(seed);
    for (String name : List.of("ana", "ben", "cai")) {
      people.add(Table.with(name, LOADED_EACH));
    }
    for (int step = 0; step < STEPS; step++) {
      step(random);
      assertThat(heldAndUnderway())
          .as("seed %s, step %s", seed, step)
          .isEqualTo(LOADED_EACH * people.size());
    }
    everythingArrives();
    assertThat(torn).as("the power failed").isPositive();
    assertThat(continued).as("tokens came back and were handed out again").isPositive();
  }

  private void step(Random random) throws IOException {
    switch (random.nextInt(7)) {
      case 0, 1 -> ask(anybody(random), random);
      case 2, 3 -> {
        if (any(requests, random).isPresent()) {
          pay(anybody(random), any(requests, random).orElseThrow(), random);
        }
      }
      case 4 -> any(responses, random).ifPresent(this::deliver);
      case 5 -> redeem(anybody(random), random);
      default -> anybody(random).restart();
    }
  }

  private void ask(Table table, Random random) throws IOException {
    Optional<Amount> amount =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(Amount.ofMinor(1 + random.nextInt(9)));
    switch (table.purse().receiving().ask(amount, Table.REFERENCE, Mint.NOW, Chain.NONE)) {
      case Asking.Handed(Request request) -> {
        requests.add(request);
        continued += request.token().last().isPresent() ? 1 : 0;
      }
      case Asking.Refused _ ->
          table.purse().receiving().stock(Mint.shared().token(table.device().owner()));
    }
  }

  private void pay(Table payer, Request request, Random random) {
    maybeCutPower(payer, random);
    Amount amount = request.amount().orElse(Amount.ofMinor(1 + random.nextInt(9)));
    try {
      if (payer.tryToPay(request, amount.minor()) instanceof PayResult.Paid(Response response)) {
        responses.add(response);
      }
    } catch (IOException cut) {
      torn++;
    }
  }

  private static void maybeCutPower(Table table, Random random) {
    if (random.nextInt(3) == 0) {
      table.device().failOnce(random.nextBoolean() ? Failure.BEFORE : Failure.AFTER);
    }
  }

  private void deliver(Response response) {
    for (Table each : people) {
      try {
        if (each.purse().receiving().outstanding().stream()
            .anyMatch(asked -> asked.token().configuration().id().equals(response.id()))) {
          each.purse().receiving().accept(response, Mint.later(6));
        }
      } catch (IOException e) {
        throw new AssertionError("storage in memory does not fail", e);
      }
    }
  }

  private void redeem(Table table, Random random) {
    maybeCutPower(table, random);
    try {
      table.purse().redemption().redeemAll();
    } catch (IOException cut) {
      torn++;
    }
  }

  /** Every payment is in somebody's balance, or somewhere between a payer and an owner, once. */
  private long heldAndUnderway() {
    long held = people.stream().mapToLong(each -> each.device().balanceMinor()).sum();
    Set<ByteString> credited = new HashSet<>();
    people.forEach(each -> each.device().credited().forEach(done -> credited.add(done.encode())));
    return held
        + people.stream()
            .flatMap(each -> each.device().paid().stream())
            .filter(payment -> !credited.contains(payment.encode()))
            .mapToLong(payment -> payment.amount().minor())
            .sum();
  }

  /** Once nothing fails any more, what was accepted is balance. */
  private void everythingArrives() throws IOException {
    for (Table each : people) {
      each.device().failNever();
      each.restart();
      each.purse().paying().settle();
      assertThat(each.purse().paying().open()).isEmpty();
      assertThat(each.purse().redemption().redeemAll()).isEmpty();
      assertThat(each.purse().receiving().waiting()).isEqualTo(Amount.ZERO);
    }
    assertThat(heldAndUnderway()).isEqualTo(LOADED_EACH * people.size());
  }
}
