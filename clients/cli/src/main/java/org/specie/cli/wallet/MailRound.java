package org.specie.cli.wallet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.cli.Printer;
import org.specie.cli.customer.Membership;
import org.specie.wallet.Answer;
import org.specie.wallet.Letters;
import org.specie.wallet.Letters.Found;
import org.specie.wallet.Refusal;
import org.specie.wallet.Wallet;
import org.specie.wallet.holding.OpenMailbox;

/**
 * One round to a wallet's mailboxes at its provider. A letter is never worth failing for: what goes
 * wrong is noted, and the ledger is read all the same. Source: docs/spec/35-letters.md 35.11.
 */
final class MailRound {
  /** Mailboxes that are looked into when nobody asked for letters. */
  static final int USUAL = 16;

  private final Membership provider;
  private final Letters letters;
  private final Printer printer;

  MailRound(Membership provider, Wallet wallet, Printer printer) {
    this.provider = provider;
    this.letters = wallet.letters();
    this.printer = printer;
  }

  /** What lies in the newest {@code count} mailboxes that are open. */
  List<Found> fetch(long nowSeconds, int count) {
    List<Found> found = new ArrayList<>();
    List<OpenMailbox> boxes = letters.open(provider.address().toString(), nowSeconds);
    for (OpenMailbox box : boxes.subList(0, Math.min(count, boxes.size()))) {
      Optional<List<Found>> inIt = ask(box, List.of());
      if (inIt.isEmpty()) {
        break;
      }
      found.addAll(inIt.get());
    }
    return found;
  }

  /** Takes the words of {@code found} into the history, and has the provider remove them. */
  void take(List<Found> found) throws IOException {
    Map<OpenMailbox, List<Long>> done = new LinkedHashMap<>();
    letters
        .take(found)
        .forEach(
            each -> done.computeIfAbsent(each.box(), _ -> new ArrayList<>()).add(each.number()));
    for (var each : done.entrySet()) {
      if (ask(each.getKey(), each.getValue()).isEmpty()) {
        break;
      }
    }
  }

  /** What is in {@code box} after {@code done} were removed; nothing if the provider fails. */
  private Optional<List<Found>> ask(OpenMailbox box, List<Long> done) {
    try {
      return switch (provider.letters(letters, box, done)) {
        case Answer.Done<List<Found>>(var inIt) -> Optional.of(inIt);
        case Answer.Refused<List<Found>>(Refusal refusal) when Membership.isGone(refusal) ->
            Optional.of(List.of());
        case Answer.Refused<List<Found>>(Refusal refusal) -> failed(refusal.toString());
      };
    } catch (IOException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  private Optional<List<Found>> failed(String why) {
    printer.note("Letters about payments were not looked for: " + why);
    return Optional.empty();
  }
}
