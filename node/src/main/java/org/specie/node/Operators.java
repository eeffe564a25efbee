package org.specie.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.access.EscrowMember;
import org.specie.cash.application.signer.OperatorShare;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.ps.PsKeyShare;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.node.home.DirectoryHome;
import org.specie.node.home.EscrowBox;
import org.specie.node.home.NetworkHome;

/**
 * The operators' secrets, one folder each, from 1: {@code block-key} signs blocks, {@code
 * share-secret} opens the box {@code share}, in which the share of the issuing key lies. No folder
 * holds more than one share.
 */
public final class Operators {
  private static final String BLOCK_KEY = "block-key";
  private static final String SHARE_SECRET = EscrowBox.SECRET;
  private static final String SHARE = "share";

  /** Consensus keys one operator may have at one time: in force, to come, and some air. */
  private static final int BLOCK_KEYS_MAX = 8;

  /** The highest number a consensus key of an operator can have. */
  private static final int BLOCK_KEY_NUMBER_MAX = 999;

  private Operators() {}

  /** The folder of operator {@code index}, from 1. */
  public static String party(int index) {
    return "operators/" + index;
  }

  /** Makes and keeps the keys that sign blocks. */
  static List<OperatorKey> foundBlockKeys(NetworkHome home, int count, Entropy entropy)
      throws IOException {
    List<OperatorKey> keys = new ArrayList<>();
    for (int index = 1; index <= count; index++) {
      keys.add(foundBlockKey(home, index, entropy));
    }
    return keys;
  }

  static List<OperatorKey> blockKeys(NetworkHome home, int count) throws IOException {
    List<OperatorKey> keys = new ArrayList<>();
    for (int index = 1; index <= count; index++) {
      keys.add(blockKey(home, index));
    }
    return keys;
  }

  /** Keeps {@code share} in a box that the secret of its operator opens. */
  static void keepShare(
      NetworkHome home, PsKeyShare share, Hash32 key, int generation, Entropy entropy)
      throws IOException {
    Secret secret = shareSecret(home, share.index());
    ByteString box = new OperatorShare(generation, share).seal(secret, key, entropy);
    home.keep(party(share.index()), SHARE, Secret.copyOf(box.toByteArray()));
    secret.destroy();
  }

  /** Makes and keeps the key with which operator {@code index} signs blocks. */
  public static OperatorKey foundBlockKey(NetworkHome home, int index, Entropy entropy)
      throws IOException {
    Secret seed = Secret.random(Ed25519SecretKey.SIZE, entropy);
    home.keep(party(index), BLOCK_KEY, seed);
    seed.destroy();
    return blockKey(home, index);
  }

  /** The key with which operator {@code index} signs blocks. */
  public static OperatorKey blockKey(NetworkHome home, int index) throws IOException {
    return new OperatorKey(signingKey(home, index));
  }

  /**
   * All keys with which operator {@code index} signs blocks in one epoch or another, the latest
   * last: {@code block-key}, {@code block-key-2} and so on.
   */
  public static List<Ed25519SecretKey> signingKeys(NetworkHome home, int index) throws IOException {
    List<Ed25519SecretKey> keys = new ArrayList<>();
    for (int number : blockKeyNumbers(home, index)) {
      keys.add(new Ed25519SecretKey(require(home, index, blockKeyName(number))));
    }
    if (keys.isEmpty()) {
      throw new IOException(
          party(index) + " has no secret '" + BLOCK_KEY + "'; restore its folder");
    }
    return keys;
  }

