package org.specie.cash.application.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.ProviderName;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.signature.Address;
import org.specie.ledger.state.StateView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Holds the entries of the state against docs/spec/vectors/application.json, written by a second
 * implementation: what it wrote is read as what it meant.
 */
final class StateVectorsTest {
  private static JsonNode vectors;

  @BeforeAll
  static void read() {
    Path file = Path.of("..", "..", "docs", "spec", "vectors", "application.json");
    vectors = new ObjectMapper().readTree(file.toFile());
  }

  private static ByteString bytes(String pointer) {
    return ByteString.hex(vectors.at(pointer).asString());
  }

  /** A state with the vectors' entries of these names. */
  private record Entries(Map<ByteString, ByteString> entries) implements StateView {
    static CashView of(String... names) {
      Map<ByteString, ByteString> entries = new TreeMap<>();
      for (String name : names) {
        entries.put(bytes("/state/" + name + "/0"), bytes("/state/" + name + "/1"));
      }
      return new CashView(new Entries(entries));
    }

    @Override
    public Optional<ByteString> get(ByteString key) {
      return Optional.ofNullable(entries.get(key));
    }

    @Override
    public void scan(ByteString prefix, Storage.Visitor visitor) throws IOException {
      for (Map.Entry<ByteString, ByteString> entry : entries.entrySet()) {
        if (entry.getKey().startsWith(prefix)) {
          visitor.entry(entry.getKey(), entry.getValue());
        }
      }
    }
  }

  private static ByteString written(String name) {
    return bytes("/state/" + name + "/1");
  }

  @Test
  void accountsAreReadAndWritten() throws Exception {
    Address address = new Address(bytes("/address"));
    G1 generator = G1.decode(new Decoder(bytes("/generator")));
    Account plain = new Account(Amount.ofMinor(500), 4, Optional.empty());
    assertThat(Entries.of("account").account(address)).isEqualTo(plain);
    assertThat(plain.encode()).isEqualTo(written("account"));
    Account linked = plain.linkedBy(generator);
    assertThat(Entries.of("linked_account").account(address)).isEqualTo(linked);
    assertThat(linked.encode()).isEqualTo(written("linked_account"));
    assertThat(Entries.of().account(address)).isEqualTo(Account.EMPTY);
  }

  @Test
  void whatHappensOnceIsFound() throws Exception {
    Scalar pid = Scalar.decode(new Decoder(bytes("/pid")));
    CashView view = Entries.of("nullifier", "enrolment", "uniqueness", "act");
    assertThat(view.isAnySpent(List.of(bytes("/nullifiers/1")))).isFalse();
    assertThat(view.isAnySpent(List.of(bytes("/nullifiers/1"), bytes("/nullifiers/0")))).isTrue();
    EnrolmentRecord enrolment = view.enrolment(pid).orElseThrow();
    assertThat(enrolment)
        .isEqualTo(
            new EnrolmentRecord(
                new Hash32(bytes("/uniqueness")),
                G1.decode(new Decoder(bytes("/generator"))),
                1,
                9));
    assertThat(enrolment.encode()).isEqualTo(written("enrolment"));
    assertThat(view.isTagKnown(new Hash32(bytes("/uniqueness")))).isTrue();
    assertThat(view.actHeight(new Hash32(bytes("/record_id")))).contains(9L);
    assertThat(StateKeys.uniqueness(enrolment.uniqueness()))
        .isEqualTo(bytes("/state/uniqueness/0"));
  }

  @Test
  void sumsPolicyAndTimeAreReadAndWritten() throws Exception {
    CashView view = Entries.of("supply", "pool", "policy", "pending_policy", "time", "ledger");
    Supply supply = new Supply(1_000, 300, Amount.ofMinor(500), Amount.ZERO);
    assertThat(view.supply()).isEqualTo(supply);
    assertThat(supply.encode()).isEqualTo(written("supply"));
    Pool pool = new Pool(900, 700);
    assertThat(view.pool(2)).isEqualTo(pool);
    assertThat(view.pool(1)).isEqualTo(Pool.EMPTY);
    assertThat(pool.encode()).isEqualTo(written("pool"));
    assertThat(supply.isConserved(pool)).isTrue();
    assertThat(supply.isConserved(new Pool(900, 701))).isFalse();
    Policy policy = Policy.decode(new Decoder(bytes("/policies/0/bytes")));
    assertThat(view.policy()).isEqualTo(policy);
    PendingPolicy pending = view.pendingPolicy().orElseThrow();
    assertThat(pending.fromHeight()).isEqualTo(4_096);
    assertThat(pending.encode()).isEqualTo(written("pending_policy"));
    assertThat(view.time()).isEqualTo(new LedgerTime(1_700_000_001, 5));
    assertThat(view.time().encode()).isEqualTo(written("time"));
    assertThat(view.ledgerId()).contains(new Hash32(bytes("/ledger_id")));
  }

