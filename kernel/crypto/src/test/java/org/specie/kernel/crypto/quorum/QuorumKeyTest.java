package org.specie.kernel.crypto.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.InvariantViolation;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.quality.requirements.Requirement;

/** Clauses 7.2 to 7.6: what both schemes promise. */
final class QuorumKeyTest {
  private static final ByteString MESSAGE = ByteString.utf8("prepare 7 in view 2");
  private static final ByteString OTHER = ByteString.utf8("prepare 7 in view 3");

  private final Random random = new Random(7);
  private final Entropy entropy = random::nextBytes;

  private Quorum quorum(QuorumScheme scheme) {
    return Quorum.of(scheme, 4, 3, entropy);
  }

  private static ByteString tampered(ByteString bytes, int at) {
    byte[] changed = bytes.toByteArray();
    changed[at] ^= 1;
    return ByteString.copyOf(changed);
  }

  @ParameterizedTest
  @EnumSource
  void refusesSharesThatAreSomethingElse(QuorumScheme scheme) {
    Quorum quorum = quorum(scheme);
    ByteString share = quorum.signers().get(1).share(MESSAGE);
    assertThat(quorum.key().isShareValid(MESSAGE, 1, share)).isTrue();
    assertThat(quorum.key().isShareValid(OTHER, 1, share)).isFalse();
    assertThat(quorum.key().isShareValid(MESSAGE, 2, share)).isFalse();
    assertThat(quorum.key().isShareValid(MESSAGE, -1, share)).isFalse();
    assertThat(quorum.key().isShareValid(MESSAGE, 4, share)).isFalse();
    assertThat(quorum.key().isShareValid(MESSAGE, 1, ByteString.EMPTY)).isFalse();
    assertThat(quorum.key().isShareValid(MESSAGE, 1, share.slice(1, share.size()))).isFalse();
    for (int at = 0; at < share.size(); at += 5) {
      assertThat(quorum.key().isShareValid(MESSAGE, 1, tampered(share, at))).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  @Requirement("D5")
  void fewerThanTheThresholdMakeNothing(QuorumScheme scheme) {
    Quorum quorum = quorum(scheme);
    for (int[] two : new int[][] {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}}) {
      SortedMap<Integer, ByteString> shares = quorum.shares(MESSAGE, two);
      assertThat(quorum.key().combine(MESSAGE, shares))
          .isEqualTo(new Combination.TooFew(Collections.emptySortedSet()));
      QuorumKey lowered = lowered(quorum.key(), 2);
      QuorumCertificate thin = lowered.combineUnseen(shares).orElseThrow();
      assertThat(quorum.key().isValid(MESSAGE, thin)).isFalse();
    }
    assertThat(quorum.key().combine(MESSAGE, new TreeMap<>()))
        .isInstanceOf(Combination.TooFew.class);
  }

  private static QuorumKey lowered(QuorumKey key, int threshold) {
    return switch (key) {
      case MultiSignatureKey(var keys, var _) -> new MultiSignatureKey(keys, threshold);
      case ThresholdBlsKey(var _, var whole, var shares) ->
          new ThresholdBlsKey(threshold, whole, shares);
    };
  }

  @ParameterizedTest
  @EnumSource
  void anyThresholdMakesACertificateOfThatMessageAndNoOther(QuorumScheme scheme) {
    Quorum quorum = quorum(scheme);
    Quorum stranger = quorum(scheme);
    for (int[] who : new int[][] {{0, 1, 2}, {0, 1, 3}, {1, 2, 3}, {0, 1, 2, 3}}) {
      QuorumCertificate certificate = quorum.certificate(MESSAGE, who);
      assertThat(quorum.key().isValid(MESSAGE, certificate)).isTrue();
      assertThat(quorum.key().isValid(OTHER, certificate)).isFalse();
      assertThat(stranger.key().isValid(MESSAGE, certificate)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesTheLiarAndGoesOnWithoutIt(QuorumScheme scheme) {
    Quorum quorum = quorum(scheme);
    for (int liar = 0; liar < 3; liar++) {
      SortedMap<Integer, ByteString> shares = quorum.shares(MESSAGE, 0, 1, 2, 3);
      for (ByteString lie :
          List.of(
              quorum.signers().get(liar).share(OTHER),
              quorum.signers().get(3).share(MESSAGE),
              ByteString.EMPTY)) {
        shares.put(liar, lie);
        Combination combination = quorum.key().combine(MESSAGE, shares);
        assertThat(combination).isInstanceOf(Combination.Complete.class);
        assertThat(combination.liars()).containsExactly(liar);
        if (combination instanceof Combination.Complete(var certificate, var _)) {
          assertThat(quorum.key().isValid(MESSAGE, certificate)).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoLiarsAmongFourAreNamedAndLeaveTooFew(QuorumScheme scheme) {
    Quorum quorum = quorum(scheme);
    SortedMap<Integer, ByteString> shares = quorum.shares(MESSAGE, 0, 1, 2, 3);
    shares.put(0, shares.get(1));
    shares.put(3, quorum.signers().get(3).share(OTHER));
    Combination combination = quorum.key().combine(MESSAGE, shares);
    assertThat(combination).isInstanceOf(Combination.TooFew.class);
    assertThat(combination.liars()).containsExactly(0, 3);
  }

  @ParameterizedTest
  @EnumSource
  void sharesOfSignersNobodyHasAreLies(QuorumScheme scheme) {
    Quorum quorum = quorum(scheme);
    SortedMap<Integer, ByteString> shares = quorum.shares(MESSAGE, 0, 1);
    shares.put(4, quorum.signers().get(3).share(MESSAGE));
    shares.put(-1, quorum.signers().get(2).share(MESSAGE));
    assertThat(quorum.key().combine(MESSAGE, shares).liars()).containsExactly(-1, 4);
    assertThat(quorum.key().combine(MESSAGE, shares)).isInstanceOf(Combination.TooFew.class);
    shares.putAll(quorum.shares(MESSAGE, 2));
    assertThat(quorum.key().combine(MESSAGE, shares)).isInstanceOf(Combination.Complete.class);
  }

  @ParameterizedTest
  @EnumSource
  void refusesCertificatesOfTheOtherScheme(QuorumScheme scheme) {
    Quorum quorum = quorum(scheme);
    QuorumCertificate certificate = quorum.certificate(MESSAGE, 0, 1, 2);
    for (QuorumScheme other : QuorumScheme.values()) {
      assertThat(quorum(other).key().isValid(MESSAGE, certificate)).isFalse();
    }
    assertThat(certificate.scheme()).isEqualTo(scheme);
    assertThat(quorum.key().scheme()).isEqualTo(scheme);
  }

  @ParameterizedTest
  @EnumSource
  void refusesEveryTamperedByteOfACertificate(QuorumScheme scheme) throws MalformedInput {
    Quorum quorum = quorum(scheme);
    QuorumCertificate certificate = quorum.certificate(MESSAGE, 1, 2, 3);
    Encoder out = new Encoder();
    certificate.encode(out);
    ByteString bytes = out.toByteString();
    assertThat(decoded(bytes)).isEqualTo(certificate);
    int accepted = 0;
    for (int at = 0; at < bytes.size(); at++) {
      try {
        accepted += quorum.key().isValid(MESSAGE, decoded(tampered(bytes, at))) ? 1 : 0;
      } catch (MalformedInput refused) {
        assertThat(refused).hasMessageNotContaining("null");
      }
    }
    assertThat(accepted).isZero();
  }

  private static QuorumCertificate decoded(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    QuorumCertificate certificate = QuorumCertificate.decode(in);
    in.end();
    return certificate;
  }

  @ParameterizedTest
  @EnumSource
  void keysHaveOneEncoding(QuorumScheme scheme) throws MalformedInput {
    QuorumKey key = quorum(scheme).key();
    Encoder out = new Encoder();
    key.encode(out);
    ByteString bytes = out.toByteString();
    Decoder in = new Decoder(bytes);
    assertThat(QuorumKey.decode(in)).isEqualTo(key);
    in.end();
    for (int size = 0; size < bytes.size(); size += 31) {
      ByteString cut = bytes.slice(0, size);
      assertThatThrownBy(() -> QuorumKey.decode(new Decoder(cut)))
          .isInstanceOf(MalformedInput.class);
    }
    // Scheme; threshold zero and above the signers; signers none and more than there are keys.
    for (String head :
        List.of("00", "03", "%02x0000", "%02x0005", "%02x00030000", "%02x0003ffff")) {
      ByteString start = ByteString.hex(String.format(Locale.ROOT, head, bytes.at(0)));
      ByteString bad = ByteString.concat(start, bytes.slice(start.size(), bytes.size()));
      assertThatThrownBy(() -> QuorumKey.decode(new Decoder(bad)))
          .isInstanceOf(MalformedInput.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void signersPrintNoSecretAndDieOnRequest(QuorumScheme scheme) {
    QuorumSigner signer = quorum(scheme).signers().get(2);
    assertThat(signer.signer()).isEqualTo(2);
    assertThat(signer.toString()).endsWith("[2, redacted]");
    assertThat(signer.share(MESSAGE)).isEqualTo(signer.share(MESSAGE));
    signer.destroy();
    assertThat(signer.isDestroyed()).isTrue();
    assertThatThrownBy(() -> signer.share(MESSAGE)).isInstanceOf(InvariantViolation.class);
  }
}
