package org.specie.cli.wallet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.specie.cli.Result;
import org.specie.cli.Surroundings;
import org.specie.cli.network.OpenNetwork;
import org.specie.kernel.core.Amount;
import org.specie.wallet.Answer;
import org.specie.wallet.RefundAddresses;
import org.specie.wallet.Wallet;
import org.specie.wallet.holding.GivenAddress;
import org.specie.wallet.holding.HeldEntry.Role;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code specie wallet refund-address}, {@code refund} and {@code give-back}: paying back whoever
 * it was.
 */
final class RefundCommands {
  private RefundCommands() {}

  /** {@code specie wallet refund-address}. */
  @Command(
      name = "refund-address",
      header = {
        "Examples:",
        "  specie wallet refund-address --for 'order 17'   to be given to the shop with the order",
        "  specie wallet refund-address --list             those given before",
        ""
      },
      description = {
        "",
        "Shows an address at which somebody who does not know you can pay you back. Each one is fresh:"
            + " two of them, or one and your payment address, have nothing in common. The same --for"
            + " gives the same address. What is paid there is found from the words alone and has to be"
            + " accepted: 'specie wallet accept'.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class Give extends OpenWalletCommand {

    @Option(
        names = "--for",
        paramLabel = "TEXT",
        description = "what it is given for; kept in this wallet alone")
    private String purpose = "";

    @Option(names = "--list", description = "show those given before instead")
    private boolean isList;

    Give(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
      RefundAddresses addresses = wallet.refundAddresses();
      return isList
          ? Answer.done(describe(addresses, addresses.given()))
          : addresses.give(purpose).map(given -> describe(addresses, List.of(given)));
    }

    private static Result describe(RefundAddresses addresses, List<GivenAddress> given) {
      StringBuilder text = new StringBuilder();
      List<Map<String, Object>> all = new ArrayList<>();
      for (GivenAddress each : given) {
        text.append(addresses.text(each));
        text.append(each.purpose().isEmpty() ? "\n" : "  for " + each.purpose() + "\n");
        all.add(
            Result.fields(
                "address", addresses.text(each),
                "number", each.number(),
                "for", each.purpose()));
      }
      if (given.isEmpty()) {
        text.append("None yet. 'specie wallet refund-address' gives one.\n");
      }
      return new Result(text.toString(), Result.fields("addresses", all));
    }
  }

  /** {@code specie wallet refund}. */
  @Command(
      name = "refund",
      header = {"Examples:", "  specie wallet refund spr1q… 12.50 --note 'order 17'", ""},
      description = {
        "",
        "Pays back somebody who gave a refund address, without learning who it is. It costs your budget"
            + " as any private payment does. If nobody accepts it in time, 'specie wallet return'"
            + " takes it back.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class Refund extends OpenWalletCommand {

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "spr1…")
    private String address = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "such as 12.50")
    private Amount amount = Amount.ZERO;

    @Option(
        names = "--note",
        paramLabel = "TEXT",
        description = "words for whoever is refunded, at most 39 bytes")
    private String note = "";

    Refund(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
      return RefundAddresses.read(address)
          .then(payee -> wallet.refund(payee, amount, note))
          .map(paid -> WaitingMoney.describe(wallet, paid, now()));
    }
  }

  /** {@code specie wallet give-back}. */
  @Command(
      name = "give-back",
      header = {"Examples:", "  specie wallet give-back 4f1c9a20 12.50 --note 'broken cup'", ""},
      description = {
        "",
        "Gives all or part of a payment that this wallet accepted back to whoever made it, without"
            + " learning who it is, once. It costs no budget. What is more than was paid, or was not"
            + " paid into an entry, goes back by 'specie wallet refund'.",
        ""
      },
      mixinStandardHelpOptions = true)
  static final class GiveBack extends OpenWalletCommand {

    @Parameters(index = "0", paramLabel = "ENTRY", description = "its name, or its first digits")
    private String entry = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "such as 12.50")
    private Amount amount = Amount.ZERO;

    @Option(
        names = "--note",
        paramLabel = "TEXT",
        description = "words for whoever paid, at most 40 bytes")
    private String note = "";

    GiveBack(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Answer<Result> act(Wallet wallet, OpenNetwork network) throws IOException {
      return WaitingMoney.named(wallet, Role.PROMISED, entry)
          .then(name -> wallet.giveBack(name, amount, note))
          .map(Entries::describe);
    }
  }
}
