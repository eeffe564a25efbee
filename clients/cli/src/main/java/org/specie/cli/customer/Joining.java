package org.specie.cli.customer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.kernel.core.port.Entropy;
import org.specie.services.api.ApiClient;
import org.specie.services.api.ServiceAddress;
import org.specie.services.psp.customer.ProviderClient;
import org.specie.wallet.Answer;

/**
 * Becoming a customer of a provider, or of another one. What the provider says about the ledger is
 * taken if it has the fingerprint the customer came with. Source: docs/spec/41-psp.md 41.7, 41.9.
 *
 * @param provider by which name the provider goes
 * @param folder of the customer
 */
public record Joining(String provider, Path folder) {
  /**
   * Makes {@code folder} one of a customer of the provider at {@code address}, whose ledger is the
   * one of {@code fingerprint}, in hexadecimal; or refuses with 5501.
   */
  public static Answer<Joining> at(
      ServiceAddress address, String fingerprint, Path folder, Entropy entropy) throws IOException {
    String name = Greeting.of(address).name();
    Optional<LedgerFiles> files = files(address);
    boolean isAnother =
        files.filter(each -> each.fingerprint().toHex().equals(fingerprint)).isEmpty();
    if (isAnother) {
      return Answer.refused(CustomerReason.FINGERPRINT_DIFFERS);
    }
    if (!Membership.isIn(folder) && Files.exists(folder)) {
      throw new IOException(folder + " is there already; choose another folder");
    }
    files.get().write(folder);
    Membership.write(folder, address, name, entropy);
    return Answer.done(new Joining(name, folder));
  }

  private static Optional<LedgerFiles> files(ServiceAddress address) throws IOException {
    try (ApiClient api = new ApiClient(address)) {
      return LedgerFiles.of(Greeting.done(ProviderClient.ledger(api), address).files());
    }
  }
}
