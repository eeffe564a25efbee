package org.specie.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.signer.OperatorShare;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.ps.PsKeyShare;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.certificate.OperatorKey;
import org.specie.node.home.NetworkHome;

/**
 * The operators' secrets, one folder each, from 1: {@code block-key} signs blocks, {@code
 * share-secret} opens the box {@code share}, in which the share of the issuing key lies. No folder
 * holds more than one share.
 */
public final class Operators {
  private static final String BLOCK_KEY = "block-key";
  private static final String SHARE_SECRET = "share-secret";
  private static final String SHARE = "share";
  private static final int SECRET_SIZE = 32;

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

  /** Keeps {@code share} in a box that a fresh secret of its operator opens. */
  static void keepShare(
      NetworkHome home, PsKeyShare share, Hash32 key, int generation, Entropy entropy)
      throws IOException {
    Secret secret = Secret.random(SECRET_SIZE, entropy);
    home.keep(party(share.index()), SHARE_SECRET, secret);
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

  private static Secret require(NetworkHome home, int index, String name) throws IOException {
    return home.secret(party(index), name)
        .orElseThrow(
            () ->
                new IOException(
                    party(index) + " has no secret '" + name + "'; restore its folder"));
  }
}
