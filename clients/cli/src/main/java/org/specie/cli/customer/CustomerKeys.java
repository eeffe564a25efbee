package org.specie.cli.customer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.DirectoryHome;
import org.specie.services.api.Nothing;
import org.specie.services.psp.PspRefusal;
import org.specie.services.psp.customer.KeyHandover;
import org.specie.services.psp.customer.ProviderClient;
import org.specie.wallet.Answer;

/**
 * The keys by which a provider knows the customer of a folder. A new one is in the folder before
 * the provider hears of it, so that no end in between leaves the customer without. Source:
 * docs/spec/41-psp.md 41.25.
 *
 * @param folder of the customer
 */
public record CustomerKeys(Path folder, Entropy entropy) {
  private static final String SPARE_PARTY = "spare";

  /**
   * What came of a change.
   *
   * @param key by which the provider knows the customer now
   * @param isEarlierEnded whether one that was cut off was brought to its end first
   */
  public record Changed(Ed25519PublicKey key, boolean isEarlierEnded) {}

  /** Gives the customer a key made here, by the spare key in a folder or by the one there is. */
  public Answer<Changed> rotate(Optional<Path> spare) throws IOException {
    DirectoryHome home = DirectoryHome.at(folder);
    List<Answer<Changed>> outcome = new ArrayList<>();
    home.alone(Membership.PARTY, Membership.NEXT, () -> outcome.add(rotate(home, spare)));
    return outcome.getFirst();
  }

  private Answer<Changed> rotate(DirectoryHome home, Optional<Path> spare) throws IOException {
    return endEarlier(home, spare)
        .then(
            isEnded -> {
              home.keep(
                  Membership.PARTY, Membership.NEXT, Secret.random(Ed25519SecretKey.SIZE, entropy));
              Ed25519SecretKey next = key(home, Membership.PARTY, Membership.NEXT);
              return hand(home, by(home, spare), next)
                  .map(_ -> new Changed(next.publicKey(), isEnded));
            });
  }

  /**
   * Whether there was a change to bring to its end, which is done. A key that the provider may know
   * stays in the folder: it may be the only one by which it knows the customer.
   */
  private Answer<Boolean> endEarlier(DirectoryHome home, Optional<Path> spare) throws IOException {
    if (home.secret(Membership.PARTY, Membership.NEXT).isEmpty()) {
      return Answer.done(false);
    }
    Ed25519SecretKey next = key(home, Membership.PARTY, Membership.NEXT);
    if (next.publicKey().equals(key(home, Membership.PARTY, Membership.KEY).publicKey())) {
      // Cut off when all was done but this.
      home.forget(Membership.PARTY, Membership.NEXT);
      return Answer.done(true);
    }
    Answer<Nothing> known = enter(next);
    if (isRefused(known, PspRefusal.CUSTOMER_UNKNOWN)) {
      Answer<Nothing> handed = hand(home, by(home, spare), next);
      if (!isRefused(handed, PspRefusal.KEY_TAKEN)) {
        return handed.map(_ -> true);
      }
      // What was cut off may have come to its end meanwhile.
      known = enter(next);
    }
    if (known.isDone()) {
      adopt(home);
      return Answer.done(true);
    }
    if (isRefused(known, PspRefusal.CUSTOMER_UNKNOWN)
        || isRefused(known, PspRefusal.KEY_GIVEN_UP)) {
      home.forget(Membership.PARTY, Membership.NEXT);
      return Answer.done(false);
    }
    return known.map(_ -> false);
  }

  private static boolean isRefused(Answer<?> answer, PspRefusal why) {
    return answer instanceof Answer.Refused<?>(var refusal)
        && refusal.reason().code() == why.code();
  }

  private Answer<Nothing> enter(Ed25519SecretKey key) throws IOException {
    try (ProviderClient provider = Membership.client(folder, key, entropy)) {
      return Membership.told(provider.enter());
    }
  }

  /** Has the provider know the customer by {@code next}, the key that waits in the folder. */
  private Answer<Nothing> hand(DirectoryHome home, Ed25519SecretKey by, Ed25519SecretKey next)
      throws IOException {
    try (ProviderClient provider = Membership.client(folder, next, entropy)) {
      Answer<Nothing> handed = Membership.told(handover(provider).rotate(by, next));
      if (handed.isDone()) {
        adopt(home);
      }
      return handed;
    }
  }

  /** The key that waited is the customer's from now on. */
  private static void adopt(DirectoryHome home) throws IOException {
    home.keep(
        Membership.PARTY,
        Membership.KEY,
        home.secret(Membership.PARTY, Membership.NEXT).orElseThrow());
    home.forget(Membership.PARTY, Membership.NEXT);
  }

  /** The key that decides. */
  private static Ed25519SecretKey by(DirectoryHome home, Optional<Path> spare) throws IOException {
    return spare.isPresent() ? spareIn(spare.get()) : key(home, Membership.PARTY, Membership.KEY);
  }

  /** Makes a spare key in {@code made}, or takes the one there, and has the provider know it. */
  public Answer<Ed25519PublicKey> spare(Path made, Optional<Path> by) throws IOException {
    boolean isEmpty =
        Files.isDirectory(made)
            && DirectoryHome.at(made).secret(SPARE_PARTY, Membership.KEY).isEmpty();
    if (isEmpty || !Files.exists(made)) {
      DirectoryHome.at(made)
          .keep(SPARE_PARTY, Membership.KEY, Secret.random(Ed25519SecretKey.SIZE, entropy));
    }
    Ed25519SecretKey next = spareIn(made);
    Ed25519SecretKey own = key(DirectoryHome.at(folder), Membership.PARTY, Membership.KEY);
    Ed25519SecretKey decides = by.isPresent() ? spareIn(by.get()) : own;
    try (ProviderClient provider = Membership.client(folder, own, entropy)) {
      // Who only joined is no customer yet, and none is made by a change.
      return Membership.told(provider.kept().then(_ -> handover(provider).spare(decides, next)))
          .map(_ -> next.publicKey());
    }
  }

  private static KeyHandover handover(ProviderClient provider) {
    return new KeyHandover(provider.address(), provider.name());
  }

  private static Ed25519SecretKey spareIn(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      throw new IOException("there is no folder with a spare key at " + place);
    }
    return key(DirectoryHome.at(place), SPARE_PARTY, Membership.KEY);
  }

  private static Ed25519SecretKey key(DirectoryHome home, String party, String name)
      throws IOException {
    Secret secret =
        home.secret(party, name)
            .orElseThrow(
                () ->
                    new IOException(
                        "there is no key '%s' among the secrets of '%s'; take the folder it is in"
                            .formatted(name, party)));
    if (secret.size() != Ed25519SecretKey.SIZE) {
      throw new IOException(
          "the key '%s' among the secrets of '%s' has %d bytes and not %d; restore it"
              .formatted(name, party, secret.size(), Ed25519SecretKey.SIZE));
    }
    return new Ed25519SecretKey(secret);
  }
}
