package org.specie.cash.protocol.privacy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.specie.cash.protocol.proof.PreparedTransaction;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.FoldTransaction;
import org.specie.cash.protocol.transaction.Header;
import org.specie.cash.protocol.transaction.LinkTransaction;
import org.specie.cash.protocol.transaction.Parts.CoinOutput;
import org.specie.cash.protocol.transaction.Parts.EntryOutput;
import org.specie.cash.protocol.transaction.Parts.Slot;
import org.specie.cash.protocol.transaction.Parts.StateShow;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.Proofs;
import org.specie.cash.protocol.transaction.StateBody;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.escrow.EscrowCiphertext;
import org.specie.kernel.crypto.ps.Attribute;
import org.specie.kernel.crypto.ps.PsKeyShare;
import org.specie.kernel.crypto.ps.SigningRequest;
import org.specie.kernel.crypto.sigma.SigmaProof;

/** Everything an adversary sees, in named pieces: bytes of transactions and what operators do. */
final class View {
  private static final int KEM = 32;

  private final Map<String, ByteString> pieces = new LinkedHashMap<>();

  /** The pieces by name, in the order they were seen. */
  Map<String, ByteString> pieces() {
    return pieces;
  }

  void see(String name, ByteString bytes) {
    pieces.put(name, bytes);
  }

  private void see(String name, G1 point) {
    see(name, ByteString.copyOf(point.toByteArray()));
  }

  private void see(String name, Scalar scalar) {
    see(name, scalar.toByteString());
  }

  /** A transaction on the ledger, {@code at} some name. */
  View see(String at, PrivateTransaction transaction) {
    switch (transaction) {
      case StateTransaction state -> {
        see(at, state.body());
        see(at, state.proofs());
      }
      case FoldTransaction fold -> {
        see(at, fold.body().header());
        see(at, fold.body().show());
        see(at, fold.body().slots());
        see(at, fold.body().coin());
        see(at + ".P_v", fold.body().pV());
        see(at, fold.proofs());
      }
      case LinkTransaction link -> {
        see(at, link.body().header());
        see(at, link.body().show());
        see(at + ".account", link.body().account());
        see(at + ".R_a", link.body().link());
        see(at, link.proof());
      }
      case Enrolment enrolment -> {
        see(at + ".u", enrolment.body().statement().uniqueness().bytes());
        see(at + ".K", enrolment.body().statement().publicSpendKey());
        see(at + ".C_k", enrolment.body().cK());
        see(at, enrolment.proof());
      }
    }
    return this;
  }

  private void see(String at, Header header) {
    see(at + ".policy", header.policyHash().bytes());
    see(at + ".salt", header.salt());
    see(
        at + ".clear",
        new Encoder()
            .u16(header.generation())
            .u8(header.classId())
            .u64(header.epoch())
            .bool(header.renewal())
            .u64(header.validUntil())
            .toByteString());
  }

  private void see(String at, StateShow show) {
    see(at + ".sigma1_0", show.sigma1());
    for (int j = 0; j < show.v().size(); j++) {
      see(at + ".V_0." + j, show.v().get(j));
    }
    see(at + ".W_0", show.w());
  }

