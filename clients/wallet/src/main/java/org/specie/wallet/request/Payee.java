package org.specie.wallet.request;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Address;
import org.specie.wallet.address.AddressText;

/** Whom a request asks to pay, and by that how. */
public sealed interface Payee {
  /** How the text of an account begins. */
  String ACCOUNT_PREFIX = "0x";

  /**
   * Privately, to a payment address. Its text is kept as it came: whether its owner signed it is
   * asked when it is paid.
   */
  record Private(String address) implements Payee {
    public Private {
      Check.that(AddressText.isWellFormed(address), "a payment address is read before it is kept");
    }

    @Override
    public String text() {
      return address;
    }
  }

  /** Openly, to an account. */
  record Account(Address address) implements Payee {
    @Override
    public String text() {
      return address.toString();
    }
  }

  /** As people write it: {@code spc1…} or {@code 0x…}. */
  String text();

  /** Reads what {@link #text} wrote. */
  static Payee read(String text) throws MalformedInput {
    if (text.startsWith(ACCOUNT_PREFIX)) {
      return new Account(Address.parse(text));
    }
    if (!AddressText.isWellFormed(text)) {
      throw new MalformedInput("a payee is spc1… or 0x…");
    }
    return new Private(text);
  }
}
