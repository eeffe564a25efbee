package org.specie.cli.psp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.protocol.registration.RegistrarReason;
import org.specie.cli.registrar.RegistrarFolder;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.home.DirectoryHome;
import org.specie.wallet.Answer;
import org.specie.wallet.history.Entry;

/**
 * Three registrars of whom two decide, one of them a process that is killed and one that is
 * replaced by an act, while people come in.
 */
final class RegistrarsComeAndGo {
  private static final Amount ONE = Amount.parse("1.00");

  /** A policy takes effect two blocks after it was decided, or later. */
  private static final int POLICY_BLOCKS = 3;

  private final Village village;
  private final Village.Provider provider;

  RegistrarsComeAndGo(Village village, Village.Provider provider) {
    this.village = village;
    this.provider = provider;
  }

  /** Somebody comes in with a wallet on {@code device}. */
  private Answer<Entry> enrol(String person, String device) throws IOException {
    Path told = village.evidence(person, village.join(device, provider));
    try (Villager villager = Villager.create(village.folder().resolve(device))) {
      return villager.enrol(told);
    }
  }

  private void comesIn(String person) throws IOException {
    enrol(person, person).orThrow();
  }

  private int code(String person, String device) throws IOException {
    return enrol(person, device) instanceof Answer.Refused<Entry>(var why)
        ? why.reason().code()
        : 0;
  }

  void happen() throws IOException {
    int before = RegistrarReason.REGISTERED_BEFORE.code();
    // The second becomes a process of its own, with the book it has.
    String second = village.registrar(2).toString();
    village.closeRegistrar(2);
    village.run("registrar", "start", "--home", second);
    assertThat(village.run("registrar", "status", "--home", second).out())
        .contains("in policy  yes", "registrar-2");
    comesIn("faye");
    assertThat(RegistrarFolder.read(village.registrar(2)).process().kill()).isTrue();
    comesIn("gil");
    village.closeRegistrar(3);
    // One alone lets nobody in.
    assertThat(code("hana", "hana1")).isEqualTo(6306);
    village.run("registrar", "start", "--home", second);
    // It has Faye in its book, and so has the first.
    assertThat(code("faye", "faye2")).isEqualTo(before);
    // The first alone did not even find out Hana's tag: nothing in its book keeps her out.
    assertThat(code("hana", "hana2")).isZero();

    String newcomer = village.folder().resolve("newcomer").toString();
    Ed25519PublicKey key = village.newRegistrar(newcomer, village.registrar(3).toString());
    replaceThird(key);
    comesIn("ilan");
    village.openRegistrar(Path.of(newcomer));
    village.closeRegistrar(1);
    comesIn("jaffa");
    // The newcomer's book is empty: it knows Faye by the ledger.
    assertThat(code("faye", "faye3")).isEqualTo(before);
    village.openRegistrar(village.registrar(3));
    village.run("registrar", "stop", "--home", second);
    // The one that was replaced counts no more.
    assertThat(code("kobi", "kobi")).isEqualTo(6306);
    village.openRegistrar(village.registrar(1));
    everyKeyIsInItsOwnFolderAlone(Path.of(newcomer));
    answerOneProviderAndThenNoMore(List.of(village.registrar(1).toString(), newcomer));
  }

  /** {@code open} are those that run; one of them alone decides nothing. */
  private void answerOneProviderAndThenNoMore(List<String> open) throws IOException {
    Ed25519PublicKey east = Ed25519SecretKey.generate(Village.ENTROPY).publicKey();
    for (String home : open) {
      list(home, "--admit", "east=" + east.bytes().toHex());
    }
    assertThat(code("lea", "lea1")).isEqualTo(6307);
    String key = village.run("psp", "key", "--home", provider.name()).out().strip();
    for (String home : open) {
      list(home, "--admit", key);
    }
    comesIn("lea");
    // Registrars change over one after the other.
    String next = village.run("psp", "key", "--next", "--home", provider.name()).out().strip();
    assertThat(next).isNotEqualTo(key);
    list(open.getFirst(), "--admit", next);
    comesIn("moran");
    list(open.getLast(), "--admit", next);
    village.run("psp", "key", "--only", "--home", provider.name());
    comesIn("noa");
    list(open.getFirst(), "--strike", provider.name());
    assertThat(code("oren", "oren1")).isEqualTo(6306);
    list(open.getLast(), "--strike", provider.name());
    assertThat(code("oren", "oren2")).isEqualTo(6307);
    for (String home : open) {
      list(home, "--everybody");
    }
  }

  private void list(String home, String... words) {
    List<String> all = new ArrayList<>(List.of("registrar", "providers", "--home", home));
    all.addAll(List.of(words));
    village.run(all.toArray(String[]::new));
  }

  private void replaceThird(Ed25519PublicKey key) throws IOException {
    Policy policy = village.truth().policy();
    List<Ed25519PublicKey> keys = new ArrayList<>(policy.registrars().keys());
    keys.set(2, key);
    Policy coming =
        policy.withPeople(
            policy.committee(),
            new KeyQuorum(keys, policy.registrars().required()),
            policy.tiers());
    village.decide(new Act.SetPolicy(coming, village.truth().tip().height() + POLICY_BLOCKS));
    for (int block = 0; block < POLICY_BLOCKS; block++) {
      village.decide(new Act.IssueOrdinary(village.anybody(), ONE));
    }
    assertThat(village.truth().policy()).isEqualTo(coming);
  }

  /** A registrar's key and share are in its own secrets, and in no others, the provider's least. */
  private void everyKeyIsInItsOwnFolderAlone(Path newcomer) throws IOException {
    List<Path> homes =
        List.of(village.registrar(1), village.registrar(2), village.registrar(3), newcomer);
    List<Path> places = new ArrayList<>();
    for (Path home : homes) {
      places.add(home.resolve("secrets"));
      places.add(home.resolve("ledger"));
    }
    Path bank = village.registrar(1).resolveSibling("registrars");
    Path north = village.folder().resolve(provider.name());
    places.addAll(List.of(bank, north.resolve("secrets"), north.resolve("ledger")));
    places.addAll(List.of(north.resolve("psp.properties"), north.resolve("log")));
    for (Path home : homes) {
      ByteString key =
          DirectoryHome.at(home).secret("member", "key").orElseThrow().lend(ByteString::copyOf);
      assertThat(holders(places, key)).containsExactly(home.resolve("secrets/member/key"));
    }
    Path third = village.registrar(3);
    for (Path home : homes) {
      ByteString kept =
          DirectoryHome.at(home)
              .secret("member", "tag-share")
              .orElseThrow()
              .lend(ByteString::copyOf);
      ByteString share = kept.slice(kept.size() - Scalar.SIZE, kept.size());
      // Of the one that was replaced there are two, until it destroys its own.
      boolean isHandedOn = home.equals(third) || home.equals(newcomer);
      assertThat(holders(places, share))
          .containsExactlyElementsOf(
              (isHandedOn ? List.of(third, newcomer) : List.of(home))
                  .stream().map(each -> each.resolve("secrets/member/tag-share")).toList());
    }
  }

  private static List<Path> holders(List<Path> places, ByteString key) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path place : places) {
      try (Stream<Path> files = Files.walk(place)) {
        for (Path each : files.filter(Files::isRegularFile).toList()) {
          String content = Files.readString(each, StandardCharsets.ISO_8859_1);
          if (content.contains(new String(key.toByteArray(), StandardCharsets.ISO_8859_1))
              || content.contains(key.toHex())) {
            found.add(each);
          }
        }
      }
    }
    return found;
  }
}
