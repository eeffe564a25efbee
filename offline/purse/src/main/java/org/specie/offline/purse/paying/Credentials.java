package org.specie.offline.purse.paying;

import org.specie.kernel.core.Check;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.message.Chain;

/**
 * Under which class key the device pays, and what a payee needs to know it.
 *
 * @param payerClass the class
 * @param chain all certificates between the root and a payment, the class's own last
 */
public record Credentials(ClassCert payerClass, Chain chain) {
  public Credentials {
    Check.that(
        !chain.certificates().isEmpty() && chain.certificates().getLast().equals(payerClass),
        "a chain ends with the class");
  }
}
