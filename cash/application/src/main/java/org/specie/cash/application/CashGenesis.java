package org.specie.cash.application;

import org.specie.cash.application.policy.Policy;
import org.specie.cash.protocol.Domain;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.ps.PsSignature;
import org.specie.kernel.crypto.ps.PsThresholdKey;

/**
 * What the genesis of a ledger says about its money: where it is valid, the operators' threshold
 * key, their signature on the public dummy coin, and the first policy. No money exists at the
 * start; all of it is issued by records of the committee.
 */
public record CashGenesis(Domain domain, PsThresholdKey key, PsSignature dummy, Policy policy) {
  private static final int VERSION = 1;

  /** The canonical bytes, for the application's part of a genesis. */
  public ByteString encode() {
    Encoder out = new Encoder().u8(VERSION);
    domain.encode(out);
    key.encode(out);
    dummy.encode(out);
    policy.encode(out);
    return out.toByteString();
  }

  /** Reads canonical bytes; whether key and dummy belong together is not asked here. */
  public static CashGenesis decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    if (in.u8() != VERSION) {
      throw new MalformedInput("not a genesis of money of version 1");
    }
    CashGenesis genesis =
        new CashGenesis(
            Domain.decode(in),
            PsThresholdKey.decode(in),
            PsSignature.decode(in),
            Policy.decode(in));
    in.end();
    return genesis;
  }
}
