package org.specie.cash.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.specie.cash.application.policy.EpochRule;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.application.policy.WalletClass;
import org.specie.cash.application.query.BucketKey;
import org.specie.cash.application.transaction.Act;
import org.specie.cash.application.transaction.AppliedEvent;
import org.specie.cash.application.transaction.CashTransaction;
import org.specie.cash.application.transaction.CommitteeAct;
import org.specie.cash.application.transaction.LoadFloat;
import org.specie.cash.application.transaction.RedeemFloat;
import org.specie.cash.application.transaction.Transfer;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.ledger.api.block.DomainTag;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.Equivocation;
import org.specie.ledger.api.certificate.SignedStatement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Holds the code against docs/spec/vectors/application.json, written by a second implementation.
 */
final class ApplicationVectorsTest {
  private static JsonNode vectors;

  @BeforeAll
  static void read() {
    Path file = Path.of("..", "..", "docs", "spec", "vectors", "application.json");
    vectors = new ObjectMapper().readTree(file.toFile());
  }

  private static ByteString bytes(String pointer) {
    return ByteString.hex(vectors.at(pointer).asString());
  }

  private static Hash32 hash(String pointer) {
    return new Hash32(bytes(pointer));
  }

  private static KeyQuorum quorum(int from, int to, int required) {
    List<Ed25519PublicKey> keys = new ArrayList<>();
    for (int i = from; i < to; i++) {
      byte[] seed = bytes("/member_seeds/" + i).toByteArray();
      keys.add(new Ed25519SecretKey(Secret.copyOf(seed)).publicKey());
    }
    return new KeyQuorum(keys, required);
  }

  static Policy byLength() {
    return new Policy(
        List.of(
            new WalletClass("person", Amount.ofMinor(100_000)),
            new WalletClass("Geschäft", Amount.ofMinor(9_000_000))),
        Amount.ofMinor(50_000),
        new EpochRule.FixedLength(1, 1_700_000_000, 2_592_000),
        Amount.ofMinor(Amount.SUPPLY_CAP_MINOR),
        quorum(0, 3, 2),
        quorum(3, 4, 1));
  }

  static Policy byCalendar() {
    return new Policy(
        List.of(new WalletClass("person", Amount.ofMinor(100_000))),
        Amount.ZERO,
        new EpochRule.Calendar(7, List.of(100L, 250L, 251L)),
        Amount.ofMinor(5),
        quorum(3, 4, 1),
        quorum(0, 3, 2));
  }

  @Test
  void policiesHaveTheirBytesAndNames() throws MalformedInput {
    List<Policy> policies = List.of(byLength(), byCalendar());
    for (int i = 0; i < policies.size(); i++) {
      Policy policy = policies.get(i);
      assertThat(policy.bytes()).isEqualTo(bytes("/policies/" + i + "/bytes"));
      assertThat(policy.hash()).isEqualTo(hash("/policies/" + i + "/hash"));
      assertThat(LedgerConstants.applicationDigest(policy.hash(), hash("/key_hash")))
          .isEqualTo(hash("/policies/" + i + "/digest"));
      assertThat(Policy.decode(new Decoder(policy.bytes()))).isEqualTo(policy);
    }
  }

  @Test
  void theTreasuryHasItsName() {
    assertThat(LedgerConstants.treasury(hash("/ledger_id")).bytes()).isEqualTo(bytes("/treasury"));
  }

  @Test
  void transfersAreSignedOverTheirDigest() {
    Transfer.Body body =
        new Transfer.Body(3, new Address(bytes("/address")), Amount.ofMinor(12_345), 640);
    assertThat(body.digest(hash("/ledger_id"))).isEqualTo(hash("/transfer/digest"));
    Transfer signed = body.sign(hash("/ledger_id"), Customer.account("ana"));
    assertThat(CashTransaction.of(signed).encode())
        .isEqualTo(
            ByteString.concat(
                ByteString.hex("02"), bytes("/transfer/body"), signed.signature().bytes()));
  }

  @Test
  void loadsAndRedemptionsOfAFloatHaveTheirBytes() {
    LoadFloat.Body load =
        new LoadFloat.Body(
            6, hash("/float/issuer"), hash("/float/reference"), Amount.ofMinor(2_500), 641);
    assertThat(load.digest(hash("/ledger_id"))).isEqualTo(hash("/float/load/digest"));
    LoadFloat signed = load.sign(hash("/ledger_id"), Customer.account("ana"));
    assertThat(CashTransaction.of(signed).encode())
        .isEqualTo(
            ByteString.concat(
                ByteString.hex("0501"), bytes("/float/load/body"), signed.signature().bytes()));
    RedeemFloat.Statement statement =
        new RedeemFloat.Statement(
            hash("/float/issuer"),
            hash("/float/reference"),
            new Address(bytes("/address")),
            Amount.ofMinor(2_400),
            642);
    assertThat(statement.bytes(hash("/ledger_id"))).isEqualTo(bytes("/float/redemption/signed"));
    assertThat(CashTransaction.of(statement.with(List.of(someSignature()))).encode())
        .isEqualTo(bytes("/float/redemption/transaction"));
  }

