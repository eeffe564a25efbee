package org.specie.kernel.crypto.dkg;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.security.auth.Destroyable;
import org.jspecify.annotations.Nullable;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.seed.Secret;

/**
 * Who receives shares in one ceremony: its index and the key, made for this ceremony, that opens
 * what is sealed for it.
 */
final class ShareReceiver implements Destroyable {
  private final Ceremony parameters;
  private final int index;
  private @Nullable Scalar decryptionKey;

  private ShareReceiver(Ceremony parameters, int index, Scalar decryptionKey) {
    this.parameters = parameters;
    this.index = index;
    this.decryptionKey = decryptionKey;
  }

  static ShareReceiver create(Ceremony parameters, int index, Entropy entropy) {
    return new ShareReceiver(parameters, index, Scalar.random(entropy));
  }

  /** The receiver whose key {@link #toSecret} gave. */
  static ShareReceiver restore(Ceremony parameters, int index, Secret key) throws MalformedInput {
    ByteString bytes = key.lend(ByteString::copyOf);
    Decoder in = new Decoder(bytes);
    Scalar decryptionKey = Scalar.decode(in);
    in.end();
    return new ShareReceiver(parameters, index, decryptionKey);
  }

  /** The key itself, for sealed storage of its owner. */
  Secret toSecret() {
    byte[] bytes = decryptionKey().toByteString().toByteArray();
    Secret secret = Secret.copyOf(bytes);
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }

  /** Under which shares are sealed. */
  G1 encryptionKey() {
    return G1.GENERATOR.times(decryptionKey());
  }

  /** What {@code dealer} sealed in {@code row}, right or wrong. */
  List<Scalar> open(int dealer, Dealing dealing, List<Scalar> row) {
    return ShareSealing.open(
        new ShareSealing.Route(parameters, dealer, index),
        dealing.sealingPoint(),
        dealing.sealingPoint().times(decryptionKey()),
        row);
  }

  /** A complaint if the shares in {@code row} are wrong. */
  Optional<Complaint> complaint(int dealer, Dealing dealing, List<Scalar> row, Entropy entropy) {
    if (dealing.areRight(index, open(dealer, dealing, row))) {
      return Optional.empty();
    }
    G1 agreed = dealing.sealingPoint().times(decryptionKey());
    return Optional.of(
        new Complaint(
            dealer,
            agreed,
            ShareSealing.proveAgreement(
                new ShareSealing.Route(parameters, dealer, index),
                decryptionKey(),
                encryptionKey(),
                dealing.sealingPoint(),
                agreed,
                entropy)));
  }

  private Scalar decryptionKey() {
    if (decryptionKey == null) {
      throw new IllegalStateException("this participant was destroyed");
    }
    return decryptionKey;
  }

  @Override
  public void destroy() {
    decryptionKey = null;
  }

  @Override
  public boolean isDestroyed() {
    return decryptionKey == null;
  }

  @Override
  public String toString() {
    return "ShareReceiver[" + index + ", redacted]";
  }
}
