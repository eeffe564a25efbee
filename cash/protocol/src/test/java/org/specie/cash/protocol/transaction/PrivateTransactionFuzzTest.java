package org.specie.cash.protocol.transaction;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.specie.cash.protocol.EveryKind;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.proof.Torsion;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.crypto.bls381.G1;

/**
 * Edits genuine transactions of every kind. Whatever is read is written the same way, and whatever
 * is not one of the genuine ones is refused somewhere between the decoder and the signatures.
 */
class PrivateTransactionFuzzTest {
  private static final World WORLD = new World(118);
  private static final Gate GATE = new Gate(WORLD);
  private static final List<ByteString> GENUINE =
      EveryKind.in(WORLD).values().stream().map(PrivateTransaction::encode).toList();
  private static final Set<ByteString> KNOWN = new HashSet<>(GENUINE);
  private static final Edits EDITS = new Edits(GENUINE, pieces());

  private static List<ByteString> pieces() {
    List<ByteString> pieces = new ArrayList<>();
    pieces.add(ByteString.copyOf(G1.GENERATOR.toByteArray()));
    for (int order : Torsion.ORDERS) {
      G1 torsion = Torsion.ofOrder(order);
      pieces.add(ByteString.copyOf(torsion.toByteArray()));
      pieces.add(ByteString.copyOf(G1.GENERATOR.plus(torsion).toByteArray()));
    }
    pieces.add(ByteString.copyOf(new byte[G1.SIZE]));
    byte[] infinity = new byte[G1.SIZE];
    infinity[0] = 0x40;
    pieces.add(ByteString.copyOf(infinity));
    pieces.add(ByteString.hex("ff".repeat(32)));
    pieces.add(ByteString.hex("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001"));
    return pieces;
  }

  @FuzzTest
  void acceptsNothingButTheGenuineOnes(byte[] input) {
    ByteString message = EDITS.apply(input);
    Optional<PrivateTransaction> read = GATE.read(message);
    if (read.isEmpty()) {
      Check.that(!KNOWN.contains(message), "genuine transactions are read");
      return;
    }
    Check.that(read.get().encode().equals(message), "what was accepted is written the same way");
    boolean accepted = !GATE.refuses(message);
    Check.that(
        accepted == KNOWN.contains(message) || isEnrolmentWithFewerApprovals(read.get(), accepted),
        "nothing is accepted but what is genuine");
  }

  /** How many registrars must approve is for the ledger to say. */
  private static boolean isEnrolmentWithFewerApprovals(
      PrivateTransaction transaction, boolean accepted) {
    return accepted
        && transaction instanceof Enrolment enrolment
        && KNOWN.stream().anyMatch(known -> known.startsWith(enrolment.coreBytes()));
  }
}
