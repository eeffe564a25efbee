package org.specie.offline.token.message;

import java.util.Optional;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Token;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.Reference;
import org.specie.offline.token.value.Reserved;
import org.specie.offline.token.value.TokenId;

/** What payer and payee send each other. Spec: docs/spec/50-art.md section 4. */
public sealed interface Message {
  /** Appends the one encoding. */
  void encode(Encoder out);

  /** The one encoding. */
  default ByteString encode() {
    Encoder out = new Encoder();
    encode(out);
    return out.toByteString();
  }

  /** Reads a message of any kind and nothing after it; its first byte says which. */
  static Message decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    Message read =
        switch (in.u8()) {
          case ArtLayout.TYPE_REQUEST -> Request.decodeAfterType(in);
          case ArtLayout.TYPE_RESPONSE -> Response.decodeAfterType(in);
          case ArtLayout.TYPE_CHAIN_WANTED -> ChainWanted.decodeAfterType(in);
          case ArtLayout.TYPE_CHAIN -> Chained.decodeAfterType(in);
          case ArtLayout.TYPE_PROOF -> Proof.decodeAfterType(in);
          default -> throw new MalformedInput("not a message");
        };
    in.end();
    return read;
  }

  /**
   * A payee asks for money.
   *
   * @param amount nothing when the payer decides
   * @param reference echoed by the payment
   * @param token that which the payment continues
   * @param chain what the payer may lack
   */
  record Request(Optional<Amount> amount, Reference reference, Token token, Chain chain)
      implements Message {
    public Request {
      Check.that(
          amount.isEmpty() || amount.get().minor() > 0,
          "a request asks for something, or leaves it open");
    }

    @Override
    public void encode(Encoder out) {
      out.u8(ArtLayout.TYPE_REQUEST);
      out.u8(token.last().isPresent() ? ArtLayout.REQUEST_CARRIES_PAYMENT : 0);
      OfflineAmount.encode(out, amount.orElse(Amount.ZERO));
      out.fixed(reference.bytes()).fixed(token.encode());
      chain.encode(out);
    }

    static Request decodeAfterType(Decoder in) throws MalformedInput {
      int flags = in.u8();
      if ((flags & ~ArtLayout.REQUEST_CARRIES_PAYMENT) != 0) {
        throw new MalformedInput("a reserved flag is zero");
      }
      Amount amount = OfflineAmount.decode(in);
      Reference reference = Reference.decode(in);
      Configuration configuration = Configuration.decode(in);
      Optional<Payment> last = flags == 0 ? Optional.empty() : Optional.of(Payment.decode(in));
      return new Request(
          amount.minor() == 0 ? Optional.empty() : Optional.of(amount),
          reference,
          new Token(configuration, last),
          Chain.decode(in));
    }
  }

  /**
   * A payer has paid.
   *
   * @param id names the token that was in the request
   * @param payment continues it
   * @param chain what the payee may lack
   */
  record Response(TokenId id, Payment payment, Chain chain) implements Message {
    @Override
    public void encode(Encoder out) {
      out.u8(ArtLayout.TYPE_RESPONSE);
      Reserved.encode(out, 1);
      out.fixed(id.bytes()).fixed(payment.encode());
      chain.encode(out);
    }

    static Response decodeAfterType(Decoder in) throws MalformedInput {
      Reserved.decode(in, 1);
      return new Response(TokenId.decode(in), Payment.decode(in), Chain.decode(in));
    }
  }

  /**
   * Somebody lacks a certificate.
   *
   * @param key the key it does not know
   */
  record ChainWanted(KeyId key) implements Message {
    @Override
    public void encode(Encoder out) {
      out.u8(ArtLayout.TYPE_CHAIN_WANTED);
      Reserved.encode(out, 1);
      out.fixed(key.bytes());
    }

    static ChainWanted decodeAfterType(Decoder in) throws MalformedInput {
      Reserved.decode(in, 1);
      return new ChainWanted(KeyId.decode(in));
    }
  }

  /** The certificates somebody lacked. */
  record Chained(Chain chain) implements Message {
    @Override
    public void encode(Encoder out) {
      out.u8(ArtLayout.TYPE_CHAIN);
      Reserved.encode(out, 1);
      chain.encode(out);
    }

    static Chained decodeAfterType(Decoder in) throws MalformedInput {
      Reserved.decode(in, 1);
      return new Chained(Chain.decode(in));
    }
  }

  /**
   * A token with a payment and everything but the root that it takes to verify it: the payee's
   * receipt, the payer's proof of payment.
   *
   * @param configuration the token's
   * @param payment its payment
   * @param chain the factory's, the certifier's and the class key's certificates
   */
  record Proof(Configuration configuration, Payment payment, Chain chain) implements Message {
    @Override
    public void encode(Encoder out) {
      out.u8(ArtLayout.TYPE_PROOF);
      Reserved.encode(out, 1);
      out.fixed(configuration.encode()).fixed(payment.encode());
      chain.encode(out);
    }

    static Proof decodeAfterType(Decoder in) throws MalformedInput {
      Reserved.decode(in, 1);
      return new Proof(Configuration.decode(in), Payment.decode(in), Chain.decode(in));
    }
  }
}
