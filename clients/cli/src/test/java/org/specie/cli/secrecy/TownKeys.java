package org.specie.cli.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.specie.cash.application.LedgerConstants;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.cash.protocol.registration.TagShare;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.escrow.EscrowThresholdKey;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.ps.PsKeyShare;
import org.specie.kernel.crypto.ps.PsVerificationKey;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.sharing.Lagrange;
import org.specie.node.Operators;
import org.specie.node.home.DirectoryHome;
import org.specie.node.replica.NetworkDescription;
import org.specie.node.replica.ReplicaFolder;
import org.specie.node.replica.ReplicaProcess;
import org.specie.node.role.MemberFolder;

/**
 * Every share of a network of four replicas, three registrars and three auditors, taken from the
 * folders as the founding left them, and the four keys that two of each make: this alone puts them
 * together. Then where each of these secrets is, in what runs: those ten and the provider that the
 * tutorial has.
 */
public final class TownKeys {
  /** What a whole key is called. */
  private static final String WHOLE = "whole ";

  /** Has no share of anything. */
  public static final String PROVIDER = "north";

  private static final String TAG_KEY_IN_HEX = WHOLE + "key behind tags 0, hex";
  private static final int OPERATORS = 4;
  private static final int MEMBERS = 3;
  private static final List<Integer> FIRST_TWO = List.of(1, 2);

  private final Path bank;
  private final KeyForms forms = new KeyForms();

  private TownKeys(Path bank) {
    this.bank = bank;
  }

  /** Of the network that was founded in {@code bank}, and was not started yet. */
  public static TownKeys in(Path bank) throws IOException {
    TownKeys keys = new TownKeys(bank);
    try {
      keys.collect();
    } catch (MalformedInput e) {
      throw new AssertionError("a founding leaves shares in their form", e);
    }
    return keys;
  }

  private Path home(String party) {
    return party.equals(PROVIDER) ? bank.resolveSibling(PROVIDER) : bank.resolve(party);
  }

  private void collect() throws IOException, MalformedInput {
    LedgerConstants ledger = LedgerConstants.of(NetworkDescription.read(bank).genesis());
    TierPolicy tiers = ledger.firstPolicy().tiers().orElseThrow();
    PsVerificationKey issuing = ledger.key().key();
    List<G2> published = new ArrayList<>(List.of(issuing.xTilde()));
    published.addAll(issuing.yTilde());
    combined(
        "issuing key",
        shares("replica", "issuing share", OPERATORS, number -> issuing(number, ledger)),
        published,
        G2.GENERATOR::times);
    combined(
        "escrow key of operators",
        shares("replica", "escrow share", OPERATORS, number -> escrow(number, tiers)),
        tiers.operatorsKey().key().slots(),
        G1.GENERATOR::times);
    combined(
        "escrow key of auditors",
        shares("auditor", "escrow share", MEMBERS, number -> auditor(number, tiers.auditorsKey())),
        tiers.auditorsKey().key().slots(),
        G1.GENERATOR::times);
    combined(
        "key behind tags",
        shares("registrar", "tag share", MEMBERS, this::tag),
        List.of(tags().key().key().publicKey()),
        G2.GENERATOR::times);
    for (int number = 1; number <= MEMBERS; number++) {
      own("auditor-" + number);
      own("registrar-" + number);
    }
  }

  private interface Share {
    List<Scalar> of(int number) throws IOException, MalformedInput;
  }

