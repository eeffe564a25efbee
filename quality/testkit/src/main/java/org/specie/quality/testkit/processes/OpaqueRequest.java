package org.specie.quality.testkit.processes;

import java.util.Arrays;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.Transaction;

/**
 * A request of 200 bytes: client number, the client's own count, what it asks for, bytes that mean
 * nothing, and the client's signature on all of it. Clients' keys follow from their numbers.
 */
public record OpaqueRequest(
    int client, long number, Operation operation, ByteString signed, ByteString signature) {
  /** Length of a request in bytes. */
  public static final int BYTES = 200;

  /** Clients there are keys for. */
  public static final int CLIENTS_MAX = 1024;

  private static final int SIGNED_BYTES = BYTES - Ed25519PublicKey.SIGNATURE_SIZE;
  private static final int FILLING_BYTES = SIGNED_BYTES - 10 - Operation.BYTES;

  /** The secret of {@code client}. */
  public static Ed25519SecretKey key(int client) {
    ByteString seed = ByteString.utf8("client " + client + " of a trial");
    return new Ed25519SecretKey(Secret.copyOf(Hash32.sha256(seed).bytes().toByteArray()));
  }

  /** The request numbered {@code number} of {@code client}, signed with its {@code key}. */
  public static Transaction make(
      int client, long number, Operation operation, Ed25519SecretKey key) {
    byte[] filling = new byte[FILLING_BYTES];
    Arrays.fill(filling, (byte) number);
    Encoder out = new Encoder().u16(client).u64(number);
    operation.write(out);
    ByteString signed = out.fixed(filling).toByteString();
    Check.that(signed.size() == SIGNED_BYTES, "a request has 200 bytes");
    return new Transaction(ByteString.concat(signed, key.sign(signed)));
  }

  /** The request in {@code transaction}, unverified, if there is one. */
  public static Optional<OpaqueRequest> read(Transaction transaction) {
    ByteString bytes = transaction.bytes();
    if (bytes.size() != BYTES) {
      return Optional.empty();
    }
    try {
      ByteString signed = bytes.slice(0, SIGNED_BYTES);
      Decoder in = new Decoder(signed);
      int client = in.u16();
      long number = in.u64();
      Operation operation = Operation.read(in);
      return client < CLIENTS_MAX
          ? Optional.of(
              new OpaqueRequest(
                  client, number, operation, signed, bytes.slice(SIGNED_BYTES, BYTES)))
          : Optional.empty();
    } catch (MalformedInput e) {
      return Optional.empty();
    }
  }
}
