package org.specie.cash.protocol.transaction;

import java.util.ArrayList;
import java.util.List;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.hybrid.Hybrid;
import org.specie.kernel.crypto.hybrid.SelfMemo;

/** The parts private transactions are made of, each with its layout. */
public final class Parts {
  private Parts() {}

  /** A shown state: σ1, one V a hidden attribute, W. */
  public record StateShow(G1 sigma1, List<G1> v, G1 w) {
    public StateShow {
      v = List.copyOf(v);
    }

    void encode(Encoder out) {
      sigma1.encode(out);
      v.forEach(point -> point.encode(out));
      w.encode(out);
    }

    static StateShow decode(Decoder in, int hidden) throws MalformedInput {
      G1 sigma1 = G1.decode(in);
      List<G1> v = new ArrayList<>(hidden);
      for (int j = 0; j < hidden; j++) {
        v.add(G1.decode(in));
      }
      return new StateShow(sigma1, v, G1.decode(in));
    }
  }

  /** A coin slot: σ1, V for l, pid, sn and value, W and the nullifier. */
  public record Slot(G1 sigma1, G1 vL, G1 vPid, G1 vSn, G1 vVal, G1 w, G1 nullifier) {
    void encode(Encoder out) {
      for (G1 point : List.of(sigma1, vL, vPid, vSn, vVal, w, nullifier)) {
        point.encode(out);
      }
    }

    static Slot decode(Decoder in) throws MalformedInput {
      return new Slot(
          G1.decode(in),
          G1.decode(in),
          G1.decode(in),
          G1.decode(in),
          G1.decode(in),
          G1.decode(in),
          G1.decode(in));
    }

    static List<Slot> decodeAll(Decoder in, int count) throws MalformedInput {
      List<Slot> slots = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        slots.add(decode(in));
      }
      return slots;
    }
  }

  /** Commitments of the state created, under the base its nullifiers determine. */
  public record StateOutput(G1 cPid, G1 cK, G1 cBal, G1 cBud, G1 cInc) {
    void encode(Encoder out) {
      for (G1 point : List.of(cPid, cK, cBal, cBud, cInc)) {
        point.encode(out);
      }
    }

    static StateOutput decode(Decoder in) throws MalformedInput {
      return new StateOutput(
          G1.decode(in), G1.decode(in), G1.decode(in), G1.decode(in), G1.decode(in));
    }
  }

  /** Commitments of the coin created and the ciphertext that tells its owner. */
  public record CoinOutput(G1 cPid, G1 cVal, ByteString ciphertext) {
    public CoinOutput {
      Check.that(ciphertext.size() == Hybrid.CIPHERTEXT_SIZE, "a ciphertext has 128 bytes");
    }

    void encode(Encoder out) {
      cPid.encode(out);
      cVal.encode(out);
      out.fixed(ciphertext);
    }

    static CoinOutput decode(Decoder in) throws MalformedInput {
      return new CoinOutput(G1.decode(in), G1.decode(in), in.fixed(Hybrid.CIPHERTEXT_SIZE));
    }
  }

  /**
   * A public amount between the state and an ordinary account.
   *
   * @param account 20 bytes
   * @param nonce the account's next nonce where it signs (load), else 0
   * @param link R_a, the account's link record
   */
  public record AccountMove(Amount amount, ByteString account, long nonce, G1 link) {
    public static final int ACCOUNT_SIZE = 20;

    public AccountMove {
      Check.that(account.size() == ACCOUNT_SIZE, "an account has 20 bytes");
    }

    void encode(Encoder out) {
      out.u64(amount.minor()).fixed(account).u64(nonce);
      link.encode(out);
    }

    /** Reads a move; a nonce that nobody signs must be zero, so that it cannot mark its sender. */
    static AccountMove decode(Decoder in, boolean signed) throws MalformedInput {
      long minor = in.u64();
      if (!Amount.isValid(minor)) {
        throw new MalformedInput("amount out of range");
      }
      ByteString account = in.fixed(ACCOUNT_SIZE);
      long nonce = in.u64();
      if (!signed && nonce != 0) {
        throw new MalformedInput("nonce without a signature");
      }
      return new AccountMove(Amount.ofMinor(minor), account, nonce, G1.decode(in));
    }
  }

  /**
   * What an entry on the ledger says beside its amount, and the ciphertext that tells whom it is
   * for.
   *
   * @param acceptor P_acc, a commitment to the pid that may accept
   * @param payer P_ret, a commitment to the pid that may take it back
   */
  public record EntryOutput(G1 acceptor, G1 payer, ByteString ciphertext) {
    public EntryOutput {
      Check.that(ciphertext.size() == Hybrid.CIPHERTEXT_SIZE, "a ciphertext has 128 bytes");
    }

    void encode(Encoder out) {
      acceptor.encode(out);
      payer.encode(out);
      out.fixed(ciphertext);
    }

    static EntryOutput decode(Decoder in) throws MalformedInput {
      return new EntryOutput(G1.decode(in), G1.decode(in), in.fixed(Hybrid.CIPHERTEXT_SIZE));
    }
  }

  /**
   * The entry whose value moves into a state, or back out of it.
   *
   * @param entry its name: the core of the transaction that made it
   * @param value its P_v
   * @param owner its P_acc where it is accepted or refunded, its P_ret where it is returned
   */
  public record EntryClaim(Hash32 entry, G1 value, G1 owner) {
    void encode(Encoder out) {
      out.hash(entry);
      value.encode(out);
      owner.encode(out);
    }

    static EntryClaim decode(Decoder in) throws MalformedInput {
      return new EntryClaim(in.hash(), G1.decode(in), G1.decode(in));
    }
  }

  /**
   * What goes back into an accepted entry.
   *
   * @param value P_r, in the place of the entry's P_v from then on
   * @param notice that tells whoever paid the entry, without naming anybody
   */
  public record Refund(G1 value, ByteString notice) {
    public Refund {
      Check.that(notice.size() == SelfMemo.SIZE, "a notice has 96 bytes");
    }

    void encode(Encoder out) {
      value.encode(out);
      out.fixed(notice);
    }

    static Refund decode(Decoder in) throws MalformedInput {
      return new Refund(G1.decode(in), in.fixed(SelfMemo.SIZE));
    }
  }
}
