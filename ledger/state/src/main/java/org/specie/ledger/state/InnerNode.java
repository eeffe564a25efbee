package org.specie.ledger.state;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;

/** A branching of the state tree, as stored. */
record InnerNode(NodeReference left, NodeReference right) {
  Hash32 hash() {
    return TreeHash.inner(left.hash(), right.hash());
  }

  ByteString encode() {
    Encoder out = new Encoder();
    left.encode(out);
    right.encode(out);
    return out.toByteString();
  }

  static InnerNode decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    InnerNode node = new InnerNode(NodeReference.decode(in), NodeReference.decode(in));
    in.end();
    return node;
  }
}
