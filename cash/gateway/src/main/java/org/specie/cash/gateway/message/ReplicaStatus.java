package org.specie.cash.gateway.message;

import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/**
 * What a replica says of itself. Nothing of it is proven.
 *
 * @param name of its operator
 * @param version of the software
 * @param height of the last block it has executed
 * @param certifiedHeight of the last block it holds a certificate of
 * @param signedHeight up to which all outputs are signed here
 * @param epoch of the operator set
 * @param role what it does in its view, such as "primary"
 * @param path by which it last committed, such as "fast"
 * @param peers other replicas it is connected to
 * @param operators of the epoch, this one included
 * @param margin how many more replicas may fail before the ledger stops, as seen from here; −1 if
 *     it stands still
 * @param bucketBits by which wallets should ask for buckets
 */
public record ReplicaStatus(
    String name,
    String version,
    long uptimeSeconds,
    long height,
    long certifiedHeight,
    long signedHeight,
    long epoch,
    long view,
    String role,
    String path,
    int peers,
    int operators,
    int margin,
    int bucketBits) {
  private static final int NAME_BYTES_MAX = 64;
  private static final int BUCKET_BITS_MAX = 16;
  private static final int COUNT_MAX = 1024;

  public ReplicaStatus {
    Check.that(-1 <= height && -1 <= certifiedHeight && -1 <= signedHeight, "heights start at -1");
    Check.that(isCounted(peers, operators, margin, bucketBits), "counts are within limits");
  }

  private static boolean isCounted(int peers, int operators, int margin, int bucketBits) {
    return 0 <= peers
        && peers <= COUNT_MAX
        && 0 <= operators
        && operators <= COUNT_MAX
        && -1 <= margin
        && margin <= COUNT_MAX
        && 0 <= bucketBits
        && bucketBits <= BUCKET_BITS_MAX;
  }

  void encode(Encoder out) {
    out.text(name).text(version).u64(uptimeSeconds);
    out.u64(height + 1).u64(certifiedHeight + 1).u64(signedHeight + 1);
    out.u64(epoch).u64(view).text(role).text(path);
    out.u16(peers).u16(operators).u16(margin + 1).u8(bucketBits);
  }

  static ReplicaStatus decode(Decoder in) throws MalformedInput {
    String name = in.text(NAME_BYTES_MAX);
    String version = in.text(NAME_BYTES_MAX);
    long uptime = in.u64();
    long height = in.u64() - 1;
    long certified = in.u64() - 1;
    long signed = in.u64() - 1;
    long epoch = in.u64();
    long view = in.u64();
    String role = in.text(NAME_BYTES_MAX);
    String path = in.text(NAME_BYTES_MAX);
    int peers = in.u16();
    int operators = in.u16();
    int margin = in.u16() - 1;
    int bucketBits = in.u8();
    if (!isCounted(peers, operators, margin, bucketBits)) {
      throw new MalformedInput("not the status of a replica");
    }
    return new ReplicaStatus(
        name,
        version,
        uptime,
        height,
        certified,
        signed,
        epoch,
        view,
        role,
        path,
        peers,
        operators,
        margin,
        bucketBits);
  }
}
