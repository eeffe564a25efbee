package org.specie.node.home;

import java.io.IOException;
import java.util.Optional;
import org.specie.cash.application.access.EscrowMember;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.seed.Secret;

/**
 * A party's share of an escrow key among its other secrets: {@code share-secret} opens the box
 * {@code escrow-share}. Source: docs/spec/22-node.md, clause 1.2.
 */
public final class EscrowBox {
  /** What opens the boxes of a party. */
  public static final String SECRET = "share-secret";

  private static final String BOX = "escrow-share";
  private static final int SECRET_SIZE = 32;

  private EscrowBox() {}

  /** Makes and keeps what opens the boxes of {@code party}. */
  public static void foundSecret(NetworkHome home, String party, Entropy entropy)
      throws IOException {
    Secret secret = Secret.random(SECRET_SIZE, entropy);
    home.keep(party, SECRET, secret);
    secret.destroy();
  }

  /** Keeps {@code share} in a box that the secret of {@code party} opens. */
  public static void keep(NetworkHome home, String party, EscrowMember share, Entropy entropy)
      throws IOException {
    Secret secret = secret(home, party);
    ByteString box = share.seal(secret, entropy);
    home.keep(party, BOX, Secret.copyOf(box.toByteArray()));
    secret.destroy();
  }

  /** The share of {@code party}, if it has one; it has to be one of {@code quorum}. */
  public static Optional<EscrowMember> open(
      NetworkHome home, String party, EscrowThresholdKey quorum) throws IOException {
    Optional<Secret> kept = home.secret(party, BOX);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    ByteString box = kept.get().lend(ByteString::copyOf);
    Secret secret = secret(home, party);
    Optional<EscrowMember> share = EscrowMember.open(secret, quorum, box);
    secret.destroy();
    if (share.isEmpty()) {
      throw new IOException(
          "the share of the escrow key of "
              + party
              + " does not open, or is of another key; restore its folder");
    }
    return share;
  }

  /** Removes the box of {@code party}, if there is one. */
  public static void forget(DirectoryHome home, String party) throws IOException {
    home.forget(party, BOX);
  }

  private static Secret secret(NetworkHome home, String party) throws IOException {
    return home.secret(party, SECRET)
        .orElseThrow(
            () -> new IOException(party + " has no secret '" + SECRET + "'; restore its folder"));
  }
}
