package org.specie.node.role;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.cash.application.access.EscrowMember;
import org.specie.cash.application.access.OrderedPayment;
import org.specie.cash.protocol.registration.TagShare;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.DirectoryHome;
import org.specie.node.home.EscrowBox;
import org.specie.node.home.NetworkHome;

/**
 * What one member of a {@link Body} has for itself: the key it decides with, an auditor its share
 * of the auditors' escrow key, a registrar its share of the key behind uniqueness tags. Nothing of
 * anybody else's is in it. Source: docs/spec/22-node.md, clause 1.1.
 */
public final class MemberFolder {
  private static final String KEY = "key";
  private static final String TAG_SHARE = "tag-share";
  private static final String REGISTER = "register";

  private final NetworkHome home;
  private final String party;
  private final String name;

  MemberFolder(NetworkHome home, String party, String name) {
    this.home = home;
    this.party = party;
    this.name = name;
  }

  /** The folder of a member that lies, or was taken, to {@code folder}. */
  public static MemberFolder at(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder + "; name the folder of one member");
    }
    return Body.at(DirectoryHome.at(folder), folder.toString());
  }

  /** Makes a folder at {@code folder}, where nothing is, for a member with a fresh key. */
  public static MemberFolder create(Path folder, Entropy entropy) throws IOException {
    if (Files.exists(folder)) {
      throw new IOException(folder + " is there already; a key is never made over another one");
    }
    MemberFolder made = Body.at(DirectoryHome.at(folder), folder.toString());
    Ed25519PublicKey _ = made.foundKey(entropy);
    return made;
  }

  /** What people call it. */
  public String name() {
    return name;
  }

  /** Makes and keeps the member's key; answers the public one. */
  Ed25519PublicKey foundKey(Entropy entropy) throws IOException {
    Secret secret = Secret.random(Ed25519SecretKey.SIZE, entropy);
    keep(KEY, secret);
    Ed25519SecretKey key = new Ed25519SecretKey(secret);
    Ed25519PublicKey published = key.publicKey();
    key.destroy();
    secret.destroy();
    return published;
  }

  /** Whether it is here; its member may have taken it away. */
  boolean hasKey() throws IOException {
    Optional<Secret> key = secret(KEY);
    key.ifPresent(Secret::destroy);
    return key.isPresent();
  }

  /** The key it decides with; the caller destroys it. */
  public Ed25519SecretKey key() throws IOException {
    return new Ed25519SecretKey(
        secret(KEY)
            .orElseThrow(() -> new IOException("no key of " + name + "; restore its folder")));
  }

  /** Keeps the member's share of an escrow key, in a box that a fresh secret of its own opens. */
  public void keepShare(EscrowMember share, Entropy entropy) throws IOException {
    EscrowBox.foundSecret(home, party, entropy);
    EscrowBox.keep(home, party, share, entropy);
  }

  /** The member's share of {@code quorum}; the caller destroys it. */
  public EscrowMember share(EscrowThresholdKey quorum) throws IOException {
    return EscrowBox.open(home, party, quorum)
        .orElseThrow(
            () -> new IOException("no share of an escrow key in " + name + "; restore its folder"));
  }

  /** This auditor's share of opening {@code payment}, as a warrant on the ledger orders. */
  public DecryptionShare openingShare(OrderedPayment payment, Entropy entropy) throws IOException {
    EscrowMember auditor = share(payment.tiers().auditorsKey());
    try {
      return auditor
          .share(payment.due(), entropy)
          .orElseThrow(() -> new IOException("the ledger applied a payment that seals nothing"));
    } finally {
      auditor.destroy();
    }
  }

  /** A registrar's share of the key behind uniqueness tags; the caller destroys it. */
  public TagShare tagShare() throws IOException {
    Secret kept =
        secret(TAG_SHARE)
            .orElseThrow(
                () ->
                    new IOException(
                        "no share of the key behind uniqueness tags in "
                            + name
                            + "; restore its folder, or found the network again if an earlier"
                            + " version founded it"));
    try {
      return TagShare.fromSecret(kept);
    } catch (MalformedInput e) {
      throw new IOException(
          "the share of the key behind uniqueness tags in "
              + name
              + " is damaged; restore its folder",
          e);
    } finally {
      kept.destroy();
    }
  }

  /**
   * Keeps the share of the registrar in whose place this one is, unless it is here; over another
   * one it is never put, because no share is made again.
   */
  public void takeTagShare(TagShare share) throws IOException {
    Optional<Secret> here = secret(TAG_SHARE);
    Secret taken = share.toSecret();
    try {
      if (here.isEmpty()) {
        keep(TAG_SHARE, taken);
      } else if (!here.get().equals(taken)) {
        throw new IOException(
            "there is another share of a key behind uniqueness tags in "
                + name
                + ", and it would be lost for good; name the folder that this one's share is from,"
                + " or another folder for the newcomer");
      }
    } finally {
      taken.destroy();
      here.ifPresent(Secret::destroy);
    }
  }

  void keepTagShare(TagShare share) throws IOException {
    Secret kept = share.toSecret();
    keep(TAG_SHARE, kept);
    kept.destroy();
  }

  /** Whom a registrar at the network's own table has let in; the caller closes it. */
  Storage register() throws IOException {
    return home.database(REGISTER);
  }

  private Optional<Secret> secret(String what) throws IOException {
    return home.secret(party, what);
  }

  private void keep(String what, Secret secret) throws IOException {
    home.keep(party, what, secret);
  }
}
