package org.specie.ledger.transport.identity;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.Pem;
import org.specie.ledger.transport.Outcome;
import org.specie.ledger.transport.Parties;

/**
 * Changes a genuine certificate and a genuine revocation list, and reads bytes that are neither.
 * The first byte says what; a change is two bytes of place and one of value.
 */
class CertificateFuzzTest {
  private static final int KINDS = 6;
  private static final CertificateAuthority AUTHORITY = Parties.authority();
  private static final Trust TRUST = Parties.trust(AUTHORITY);
  private static final byte[] CERTIFICATE = encoded(Parties.operator(AUTHORITY, "x"));
  private static final ByteString REVOCATIONS =
      AUTHORITY.revoke(Optional.empty(), Set.of(BigInteger.TWO), Parties.CLOCK).der();

  private static byte[] encoded(TransportIdentity identity) {
    try {
      return identity.certificate().getEncoded();
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] change(byte[] genuine, byte[] changes) {
    byte[] changed = genuine.clone();
    for (int i = 0; i + 3 <= changes.length; i += 3) {
      int place = (changes[i] & 0xff) << 8 | (changes[i + 1] & 0xff);
      changed[place % changed.length] ^= changes[i + 2];
    }
    return changed;
  }

  private static boolean isTrusted(byte[] der) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    try {
      return factory.generateCertificate(new ByteArrayInputStream(der)) instanceof X509Certificate c
          && TRUST.examine(c) instanceof Outcome.Accepted;
    } catch (CertificateException e) {
      return false;
    }
  }

  private static boolean isBelieved(byte[] der) {
    return RevocationList.read(ByteString.copyOf(der), AUTHORITY.certificate())
        instanceof Outcome.Accepted;
  }

  @FuzzTest
  void trustsNothingButTheGenuine(byte[] input) throws CertificateException {
    if (input.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    String text = new String(rest, StandardCharsets.ISO_8859_1);
    switch ((input[0] & 0xff) % KINDS) {
      case 0 -> {
        byte[] changed = change(CERTIFICATE, rest);
        Check.that(isTrusted(changed) == Arrays.equals(changed, CERTIFICATE), "one certificate");
      }
      case 1 -> {
        byte[] changed = change(REVOCATIONS.toByteArray(), rest);
        boolean same = ByteString.copyOf(changed).equals(REVOCATIONS);
        Check.that(isBelieved(changed) == same, "one revocation list");
      }
      case 2 -> Check.that(!isTrusted(rest), "strangers make no certificate");
      case 3 -> Check.that(!isBelieved(rest), "strangers make no revocation list");
      case 4 ->
          PeerUri.decode(text)
              .ifPresent(uri -> Check.that(uri.encode().equals(text), "one encoding"));
      default ->
          Pem.decode(Pem.CERTIFICATE, text)
              .ifPresent(
                  der ->
                      Check.that(
                          Pem.decode(Pem.CERTIFICATE, Pem.encode(Pem.CERTIFICATE, der))
                              .filter(again -> Arrays.equals(again, der))
                              .isPresent(),
                          "what is read can be written"));
    }
  }
}
