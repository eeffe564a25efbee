package org.specie.cli.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.specie.cash.application.query.LedgerGateway.Recorded;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.PaymentAddress;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;

/**
 * Looks through all bytes of a transaction for anything that names a person or an amount. It proves
 * nothing about what could be computed from them; that is the protocol's business. It keeps the
 * story honest: "not seen" is said of what is not there.
 */
final class Opacity {
  private Opacity() {}

  /** What of {@code payer}, {@code payee} and {@code amount} stands in {@code recorded}. */
  static List<String> betrayed(
      Suite suite, Recorded recorded, Customer payer, Customer payee, Amount amount) {
    Map<ByteString, String> telling = new LinkedHashMap<>();
    for (Customer each : List.of(payer, payee)) {
      PaymentAddress address = each.wallet().paymentAddress();
      telling.put(ByteString.copyOf(address.publicSpendKey().toByteArray()), each + "'s key");
      telling.put(address.publicSpendKey().toCompressed(), each + "'s key");
      telling.put(address.pid(suite).toByteString(), each + "'s pid");
      telling.put(address.viewKey().bytes(), each + "'s view key");
      telling.put(each.wallet().account().bytes(), each + "'s account");
    }
    telling.put(new Encoder().u64(amount.minor()).toByteString(), "the amount");
    String all = recorded.bytes().toHex() + recorded.event().toHex();
    return telling.entrySet().stream()
        .filter(each -> all.contains(each.getKey().toHex()))
        .map(Map.Entry::getValue)
        .distinct()
        .toList();
  }
}
