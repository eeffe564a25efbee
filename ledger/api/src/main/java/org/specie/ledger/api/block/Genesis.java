package org.specie.ledger.api.block;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * Everything a ledger starts from. Its hash is the ledger's identity, present in every header and
 * every signature, so that nothing signed for one ledger means anything on another. Source:
 * docs/spec/20-ledger.md, section 2.
 */
public record Genesis(
    String ledgerName, long epochSeconds, OperatorSet operators, ByteString application) {
  /** The longest initial data of an application, in bytes. */
  public static final int APPLICATION_BYTES_MAX = 1024 * 1024;

  private static final int VERSION = 2;
  private static final int NAME_BYTES_MAX = 64;
  private static final DomainTag TAG = new DomainTag("specie/ledger/genesis/2");

  public Genesis {
    Check.that(
        !ledgerName.isEmpty() && ByteString.utf8(ledgerName).size() <= NAME_BYTES_MAX,
        "a ledger's name has 1 to 64 bytes");
    Check.that(epochSeconds >= 0, "time starts in 1970");
    Check.that(operators.epoch() == 0, "epochs of operators start at 0");
    Check.that(application.size() <= APPLICATION_BYTES_MAX, "initial data has at most 1 MiB");
  }

  /** The identity of the ledger that starts here. */
  public Hash32 ledgerId() {
    return TAG.hash(encode());
  }

  /** The canonical bytes. */
  public ByteString encode() {
    Encoder out = new Encoder().u8(VERSION).text(ledgerName).u64(epochSeconds);
    operators.encode(out);
    return out.bytes(application).toByteString();
  }

  /** Reads canonical bytes. */
  public static Genesis decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    if (in.u8() != VERSION) {
      throw new MalformedInput("not a genesis of version 2");
    }
    String name = in.text(NAME_BYTES_MAX);
    if (name.isEmpty()) {
      throw new MalformedInput("a ledger without a name");
    }
    long epochSeconds = in.u64();
    OperatorSet operators = OperatorSet.decode(in);
    if (operators.epoch() != 0) {
      throw new MalformedInput("operators of a later epoch");
    }
    Genesis genesis = new Genesis(name, epochSeconds, operators, in.bytes(APPLICATION_BYTES_MAX));
    in.end();
    return genesis;
  }
}
