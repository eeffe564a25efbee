package org.specie.cash.protocol.transaction;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.sigma.SigmaProof;

/** Where points and scalars stand in the bytes of a transaction. */
final class Layout {
  private Layout() {}

  /**
   * Offsets of all points. Found by trying every offset: 96 bytes that are not a point look like
   * one with probability 2^-380.
   */
  static List<Integer> points(ByteString bytes) {
    List<Integer> offsets = new ArrayList<>();
    for (int at = 0; at + G1.SIZE <= bytes.size(); at++) {
      if (isPoint(bytes.slice(at, at + G1.SIZE))) {
        offsets.add(at);
      }
    }
    return offsets;
  }

  private static boolean isPoint(ByteString bytes) {
    try {
      return !G1.decode(new Decoder(bytes)).isInfinity();
    } catch (MalformedInput e) {
      return false;
    }
  }

  /** Offsets of the scalars of the proofs. */
  static List<Integer> scalars(PrivateTransaction transaction) {
    int messagesAt = transaction.bodyBytes().size();
    SigmaProof sigma = sigma(transaction);
    List<Integer> offsets = new ArrayList<>();
    int at = messagesAt + sigma.firstMessages().size() * G1.SIZE;
    for (int i = 0; i < sigma.responses().size(); i++, at += Scalar.SIZE) {
      offsets.add(at);
    }
    // A range proof is points first and scalars after them.
    ByteString core = transaction.coreBytes();
    at = Math.max(at, points(core).getLast() + G1.SIZE);
    for (; at + Scalar.SIZE <= core.size(); at += Scalar.SIZE) {
      offsets.add(at);
    }
    return offsets;
  }

  /** Where the range proof begins; behind everything where there is none. */
  static int rangeAt(PrivateTransaction transaction) {
    return switch (transaction) {
      case StateTransaction state -> state.coreBytes().size() - state.proofs().range().size();
      case FoldTransaction fold -> fold.coreBytes().size() - fold.proofs().range().size();
      case LinkTransaction link -> link.encode().size();
      case Enrolment enrolment -> enrolment.encode().size();
    };
  }

  private static SigmaProof sigma(PrivateTransaction transaction) {
    return switch (transaction) {
      case StateTransaction state -> state.proofs().sigma();
      case FoldTransaction fold -> fold.proofs().sigma();
      case LinkTransaction link -> link.proof();
      case Enrolment enrolment -> enrolment.proof();
    };
  }

  /** {@code bytes} with {@code part} in the place from {@code at} on. */
  static ByteString with(ByteString bytes, int at, byte[] part) {
    byte[] changed = bytes.toByteArray();
    System.arraycopy(part, 0, changed, at, part.length);
    return ByteString.copyOf(changed);
  }
}