  private static List<Integer> blockKeyNumbers(NetworkHome home, int index) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (int number = 1; number <= BLOCK_KEY_NUMBER_MAX; number++) {
      Optional<Secret> seed = home.secret(party(index), blockKeyName(number));
      if (seed.isPresent()) {
        seed.get().destroy();
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** Makes and keeps one more key with which operator {@code index} is to sign blocks. */
  public static OperatorKey foundNextBlockKey(NetworkHome home, int index, Entropy entropy)
      throws IOException {
    List<Integer> numbers = blockKeyNumbers(home, index);
    if (numbers.isEmpty() || numbers.size() >= BLOCK_KEYS_MAX) {
      throw new IOException(
          party(index)
              + " has "
              + numbers.size()
              + " keys; there are 1 to 7 when another is made. Put the last one in force first");
    }
    if (numbers.getLast() == BLOCK_KEY_NUMBER_MAX) {
      throw new IOException(party(index) + " has had 999 keys; give its seat to a new replica");
    }
    String name = blockKeyName(numbers.getLast() + 1);
    Secret seed = Secret.random(Ed25519SecretKey.SIZE, entropy);
    home.keep(party(index), name, seed);
    seed.destroy();
    return new OperatorKey(new Ed25519SecretKey(require(home, index, name)));
  }

  /**
   * Erases the keys made before the one that is {@code inForce}, if operator {@code index} has it.
   */
  public static void forgetKeysBefore(DirectoryHome home, int index, Ed25519PublicKey inForce)
      throws IOException {
    List<Integer> older = new ArrayList<>();
    for (int number : blockKeyNumbers(home, index)) {
      Ed25519SecretKey key = new Ed25519SecretKey(require(home, index, blockKeyName(number)));
      boolean isInForce = key.publicKey().equals(inForce);
      key.destroy();
      if (isInForce) {
        for (int before : older) {
          home.forget(party(index), blockKeyName(before));
        }
        return;
      }
      older.add(number);
    }
  }

  private static String blockKeyName(int number) {
    return number == 1 ? BLOCK_KEY : BLOCK_KEY + "-" + number;
  }

  /** Makes and keeps what opens the boxes of operator {@code index}, who has no share yet. */
  public static void foundShareSecret(NetworkHome home, int index, Entropy entropy)
      throws IOException {
    EscrowBox.foundSecret(home, party(index), entropy);
  }

  /** What opens the boxes of operator {@code index}. */
  public static Secret shareSecret(NetworkHome home, int index) throws IOException {
    return require(home, index, SHARE_SECRET);
  }

  /** Whether the share that operator {@code index} got at the founding lies in its own file. */
  public static boolean hasFoundingShare(NetworkHome home, int index) throws IOException {
    Optional<Secret> share = home.secret(party(index), SHARE);
    share.ifPresent(Secret::destroy);
    return share.isPresent();
  }

  /**
   * Removes the file of the share of the issuing key that operator {@code index} got at the
   * founding, once it is kept elsewhere or over.
   */
  public static void forgetFoundingShare(DirectoryHome home, int index) throws IOException {
    home.forget(party(index), SHARE);
  }

  /** Removes that of the share of the escrow key, once it is kept elsewhere. */
  public static void forgetFoundingEscrowShare(DirectoryHome home, int index) throws IOException {
    EscrowBox.forget(home, party(index));
  }

  /** The same key, for whatever else an operator signs in consensus. */
  public static Ed25519SecretKey signingKey(NetworkHome home, int index) throws IOException {
    return new Ed25519SecretKey(require(home, index, BLOCK_KEY));
  }

  /** The share of operator {@code index} of the key {@code key}. */
  public static OperatorShare share(NetworkHome home, int index, Hash32 key, int generation)
      throws IOException {
    Secret secret = require(home, index, SHARE_SECRET);
    ByteString box = require(home, index, SHARE).lend(ByteString::copyOf);
    Optional<OperatorShare> share = OperatorShare.open(secret, key, generation, box);
    secret.destroy();
    if (share.isEmpty() || share.get().index() != index) {
      throw new IOException("the share of " + party(index) + " does not open; restore its folder");
    }
    return share.get();
  }

  /** Keeps the share of the operators' escrow key in the same way. */
  static void keepEscrowShare(NetworkHome home, EscrowMember share, Entropy entropy)
      throws IOException {
    EscrowBox.keep(home, party(share.index()), share, entropy);
  }

  /**
   * The share of {@code quorum} that operator {@code index} got at the founding; nothing of an
   * operator that came later. A box of another operator does not pass for its own.
   */
  public static Optional<EscrowMember> escrowShare(
      NetworkHome home, int index, EscrowThresholdKey quorum) throws IOException {
    Optional<EscrowMember> share = EscrowBox.open(home, party(index), quorum);
    if (share.isPresent() && share.get().index() != index) {
      throw new IOException(
          "the share of the escrow key of "
              + party(index)
              + " is that of operator "
              + share.get().index()
              + "; restore its folder");
    }
    return share;
  }

  private static Secret require(NetworkHome home, int index, String name) throws IOException {
    return home.secret(party(index), name)
        .orElseThrow(
            () ->
                new IOException(
                    party(index) + " has no secret '" + name + "'; restore its folder"));
  }
}
