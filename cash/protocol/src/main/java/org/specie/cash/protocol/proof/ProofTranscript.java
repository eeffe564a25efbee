package org.specie.cash.protocol.proof;

import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.transcript.Transcript;

/** How every proof of private cash begins: suite, key, and all bytes of the body. */
final class ProofTranscript {
  private ProofTranscript() {}

  static Transcript begin(Suite suite, Hash32 keyHash, ByteString body) {
    Transcript transcript = new Transcript("SPECIE private-cash v1");
    transcript.append("suite", suite.hash());
    transcript.append("key", keyHash);
    transcript.append("body", body);
    return transcript;
  }
}
