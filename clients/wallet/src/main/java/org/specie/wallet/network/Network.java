package org.specie.wallet.network;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.cash.application.query.LedgerGateway.Parameters;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import org.specie.ledger.api.chain.TransactionProof;
import org.specie.wallet.Answer;
import org.specie.wallet.Auditors;
import org.specie.wallet.WalletReason;

/** A ledger whose keys have been checked, and the way to it. */
public final class Network {
  private final LedgerGateway gateway;
  private final Suite suite;
  private final PsVerificationKey key;
  private final PsSignature dummy;
  private final NetworkId id;
  private final Optional<Auditors> auditors;

  private Network(LedgerGateway gateway, Suite suite, Optional<Auditors> auditors) {
    Parameters parameters = gateway.parameters();
    this.gateway = gateway;
    this.suite = suite;
    this.auditors = auditors;
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
        ? Answer.done(new Network(gateway, suite, Optional.empty()))
        : Answer.refused(WalletReason.NETWORK_INCONSISTENT);
  }

  /** The same ledger, with a way to those who approve payments above the budget. */
  public Network with(Auditors way) {
    return new Network(gateway, suite, Optional.of(way));
  }

  /** The way to the auditors, if one is known. */
  public Optional<Auditors> auditors() {
    return auditors;
  }

  public LedgerGateway gateway() {
    return gateway;
  }

  /**
   * What shows to strangers what the transaction in the block at {@code height} came to, which this
   * ledger has shown before.
   */
  public TransactionProof prove(Hash32 transactionId, long height) throws IOException {
    return gateway
        .prove(transactionId, height)
        .orElseThrow(
            () ->
                new IOException(
                    "the ledger does not show block "
                        + height
                        + " as it did before; ask another operator"));
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
