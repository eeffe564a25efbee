package org.specie.offline.agents.recovery;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.OfflineAmount;

/**
 * A recovery agent's answer, 88 bytes. Spec: docs/spec/54-agents.md 7.5.
 *
 * @param balance to be paid out, once for the device
 * @param agent names the agent's key
 * @param confirmation tells the device that it is over
 * @param entry of the agent's book, from 1
 */
public record Recovered(Amount balance, KeyId agent, P256Signature confirmation, long entry) {
  /** The one encoding. */
  public ByteString encode() {
    Encoder out = new Encoder();
    OfflineAmount.encode(out, balance);
    return out.fixed(agent.bytes()).fixed(confirmation.bytes()).u64(entry).toByteString();
  }

  /** Reads an answer and nothing after it. */
  public static Recovered decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Recovered read =
        new Recovered(
            OfflineAmount.decode(in), KeyId.decode(in), P256Signature.decode(in), in.u64());
    in.end();
    return read;
  }
}
