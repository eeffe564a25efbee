package org.specie.cash.application;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G1Msm;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.ledger.api.BlockResult;
import org.specie.ledger.api.DecidedBlock;
import org.specie.ledger.api.block.Transaction;

/**
 * Submits and executes a sound transaction that a stranger has changed. The first byte of the input
 * chooses one of each kind, the rest are changes of three bytes each: another point in place of a
 * point, or another byte. Nothing may be thrown, because that stops a replica, and nothing but the
 * unchanged transactions may be applied.
 */
class StrangersBytesFuzzTest {
  private static final int CHANGE_SIZE = 3;
  private static final int CHANGES_MAX = 64;
  private static final Bank BANK;
  private static final List<Sample> SAMPLES = new ArrayList<>();
  private static final List<G1> POINTS = new ArrayList<>();

  /** A sound transaction and where points lie in it. */
  private record Sample(ByteString bytes, List<Integer> points) {
    static Sample of(CashTransaction transaction) {
      ByteString bytes = transaction.encode();
      List<Integer> points = new ArrayList<>();
      for (int at = 0; at + G1.SIZE <= bytes.size(); at++) {
        try {
          POINTS.add(G1.decode(new Decoder(bytes.slice(at, at + G1.SIZE))));
          points.add(at);
        } catch (MalformedInput e) {
          // No point lies here.
        }
      }
      return new Sample(bytes, points);
    }
  }

  static {
    try {
      BANK = new Bank(62);
      makeOneOfEach();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    POINTS.add(G1.GENERATOR);
    POINTS.add(G1.GENERATOR.negate());
    for (G1 torsion : torsion()) {
      POINTS.add(torsion);
      POINTS.add(torsion.plus(G1.GENERATOR));
    }
  }

  private static void makeOneOfEach() throws IOException {
    Customer ana = BANK.load(BANK.open("ana", "20.00"), "10.00");
    Customer ben = BANK.open("ben", "20.00");
    List<CashTransaction> all =
        List.of(
            BANK.transfer(ana, ben.address(), "1.00"),
            BANK.issue(ana.address(), "1.00"),
            CashTransaction.of(BANK.link(ana, BANK.stranger("carl"))),
            CashTransaction.of(
                BANK.enrolment(Customer.keys(BANK.suite, "dora"), "dora", 0, 0, 1).enrolment()),
            CashTransaction.of(BANK.prove(ana, BANK.payment(ben, "3.00")).transaction()),
            CashTransaction.of(
                Bank.signedBy(ben, BANK.prove(ben, BANK.move(Kind.LOAD, ben, "4.00")))),
            CashTransaction.of(BANK.prove(ana, BANK.move(Kind.UNLOAD, ana, "4.00")).transaction()),
            CashTransaction.of(
                BANK.prove(
                        ben,
                        new Intent(Kind.BULK, false, List.of(), Optional.empty(), Optional.empty()))
                    .transaction()),
            CashTransaction.of(
                BANK.foldProver()
                    .fold(ben.keys(), ben.state(), List.of(), BANK.validUntil(), BANK.entropy)));
    all.forEach(each -> SAMPLES.add(Sample.of(each)));
  }

  /** Points without a component in the group of order r. */
  private static List<G1> torsion() {
    List<G1> points = new ArrayList<>();
    Scalar minusOne = Scalar.ZERO.minus(Scalar.ONE);
    while (points.size() < 3) {
      byte[] compressed = BANK.entropy.bytes(G1.COMPRESSED_SIZE);
      compressed[0] = (byte) (0x80 | (compressed[0] & 0x0f));
      try {
        G1 point = G1.decodeCompressed(new Decoder(compressed));
        // Multiplying by the order is right for any point of the curve: (r - 1)·P + P.
        points.add(G1Msm.sum(new G1[] {point, point}, new Scalar[] {minusOne, Scalar.ONE}));
      } catch (MalformedInput e) {
        // About half of all x are on no point.
      }
    }
    return points;
  }

  private static ByteString change(Sample sample, byte[] input) {
    byte[] bytes = sample.bytes().toByteArray();
    int end = Math.min(input.length, 1 + CHANGES_MAX * CHANGE_SIZE);
    for (int at = 1; at + CHANGE_SIZE <= end; at += CHANGE_SIZE) {
      int first = input[at] & 0xff;
      int second = input[at + 1] & 0xff;
      int third = input[at + 2] & 0xff;
      if (first < 0x80 && !sample.points().isEmpty()) {
        int where = sample.points().get(first % sample.points().size());
        G1 point = POINTS.get((second << 8 | third) % POINTS.size());
        System.arraycopy(point.toByteArray(), 0, bytes, where, G1.SIZE);
      } else {
        bytes[((first & 0x7f) << 8 | second) % bytes.length] = (byte) third;
      }
    }
    return ByteString.copyOf(bytes);
  }

  @FuzzTest
  void stopNoReplicaAndMoveNoMoney(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    Sample sample = SAMPLES.get((input[0] & 0xff) % SAMPLES.size());
    ByteString bytes = change(sample, input);
    Transaction transaction = new Transaction(bytes);
    boolean admitted = BANK.application.check(transaction).isAdmitted();
    BlockResult result =
        BANK.application.execute(
            new DecidedBlock(BANK.height() + 1, BANK.now, List.of(transaction)));
    boolean applied = result.results().getFirst().isApplied();
    boolean sound = bytes.equals(sample.bytes());
    Check.that(applied == sound, "only what was signed and proven is applied");
    Check.that(admitted || !sound, "and that is admitted too");
  }
}
