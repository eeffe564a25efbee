package org.specie.cli.psp;

import java.io.IOException;
import org.specie.cli.Surroundings;
import org.specie.cli.customer.CustomerKeys;
import org.specie.cli.customer.Membership;
import org.specie.cli.network.NetworkFolder;
import picocli.CommandLine.Mixin;

/** The option that says as whose customer a command asks. */
final class CustomerFolder {
  @Mixin private NetworkFolder folder = new NetworkFolder();

  /** The customer whose folder it is; there has to be one. */
  Membership membership(Surroundings surroundings) throws IOException {
    return folder.membership(surroundings).orElseThrow(this::nobodys);
  }

  /** The keys by which the provider knows that customer. */
  CustomerKeys keys(Surroundings surroundings) throws IOException {
    if (!Membership.isIn(folder.path(surroundings))) {
      throw nobodys();
    }
    return new CustomerKeys(folder.path(surroundings), surroundings.entropy());
  }

  private IOException nobodys() {
    return new IOException(
        "no provider leads to the ledger of " + folder.given() + "; see 'specie psp join'");
  }
}
