package org.specie.offline.token.receipt;

import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.certificate.PayCert;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.P256Signature;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.OfflineAmount;
import org.specie.offline.token.value.Reference;

/**
 * The part S of a token that a payment replaces, 458 bytes, signed by a payment key. Spec:
 * docs/spec/50-art.md 3.4.
 *
 * @param sequence the number of the payment, from 1
 * @param aggregate the sum of all payments up to this one
 * @param amount what this one moves, not zero
 * @param time what the payer claims
 * @param previous the digest of the token before
 * @param reference the payee's, as in the request
 * @param use which use of its key this is, from 1
 * @param certificate the payment key
 * @param signature made with it
 */
public record Payment(
    int sequence,
    Amount aggregate,
    Amount amount,
    Minutes time,
    Hash32 previous,
    Reference reference,
    int use,
    PayCert certificate,
    P256Signature signature) {
  public Payment {
    Check.that(sequence > 0, "payments are numbered from 1");
    Check.that(amount.minor() > 0, "a payment moves something");
    Check.that(aggregate.covers(amount), "an aggregate holds its payment");
    Check.that(use > 0, "uses are numbered from 1");
  }

  /** What is signed, after the domain and the digest of the configuration. */
  public ByteString signedBytes() {
    Encoder out = new Encoder();
    out.u32(sequence);
    OfflineAmount.encode(out, aggregate);
    OfflineAmount.encode(out, amount);
    time.encode(out);
    out.hash(previous).fixed(reference.bytes()).u16(use);
    certificate.encode(out);
    return out.toByteString();
  }

  /** The one encoding. */
  public ByteString encode() {
    return ByteString.concat(signedBytes(), signature.bytes());
  }

  /** Reads the bytes. */
  public static Payment decode(Decoder in) throws MalformedInput {
    int sequence = in.u32();
    Amount aggregate = OfflineAmount.decode(in);
    Amount amount = OfflineAmount.decodePositive(in);
    Minutes time = Minutes.decode(in);
    Hash32 previous = in.hash();
    Reference reference = Reference.decode(in);
    int use = in.u16();
    if (sequence == 0 || use == 0 || !aggregate.covers(amount)) {
      throw new MalformedInput("payments are numbered, and their sum holds each");
    }
    PayCert certificate = PayCert.decode(in);
    return new Payment(
        sequence,
        aggregate,
        amount,
        time,
        previous,
        reference,
        use,
        certificate,
        P256Signature.decode(in));
  }

  /** Reads the bytes and nothing after them. */
  public static Payment decode(ByteString bytes) throws MalformedInput {
    if (bytes.size() != ArtLayout.PAY_SIZE) {
      throw new MalformedInput("a payment has 458 bytes");
    }
    return decode(new Decoder(bytes));
  }
}