  private void see(String at, List<Slot> slots) {
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      String name = at + ".slot" + (i + 1);
      see(name + ".sigma1", slot.sigma1());
      see(name + ".V.l", slot.vL());
      see(name + ".V.pid", slot.vPid());
      see(name + ".V.sn", slot.vSn());
      see(name + ".V.val", slot.vVal());
      see(name + ".W", slot.w());
      see(name + ".N", slot.nullifier());
    }
  }

  private void see(String at, CoinOutput coin) {
    see(at + ".C'_pid", coin.cPid());
    see(at + ".C'_val", coin.cVal());
    see(at + ".kem", coin.ciphertext().slice(0, KEM));
    see(at + ".sealed", coin.ciphertext().slice(KEM, coin.ciphertext().size()));
  }

  private void see(String at, EntryOutput entry) {
    see(at + ".P_acc", entry.acceptor());
    see(at + ".P_ret", entry.payer());
    see(at + ".kem", entry.ciphertext().slice(0, KEM));
    see(at + ".sealed", entry.ciphertext().slice(KEM, entry.ciphertext().size()));
  }

  private void see(String at, EscrowCiphertext record) {
    see(at + ".R", record.ephemeral());
    for (int i = 0; i < record.sealed().size(); i++) {
      see(at + ".E." + i, record.sealed().get(i));
    }
  }

  private void see(String at, StateBody body) {
    see(at, body.header());
    see(at, body.show());
    see(at + ".N_0", body.nullifier());
    see(at, body.slots());
    see(at + ".C_pid", body.output().cPid());
    see(at + ".C_k", body.output().cK());
    see(at + ".C_bal", body.output().cBal());
    see(at + ".C_bud", body.output().cBud());
    see(at + ".C_inc", body.output().cInc());
    see(at + ".P_bal", body.pBal());
    body.payment()
        .ifPresent(
            p -> {
              p.coin().ifPresent(coin -> see(at, coin));
              p.entry().ifPresent(entry -> see(at, entry));
              see(at + ".P_v", p.pV());
              p.pBud().ifPresent(budget -> see(at + ".P_bud", budget));
              p.audit().ifPresent(record -> see(at, record));
            });
    body.pEp().ifPresent(p -> see(at + ".P_ep", p));
    body.move()
        .ifPresent(
            m -> {
              see(at + ".account", m.account());
              see(at + ".R_a", m.link());
            });
    body.claim()
        .ifPresent(
            c -> {
              see(at + ".P_e", c.value());
              see(at + ".P_own", c.owner());
            });
    see(at + ".memo", body.memo());
  }

  private void see(String at, Proofs proofs) {
    see(at, proofs.sigma());
    ByteString range = proofs.range();
    for (int from = 0; from < range.size(); from += Scalar.SIZE) {
      see(at + ".range." + from, range.slice(from, from + Scalar.SIZE));
    }
  }

  private void see(String at, SigmaProof proof) {
    for (int e = 0; e < proof.firstMessages().size(); e++) {
      see(at + ".T." + e, proof.firstMessages().get(e));
    }
    for (int i = 0; i < proof.responses().size(); i++) {
      see(at + ".s." + i, proof.responses().get(i));
    }
  }

  /** What operators compute when they apply a transaction and sign its outputs. */
  View operate(String at, PreparedTransaction prepared, List<PsKeyShare> shares) {
    for (int i = 0; i < prepared.nullifiers().size(); i++) {
      see(at + ".canonical" + i, prepared.nullifiers().get(i));
    }
    for (int i = 0; i < prepared.outputs().size(); i++) {
      see(at + ".output" + i, prepared.outputs().get(i), shares);
    }
    return this;
  }

  private void see(String at, SigningRequest request, List<PsKeyShare> shares) {
    see(at + ".base", request.base());
    for (int j = 0; j < request.attributes().size(); j++) {
      switch (request.attributes().get(j)) {
        case Attribute.Public known -> see(at + ".public" + j, known.value());
        case Attribute.Common known -> see(at + ".public" + j, known.value());
        // Stands in the transaction.
        case Attribute.Committed _ -> {}
      }
    }
    for (PsKeyShare share : shares) {
      see(at + ".share" + share.index(), share.sign(request).value());
    }
  }

  /** All pieces one after the other. */
  byte[] bytes() {
    Encoder out = new Encoder();
    pieces.values().forEach(out::fixed);
    return out.toByteArray();
  }

  /** The sizes of all pieces, by name. */
  List<String> shape() {
    List<String> shape = new ArrayList<>();
    pieces.forEach((name, bytes) -> shape.add(name + ":" + bytes.size()));
    return shape;
  }
}
