package org.specie.wallet.network;

import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Parameters;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletReason;

/** A ledger whose keys have been checked, and the way to it. */
public final class Network {
  private final LedgerGateway gateway;
  private final Suite suite;
  private final PsVerificationKey key;
  private final PsSignature dummy;
  private final NetworkId id;

  private Network(LedgerGateway gateway, Suite suite) {
    Parameters parameters = gateway.parameters();
    this.gateway = gateway;
    this.suite = suite;
    this.key = parameters.key().key();
    this.dummy = parameters.dummy();
    Encoder constants = new Encoder().hash(key.hash());
    dummy.encode(constants);
    this.id =
        new NetworkId(
            parameters.domain(), parameters.genesis(), Hash32.sha256(constants.toByteString()));
  }

  /**
   * Checks that the ledger's key has the same secrets in both groups, that it signs credentials,
   * and that the dummy coin is signed under it: with any other key a shown credential might not
   * hide.
   */
  public static Answer<Network> connect(LedgerGateway gateway) {
    Parameters parameters = gateway.parameters();
    PsVerificationKey key = parameters.key().key();
    Suite suite = new Suite(parameters.domain());
    boolean sound =
        key.attributes() == Suite.ATTRIBUTES
            && key.isConsistent()
            && key.verifies(suite.dummyMessage(), parameters.dummy());
    return sound
        ? Answer.done(new Network(gateway, suite))
        : Answer.refused(WalletReason.NETWORK_INCONSISTENT);
  }

  public LedgerGateway gateway() {
    return gateway;
  }

  public Suite suite() {
    return suite;
  }

  /** The operators' verification key. */
  public PsVerificationKey key() {
    return key;
  }

  /** The operators' signature on the public dummy coin. */
  public PsSignature dummy() {
    return dummy;
  }

  public NetworkId id() {
    return id;
  }
}
