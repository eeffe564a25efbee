package org.specie.kernel.crypto.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.Pieces;

/** Reads keys, signatures and addresses of both curves; the first byte says what. */
class SignatureFuzzTest {
  private static final int KINDS = 5;
  private static final Entropy ENTROPY = new Random(18)::nextBytes;
  private static final ByteString MESSAGE = ByteString.utf8("message");
  private static final Hash32 DIGEST = Hash32.sha256(MESSAGE);
  private static final Ed25519SecretKey OPERATOR = Ed25519SecretKey.generate(ENTROPY);
  private static final ByteString OPERATOR_SIGNATURE = OPERATOR.sign(MESSAGE);
  private static final Secp256k1SecretKey ACCOUNT = Secp256k1SecretKey.generate(ENTROPY);
  private static final RecoverableSignature ACCOUNT_SIGNATURE = ACCOUNT.sign(DIGEST);
  private static final Address ADDRESS = Address.of(ACCOUNT.publicKey());
  private static final Pieces PIECES =
      Pieces.of(
          Pieces.cut(OPERATOR.publicKey().bytes(), Ed25519PublicKey.SIZE),
          Pieces.cut(OPERATOR_SIGNATURE, 32, 32),
          Pieces.cut(ACCOUNT.publicKey().bytes(), 1, 32, 32),
          Pieces.cut(ACCOUNT.publicKey().compressed(), 33),
          Pieces.cut(ACCOUNT_SIGNATURE.bytes(), 32, 32, 1),
          Pieces.cut(ByteString.utf8(ADDRESS.toString()), 42));

  private static ByteString seed(String name) {
    return PIECES.seed(SignatureFuzzTest.class, "acceptsOneEncodingAndNoOtherSignature/" + name, 1);
  }

  @Test
  void genuineSeedsAreGenuine() {
    assertThat(seed("operator-signature")).isEqualTo(OPERATOR_SIGNATURE);
    assertThat(seed("account-signature")).isEqualTo(ACCOUNT_SIGNATURE.bytes());
    assertThat(seed("account-key")).isEqualTo(ACCOUNT.publicKey().bytes());
  }

  @FuzzTest
  void acceptsOneEncodingAndNoOtherSignature(byte[] input) {
    if (input.length == 0) {
      return;
    }
    ByteString bytes = PIECES.assemble(input, 1);
    try {
      switch ((input[0] & 0xff) % KINDS) {
        case 0 -> operatorKey(bytes);
        case 1 -> {
          boolean holds = OPERATOR.publicKey().verify(MESSAGE, bytes);
          Check.that(holds == bytes.equals(OPERATOR_SIGNATURE), "one signature of one key");
        }
        case 2 -> accountKey(bytes);
        case 3 -> accountSignature(bytes);
        default -> address(bytes);
      }
    } catch (MalformedInput refused) {
      return;
    }
  }

  private static void operatorKey(ByteString bytes) throws MalformedInput {
    Ed25519PublicKey key = Ed25519PublicKey.decode(bytes);
    Check.that(key.bytes().equals(bytes), "what was accepted is written the same way");
    Check.that(
        key.verify(MESSAGE, OPERATOR_SIGNATURE) == key.equals(OPERATOR.publicKey()),
        "a signature belongs to one key");
  }

  private static void accountKey(ByteString bytes) throws MalformedInput {
    Secp256k1PublicKey key = Secp256k1PublicKey.decode(bytes);
    Check.that(
        key.bytes().equals(bytes) || key.compressed().equals(bytes),
        "what was accepted is written the same way");
    Check.that(Secp256k1PublicKey.decode(key.compressed()).equals(key), "both encodings agree");
  }

  private static void accountSignature(ByteString bytes) throws MalformedInput {
    RecoverableSignature signature = RecoverableSignature.decode(bytes);
    Check.that(signature.bytes().equals(bytes), "what was accepted is written the same way");
    Check.that(
        signature.isBy(ADDRESS, DIGEST) == signature.equals(ACCOUNT_SIGNATURE),
        "one signature of one account");
    Optional<Secp256k1PublicKey> signer = signature.recover(DIGEST);
    if (signer.isPresent()) {
      accountKey(signer.get().bytes());
    }
  }

  private static void address(ByteString bytes) throws MalformedInput {
    String text = bytes.toUtf8();
    Address address = Address.parse(text);
    Check.that(Address.parse(address.toString()).equals(address), "its own text means the same");
    Check.that(
        text.toLowerCase(Locale.ROOT).equals(address.toString().toLowerCase(Locale.ROOT)),
        "only the case of letters may differ");
  }
}