  @Test
  void actsAreSignedAndEncoded() throws MalformedInput {
    Address address = new Address(bytes("/address"));
    G1 generator = G1.decodeInSubgroup(new Decoder(bytes("/generator")));
    check("issue_ordinary", new Act.IssueOrdinary(address, Amount.ofMinor(12_345)));
    check("issue_private", new Act.IssuePrivate(generator, Amount.ofMinor(678)));
    check("destroy", new Act.DestroyOrdinary(Amount.ofMinor(9)));
    check("set_policy", new Act.SetPolicy(byLength(), 4_096));
    check("change_operators", new Act.ChangeOperators(operators(), true));
    Equivocation evidence = new Equivocation(3, 5, said("one"), said("two"));
    check("expel_operator", new Act.ExpelOperator(evidence, operators()));
    Hash32 issuer = hash("/float/issuer");
    check("name_float", new Act.NameFloat(issuer, quorum(0, 3, 2), Amount.ofMinor(70_000)));
    check("issue_offline", new Act.IssueOffline(issuer, Amount.ofMinor(345)));
    check("destroy_offline", new Act.DestroyOffline(issuer, Amount.ofMinor(45)));
    ProviderName north = new ProviderName("north.example");
    check("list_provider", new Act.ListProvider(north, quorum(1, 2, 1).keys().getFirst()));
    check("strike_off_provider", new Act.StrikeOffProvider(north));
  }

  private static OperatorSet operators() throws MalformedInput {
    List<OperatorSet.Operator> seats = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Ed25519SecretKey key =
          new Ed25519SecretKey(Secret.copyOf(bytes("/member_seeds/" + i).toByteArray()));
      Hash32 transportKey = Hash32.sha256(ByteString.utf8(Integer.toString(i)));
      seats.add(
          new OperatorSet.Operator(
              "operator " + i, key.publicKey(), "host" + i + ":4100", transportKey));
    }
    return OperatorSet.replicated(6, seats, 1, 0);
  }

  private static SignedStatement said(String what) {
    Encoder content = new Encoder().hash(hash("/ledger_id")).u64(5).u64(1).u64(700);
    content.hash(Hash32.sha256(ByteString.utf8(what)));
    return new SignedStatement(
        new DomainTag("specie/consensus/vote/1").frame(content.toByteString()), numbers());
  }

  private static void check(String name, Act act) {
    CommitteeAct.Statement statement = new CommitteeAct.Statement(hash("/record_id"), 77, act);
    assertThat(statement.bytes(hash("/ledger_id"))).isEqualTo(bytes("/acts/" + name + "/signed"));
    assertThat(CashTransaction.of(statement.with(List.of(someSignature()))).encode())
        .isEqualTo(bytes("/acts/" + name + "/transaction"));
  }

  private static KeyQuorum.Signature someSignature() {
    return new KeyQuorum.Signature(2, numbers());
  }

  private static ByteString numbers() {
    byte[] numbers = new byte[64];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (byte) i;
    }
    return ByteString.copyOf(numbers);
  }

  @Test
  void eventsHaveTheirBytes() throws MalformedInput {
    check(
        "consumed",
        new AppliedEvent.Consumed(5, List.of(bytes("/nullifiers/0"), bytes("/nullifiers/1"))));
    check("enrolled", new AppliedEvent.Enrolled(5, Amount.ofMinor(100_000)));
    check("transferred", new AppliedEvent.Transferred(new Address(bytes("/address"))));
    check("acted", new AppliedEvent.Acted());
  }

  private static void check(String name, AppliedEvent event) throws MalformedInput {
    assertThat(event.encode()).isEqualTo(bytes("/events/" + name));
    assertThat(AppliedEvent.decode(event.encode())).isEqualTo(event);
  }

  @Test
  void bucketsHaveTheirKeys() throws MalformedInput {
    assertThat(BucketKey.ofNullifier(bytes("/nullifiers/0")).bits16())
        .isEqualTo(vectors.at("/buckets/nullifier").asInt());
    assertThat(BucketKey.ofPid(Scalar.decode(new Decoder(bytes("/pid")))).bits16())
        .isEqualTo(vectors.at("/buckets/pid").asInt());
  }
}
