package org.specie.ledger.sbft.transfer;

import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** The bytes of a block and of its certificate, as a source sends them: nobody vouches for them. */
public record CertifiedBlock(ByteString block, ByteString certificate) {
  /** The canonical bytes of several. */
  public static ByteString encode(List<CertifiedBlock> run) {
    return new Encoder()
        .list(run, (to, each) -> to.bytes(each.block).bytes(each.certificate))
        .toByteString();
  }

  /** Reads canonical bytes of at least one and at most {@link TransferLimits#RUN_BLOCKS_MAX}. */
  public static List<CertifiedBlock> decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    List<CertifiedBlock> run =
        in.list(
            TransferLimits.RUN_BLOCKS_MAX,
            each ->
                new CertifiedBlock(
                    each.bytes(TransferLimits.RUN_BYTES_MAX),
                    each.bytes(TransferLimits.CERTIFICATE_BYTES_MAX)));
    in.end();
    if (run.isEmpty()) {
      throw new MalformedInput("a run without blocks");
    }
    return run;
  }
}
