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

  /** Gives the customer a key made here, by the spare key in a folder or by the one there is. */
  public Answer<Ed25519PublicKey> rotate(Optional<Path> spare) throws IOException {
    DirectoryHome home = DirectoryHome.at(folder);
    List<Answer<Ed25519PublicKey>> outcome = new ArrayList<>();
    home.alone(Membership.PARTY, Membership.NEXT, () -> outcome.add(rotate(home, spare)));
    return outcome.getFirst();
  }

  private Answer<Ed25519PublicKey> rotate(DirectoryHome home, Optional<Path> spare)
      throws IOException {
    Optional<Secret> begun = home.secret(Membership.PARTY, Membership.NEXT);
    boolean isCutOff = begun.isPresent();
    begun.ifPresent(Secret::destroy);
    if (!isCutOff) {
      home.keep(Membership.PARTY, Membership.NEXT, Secret.random(Ed25519SecretKey.SIZE, entropy));
    }
    Ed25519SecretKey next = key(home, Membership.PARTY, Membership.NEXT);
    Optional<Ed25519SecretKey> before =
        spare.isPresent() ? Optional.of(spareIn(spare.get())) : Optional.empty();
    Ed25519SecretKey by =
        before.isPresent() ? before.get() : key(home, Membership.PARTY, Membership.KEY);
    try (ProviderClient provider = Membership.client(folder, next, entropy)) {
      Answer<?> changed =
          isCutOff && Membership.told(provider.enter()) instanceof Answer.Done<?> done
              ? done
              : Membership.told(handover(provider).rotate(by, next));
      if (changed instanceof Answer.Refused<?>(var refusal)) {
        if (refusal.reason().code() == PspRefusal.KEY_TAKEN.code()) {
          home.forget(Membership.PARTY, Membership.NEXT);
        }
        return Answer.refused(refusal.reason());
      }
      home.keep(
          Membership.PARTY,
          Membership.KEY,
          home.secret(Membership.PARTY, Membership.NEXT).orElseThrow());
      home.forget(Membership.PARTY, Membership.NEXT);
      return Answer.done(next.publicKey());
    }
  }

  /** Makes a spare key in {@code made}, or takes the one there, and has the provider know it. */
  public Answer<Ed25519PublicKey> spare(Path made, Optional<Path> by) throws IOException {
    if (!Files.exists(made)) {
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
    return new Ed25519SecretKey(
        home.secret(party, name)
            .orElseThrow(() -> new IOException("the folder has no key of a customer")));
  }
}