  /** Those of all who have one; each is looked for. */
  private List<List<Scalar>> shares(String party, String what, int count, Share share)
      throws IOException, MalformedInput {
    List<List<Scalar>> all = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      List<Scalar> scalars = share.of(number);
      for (int i = 0; i < scalars.size(); i++) {
        forms.scalar(party + "-" + number + "'s " + what + " " + i, scalars.get(i));
      }
      all.add(scalars);
    }
    return all;
  }

  /** What two of {@code shares} make is the secret behind {@code published}, and looked for. */
  private <P> void combined(
      String key, List<List<Scalar>> shares, List<P> published, Function<Scalar, P> times) {
    List<Scalar> lambda = Lagrange.atZero(FIRST_TWO);
    for (int i = 0; i < published.size(); i++) {
      Scalar whole =
          shares.get(0).get(i).times(lambda.get(0)).plus(shares.get(1).get(i).times(lambda.get(1)));
      assertThat(times.apply(whole)).isEqualTo(published.get(i));
      forms.scalar(WHOLE + key + " " + i, whole);
    }
  }

  private DirectoryHome replica(int number) throws IOException {
    return ReplicaFolder.read(home("replica-" + number)).home();
  }

  private List<Scalar> issuing(int number, LedgerConstants ledger)
      throws IOException, MalformedInput {
    DirectoryHome home = replica(number);
    Secret secret = Operators.shareSecret(home, number);
    ByteString box =
        home.secret(Operators.party(number), "share").orElseThrow().lend(ByteString::copyOf);
    ByteString associated =
        new Encoder().hash(ledger.key().key().hash()).u16(ledger.generation()).toByteString();
    ByteString plain =
        SecretBox.open(secret, "specie/operator/share", associated, box).orElseThrow();
    return PsKeyShare.fromSecret(Secret.copyOf(plain.toByteArray())).secrets();
  }

  private List<Scalar> escrow(int number, TierPolicy tiers) throws IOException {
    return Operators.escrowShare(replica(number), number, tiers.operatorsKey())
        .orElseThrow()
        .secrets();
  }

  private List<Scalar> auditor(int number, EscrowThresholdKey key) throws IOException {
    return MemberFolder.at(home("auditor-" + number)).share(key).secrets();
  }

  private List<Scalar> tag(int number) throws IOException, MalformedInput {
    ByteString kept =
        DirectoryHome.at(home("registrar-" + number))
            .secret("member", "tag-share")
            .orElseThrow()
            .lend(ByteString::copyOf);
    Decoder in = new Decoder(kept.slice(kept.size() - Scalar.SIZE, kept.size()));
    return List.of(Scalar.decode(in));
  }

  private TagShare tags() throws IOException {
    return MemberFolder.at(home("registrar-1")).tagShare();
  }

  private void own(String member) throws IOException {
    Optional<Secret> key = DirectoryHome.at(home(member)).secret("member", "key");
    forms.bytes(member + "'s key", key.orElseThrow().lend(ByteString::copyOf));
  }

  /**
   * Where secrets are, by the folder of the process that has them: in its memory, and in its files.
   */
  public record Found(Map<String, KeySearch.Memory> memory, Map<String, SortedSet<String>> files) {
    private SortedSet<String> inMemory(String party) {
      return new TreeSet<>(looked(party).found());
    }

    private KeySearch.Memory looked(String party) {
      return Optional.ofNullable(memory.get(party)).orElseThrow();
    }

    /** Which part of the memory of {@code party} was not shown, in percent. */
    public double hiddenPercent(String party) {
      KeySearch.Memory looked = looked(party);
      return 100.0 * looked.hidden() / (looked.read() + looked.hidden());
    }

    /** Whose shares of whole keys were looked for. */
    public SortedSet<String> parties() {
      return new TreeSet<>(memory.keySet());
    }

    /** What {@code party} has of keys that nobody may have, and of others. */
    public SortedSet<String> strange(String party) {
      SortedSet<String> all = inMemory(party);
      all.addAll(files.getOrDefault(party, new TreeSet<>()));
      all.removeIf(each -> each.startsWith(party + "'s "));
      return all;
    }

    /** What {@code party} has in its memory that is its own. */
    public SortedSet<String> own(String party) {
      SortedSet<String> all = inMemory(party);
      all.removeIf(each -> !each.startsWith(party + "'s "));
      return all;
    }
  }

  /** Why the memory of something that runs now is not shown; nothing if all of it is. */
  public Optional<String> hidden() throws IOException {
    for (String party : parties()) {
      Optional<String> why = KeySearch.whyHidden(process(party));
      if (why.isPresent()) {
        return Optional.of(party + ": " + why.get());
      }
    }
    return Optional.empty();
  }

  private ProcessHandle process(String party) throws IOException {
    return ReplicaProcess.of(home(party), party).handle().orElseThrow();
  }

  /** Searches all that runs now, one after the other. */
  public Found search() throws IOException {
    KeySearch search = new KeySearch(forms.all());
    Map<String, KeySearch.Memory> memory = new LinkedHashMap<>();
    Map<String, SortedSet<String>> files = new LinkedHashMap<>();
    for (String party : parties()) {
      memory.put(party, search.inMemoryOf(process(party)));
      files.put(party, search.inFilesOf(home(party)));
    }
    return new Found(memory, files);
  }

  private static List<String> parties() {
    List<String> parties = new ArrayList<>(List.of(PROVIDER));
    for (int number = 1; number <= OPERATORS; number++) {
      parties.add("replica-" + number);
    }
    for (int number = 1; number <= MEMBERS; number++) {
      parties.add("auditor-" + number);
      parties.add("registrar-" + number);
    }
    return parties;
  }

  /**
   * The same search over this process, which has put the keys together, over one that is given a
   * whole key, and over a folder of {@code place} with a file that holds it.
   */
  public SortedSet<String> planted(Path place) throws IOException {
    KeySearch search = new KeySearch(forms.all());
    SortedSet<String> found = search.inMemoryOf(ProcessHandle.current()).found();
    String key = tagKeyInHex();
    ProcessBuilder given = new ProcessBuilder("sleep", "600");
    given.environment().put("PLANTED", "xyz" + key);
    Process holder = given.start();
    try {
      for (String each : search.inMemoryOf(holder.toHandle()).found()) {
        found.add(each + " @ another process");
      }
    } finally {
      holder.destroyForcibly();
    }
    Path folder = Files.createDirectories(place.resolve("planted"));
    Files.writeString(folder.resolve("file"), "-" + key + "-");
    for (String each : search.inFilesOf(folder)) {
      found.add(each + " @ a file");
    }
    return found;
  }

  private String tagKeyInHex() {
    byte[] hex = Optional.ofNullable(forms.all().get(TAG_KEY_IN_HEX)).orElseThrow();
    return new String(hex, StandardCharsets.US_ASCII);
  }
}
