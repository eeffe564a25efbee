package org.specie.cash.protocol.issuance;

import java.util.ArrayList;
import java.util.List;
import org.specie.cash.protocol.Outputs;
import org.specie.cash.protocol.Suite;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.cash.protocol.transaction.Parts.StateOutput;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.ps.Attribute;
import org.specie.kernel.crypto.ps.SigningRequest;

/**
 * What operators sign for the outputs of an applied transaction. A pure function of the committed
 * record and the rules it was applied under: answering twice gives the same share. Whether to sign
 * at all is the signer's question, not this one's.
 */
public final class SigningRequests {
  private SigningRequests() {}

  /** The successor state of a transaction with {@code body} and {@code outputs}. */
  public static SigningRequest state(Suite suite, StateBody body, Outputs outputs) {
    StateOutput commitments = body.output();
    return new SigningRequest(
        outputs.stateBase(suite),
        List.of(
            new Attribute.Committed(commitments.cPid()),
            new Attribute.Committed(commitments.cK()),
            new Attribute.Public(outputs.stateSerial(suite)),
            new Attribute.Committed(commitments.cBal()),
            new Attribute.Committed(commitments.cBud()),
            new Attribute.Committed(commitments.cInc()),
            new Attribute.Common(Scalar.of(body.header().epoch())),
            new Attribute.Common(suite.stateTag(body.nextClass()))));
  }

  /** The coin of a transaction with {@code outputs}. */
  public static SigningRequest coin(Suite suite, Outputs outputs, CoinOutput commitments) {
    return new SigningRequest(
        outputs.coinBase(suite),
        List.of(
            new Attribute.Committed(commitments.cPid()),
            new Attribute.Common(Scalar.ONE),
            new Attribute.Public(outputs.coinSerial(suite)),
            new Attribute.Committed(commitments.cVal()),
            new Attribute.Common(Scalar.ZERO),
            new Attribute.Common(Scalar.ZERO),
            new Attribute.Common(Scalar.ZERO),
            new Attribute.Common(suite.coinTag())));
  }

  /** The first state of an enrolled person, with the budget of its class. */
  public static SigningRequest enrolment(Suite suite, Enrolment.Body body, Amount budget) {
    Scalar pid = suite.pid(body.statement().publicSpendKey());
    return new SigningRequest(
        suite.enrolmentBase(pid),
        List.of(
            new Attribute.Public(pid),
            new Attribute.Committed(body.cK()),
            new Attribute.Public(suite.enrolmentSerial(pid)),
            new Attribute.Common(Scalar.ZERO),
            new Attribute.Common(Scalar.of(budget.minor())),
            new Attribute.Common(Scalar.ZERO),
            new Attribute.Common(Scalar.of(body.epoch())),
            new Attribute.Common(suite.stateTag(body.statement().classId()))));
  }

  /** The coin of an issuance record, all of it public. */
  public static SigningRequest issued(Suite suite, ByteString recordId, Scalar pid, Amount value) {
    List<Attribute> attributes = new ArrayList<>();
    for (Scalar part : Coin.message(suite, pid, suite.issuanceSerial(recordId), value)) {
      attributes.add(new Attribute.Public(part));
    }
    return new SigningRequest(suite.issuanceBase(recordId), attributes);
  }

  /** The public dummy coin, signed once at the set-up of a ledger. */
  public static SigningRequest dummy(Suite suite) {
    List<Attribute> attributes = new ArrayList<>();
    for (Scalar part : suite.dummyMessage()) {
      attributes.add(new Attribute.Public(part));
    }
    return new SigningRequest(suite.dummyBase(), attributes);
  }
}