  @Test
  void floatsAndCrossingsAreReadAndWritten() throws Exception {
    Supply supply = new Supply(1_000, 300, Amount.ofMinor(400), Amount.ofMinor(100));
    assertThat(Entries.of("supply_with_floats").supply()).isEqualTo(supply);
    assertThat(supply.encode()).isEqualTo(written("supply_with_floats"));
    assertThat(supply.isConserved(new Pool(900, 700))).isTrue();
    assertThat(supply.isConserved(new Pool(900, 600))).isFalse();
    Hash32 issuer = new Hash32(bytes("/float/issuer"));
    Hash32 reference = new Hash32(bytes("/float/reference"));
    Address address = new Address(bytes("/address"));
    CashView view = Entries.of("float", "loaded", "redeemed");
    FloatAccount account = view.offlineFloat(issuer).orElseThrow();
    assertThat(account.limit()).isEqualTo(Amount.ofMinor(70_000));
    assertThat(account.inside()).isEqualTo(Amount.ofMinor(100));
    assertThat(account.redeemers().required()).isEqualTo(2);
    assertThat(account.encode()).isEqualTo(written("float"));
    assertThat(view.offlineFloat(reference)).isEmpty();
    Crossing loaded = new Crossing(9, address, Amount.ofMinor(2_500));
    assertThat(view.loaded(issuer, address, reference)).contains(loaded);
    assertThat(loaded.encode()).isEqualTo(written("loaded"));
    assertThat(view.redeemed(issuer, reference))
        .contains(new Crossing(9, address, Amount.ofMinor(2_400)));
    assertThat(view.redeemed(issuer, issuer)).isEmpty();
  }

  @Test
  void providersAreReadAndWritten() throws Exception {
    CashView view = Entries.of("providers", "provider_listed", "provider_struck_off");
    assertThat(view.providers()).isEqualTo(3);
    ProviderRecord north = view.provider(new ProviderName("north.example")).orElseThrow();
    assertThat(north.isListed()).isTrue();
    assertThat(north.since()).isEqualTo(9);
    assertThat(north.encode()).isEqualTo(written("provider_listed"));
    ProviderRecord south = view.provider(new ProviderName("south")).orElseThrow();
    assertThat(south.struckOff()).contains(12L);
    assertThat(south.encode()).isEqualTo(written("provider_struck_off"));
    assertThat(view.provider(new ProviderName("west"))).isEmpty();
    assertThat(Entries.of("time").providers()).isZero();
    ByteString listed = written("provider_listed");
    ByteString struckOff = written("provider_struck_off");
    ByteString tooEarly =
        ByteString.concat(struckOff.slice(0, 41), ByteString.hex("0000000000000008"));
    for (ByteString wrong :
        List.of(
            listed.slice(1, listed.size()),
            ByteString.concat(listed, ByteString.hex("00")),
            struckOff.slice(0, 41),
            tooEarly,
            ByteString.concat(ByteString.hex("00".repeat(32)), listed.slice(32, listed.size())))) {
      assertThatThrownBy(
              () -> {
                Decoder in = new Decoder(wrong);
                ProviderRecord _ = ProviderRecord.decode(in);
                in.end();
              })
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void aSupplyHasOneForm() {
    ByteString plain = written("supply");
    ByteString zero = ByteString.hex("0000000000000000");
    for (ByteString wrong :
        List.of(ByteString.concat(plain, zero), plain.slice(0, 23), ByteString.EMPTY)) {
      assertThatThrownBy(() -> Supply.decode(new Decoder(wrong)))
          .isInstanceOf(MalformedInput.class);
    }
  }

  @Test
  void aDamagedEntryIsReportedAndNotBelieved() throws MalformedInput {
    Map<ByteString, ByteString> damaged = new TreeMap<>();
    damaged.put(StateKeys.supply(), ByteString.hex("00"));
    CashView view = new CashView(new Entries(damaged));
    assertThatThrownBy(view::supply).isInstanceOf(IOException.class);
    assertThatThrownBy(view::policy).isInstanceOf(IOException.class);
  }
}
