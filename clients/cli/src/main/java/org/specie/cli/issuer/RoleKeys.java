package org.specie.cli.issuer;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.blind.BlindRsaSecretKey;
import org.specie.kernel.crypto.blind.BlindRsaSigner;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.Settings;
import org.specie.offline.agents.key.SigningKey;
import org.specie.offline.token.signature.Domain;
import org.specie.offline.vault.hsm.HsmKeys;
import org.specie.services.issuer.key.AgentKey;

/**
 * The keys that a role signs certificates, tokens and payment keys with: among the secrets of its
 * folder, or in the HSM that its file names. Spec: docs/spec/58-issuer-service.md 1.5.
 */
sealed interface RoleKeys {
  int MODULUS_BITS = 2_048;

  /** The keys of the role {@code party} in {@code home}, whose file {@code settings} is. */
  static RoleKeys of(DirectoryHome home, String party, Settings settings) throws IOException {
    Optional<HsmPlace> place = HsmPlace.in(settings);
    return place.isPresent()
        ? new InHsm(party, settings, place.get().open())
        : new InFolder(home, party);
  }

  /** Where the keys of a role that is founded will be. */
  static RoleKeys founded(
      DirectoryHome home, String party, Settings settings, Optional<HsmPlace> place)
      throws IOException {
    return place.isPresent()
        ? new InHsm(party, place.get().note(settings), place.get().open())
        : new InFolder(home, party);
  }

  /** Its certified key. */
  SigningKey agent() throws IOException;

  /** Makes that; the caller writes the role's file, which says where. */
  SigningKey makeAgent(Entropy entropy) throws IOException;

  /** Class key {@code number} of a certifier, from 1. */
  BlindRsaSigner classKey(int number) throws IOException;

  /** Makes that; the caller writes the role's file, which says where. */
  BlindRsaSigner makeClassKey(int number, Entropy entropy) throws IOException;

  /** Secrets of a folder. */
  record InFolder(DirectoryHome home, String party) implements RoleKeys {
    private static final String AGENT = "agent";

    /** The secret of class key 1; of key i it is the same with i. */
    private static final String CLASS = "class-";

    @Override
    public SigningKey agent() throws IOException {
      return read(AGENT, AgentKey::decode).signing();
    }

    @Override
    public SigningKey makeAgent(Entropy entropy) throws IOException {
      AgentKey key = AgentKey.generate();
      home.keep(party, AGENT, key.encode());
      return key.signing();
    }

    @Override
    public BlindRsaSigner classKey(int number) throws IOException {
      return read(CLASS + number, BlindRsaSecretKey::decode);
    }

    @Override
    public BlindRsaSigner makeClassKey(int number, Entropy entropy) throws IOException {
      BlindRsaSecretKey key = BlindRsaSecretKey.generate(MODULUS_BITS, entropy);
      home.keep(party, CLASS + number, key.encode());
      return key;
    }

    private <T> T read(String kind, SecretReader<T> reader) throws IOException {
      return SecretReader.read(home, party, kind, reader);
    }
  }

  /** Reads a secret. */
  interface SecretReader<T> {
    T read(Secret secret) throws MalformedInput;

    /** The secret {@code kind} of {@code party} in {@code home}. */
    static <T> T read(DirectoryHome home, String party, String kind, SecretReader<T> reader)
        throws IOException {
      Secret secret =
          home.secret(party, kind)
              .orElseThrow(
                  () -> new IOException("the secret '" + kind + "' of " + party + " is missing"));
      try {
        return reader.read(secret);
      } catch (MalformedInput e) {
        throw new IOException("the secret '" + kind + "' of " + party + " is damaged", e);
      }
    }
  }

  /** Handles of keys in an HSM; the role's file has their names, which no other role's have. */
  record InHsm(String party, Settings settings, HsmKeys keys) implements RoleKeys {
    private static final String AGENT = "hsm.agent";

    /** The name of class key 1; of key i it is the same with i. */
    private static final String CLASS = "hsm.class.";

    private static final int MARK_SIZE = 8;

    /** No key certificate is of these bytes. */
    private static final ByteString PROBE = ByteString.utf8("specie probe");

    private static ByteString two(int size) {
      byte[] number = new byte[size];
      number[size - 1] = 2;
      return ByteString.copyOf(number);
    }

    private String fresh(String kind, Entropy entropy) {
      String mark = ByteString.copyOf(entropy.bytes(MARK_SIZE)).toHex();
      return "specie/" + party + "/" + kind + "/" + mark;
    }

    @Override
    public SigningKey agent() throws IOException {
      return SigningKey.in(keys.provider(), keys.pair(settings.get(AGENT)));
    }

    @Override
    public SigningKey makeAgent(Entropy entropy) throws IOException {
      String name = fresh("agent", entropy);
      SigningKey made = SigningKey.in(keys.provider(), keys.makeSigning(name));
      // A module that cannot do what the role needs is found out before a certificate is made.
      var _ = made.sign(Domain.KEY, PROBE);
      if (party.equals(Role.RECOVERY.word())) {
        var _ = made.agree(SigningKey.generate().publicKey());
      }
      var _ = settings.put(AGENT, name);
      return made;
    }

    @Override
    public BlindRsaSigner classKey(int number) throws IOException {
      return keys.blind(settings.get(CLASS + number));
    }

    @Override
    public BlindRsaSigner makeClassKey(int number, Entropy entropy) throws IOException {
      String name = fresh("class-" + number, entropy);
      BlindRsaSigner made = keys.makeBlind(name, MODULUS_BITS);
      var _ = made.sign(two(made.publicKey().signatureSize()));
      var _ = settings.put(CLASS + number, name);
      return made;
    }
  }
}
