package org.specie.cash.protocol;

import java.util.List;
import org.specie.cash.protocol.relation.Relations;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.batch.BaseSet;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.range.BulletproofPlusPlus;
import org.specie.kernel.crypto.range.RangeProofSystem;
import org.specie.kernel.crypto.transcript.Transcript;

/**
 * The public constants of one domain: bases, tags, hash functions, the range proof system and the
 * relations. Everybody derives it alike from the domain alone; all bases but the generator g are
 * random-oracle points, so nobody knows a logarithm between any two of them. Making one takes tens
 * of milliseconds; make it once.
 */
public final class Suite {
  /** Attributes of a credential: pid, k, sn, balance, budget, income, epoch, tag. */
  public static final int ATTRIBUTES = 8;

  /** Slots of a bulk transaction and of a fold. */
  public static final int BULK_SLOTS = 16;

  /** Claims of the largest aggregated range proof: v, T1 - v, balance, budget, E - 1 - epoch. */
  private static final int RANGE_CLAIMS_MAX = 5;

  private final Domain domain;
  private final BaseSet bases;
  private final BaseSet.Base g;
  private final BaseSet.Base value;
  private final BaseSet.Base eta;
  private final BaseSet.Base prfKey;
  private final RangeProofSystem range;
  private final Relations relations;
  private final G1 auditPayee;
  private final G1 auditAmount;
  private final Scalar coinTag;
  private final Hash32 hash;

  public Suite(Domain domain) {
    this.domain = domain;
    BaseSet.Builder builder = new BaseSet.Builder();
    this.g = builder.add(G1.GENERATOR);
    this.value = builder.add(hashToBase("value", ByteString.EMPTY));
    this.eta = builder.add(hashToBase("nullifier", ByteString.EMPTY));
    this.prfKey = builder.add(hashToBase("prf-key", ByteString.EMPTY));
    this.range =
        BulletproofPlusPlus.create(builder, value, g, domain.tag("range"), RANGE_CLAIMS_MAX);
    this.bases = builder.build();
    this.relations = new Relations(this);
    this.auditPayee = hashToBase("audit-payee", ByteString.EMPTY);
    this.auditAmount = hashToBase("audit-value", ByteString.EMPTY);
    this.coinTag = hashToScalar("tag", new Encoder().u8(1).u16(domain.generation()).toByteString());
    this.hash = hashAll();
  }

  private Hash32 hashAll() {
    Encoder all = new Encoder().text("SPECIE suite v1");
    domain.encode(all);
    for (int i = 0; i < bases.size(); i++) {
      bases.point(i).encode(all);
    }
    return Hash32.sha256(all.toByteString());
  }

  public Domain domain() {
    return domain;
  }

  public BaseSet bases() {
    return bases;
  }

  /** The standard generator g: blinding factors stand on it. */
  public BaseSet.Base g() {
    return g;
  }

  /** G, the base of amounts in value commitments. */
  public BaseSet.Base value() {
    return value;
  }

  /** η, which (k + sn)·N must equal. */
  public BaseSet.Base eta() {
    return eta;
  }

  /** g_K, the base of public spend keys K = k·g_K. */
  public BaseSet.Base prfKey() {
    return prfKey;
  }

  /** A_2: the payee stands on it in a sealed record. */
  public G1 auditPayee() {
    return auditPayee;
  }

  /** A_3: the amount stands on it in a sealed record. */
  public G1 auditAmount() {
    return auditAmount;
  }

  public RangeProofSystem range() {
    return range;
  }

  public Relations relations() {
    return relations;
  }

  /** Names the domain and every base; part of every transcript. */
  public Hash32 hash() {
    return hash;
  }

  /** H1: a point of G1 from the random oracle of {@code purpose}. 60 µs. */
  public G1 hashToBase(String purpose, ByteString input) {
    return G1.hashToCurve(input, domain.tag(purpose));
  }

  /** Hs: a non-zero scalar from the random oracle of {@code purpose}. */
  public Scalar hashToScalar(String purpose, ByteString input) {
    Transcript oracle = new Transcript(domain.tag("scalar-" + purpose).toUtf8());
    oracle.append("input", input);
    return oracle.challenge("Hs");
  }

  /** The tag attribute of states of {@code classId}. */
  public Scalar stateTag(int classId) {
    return hashToScalar(
        "tag", new Encoder().u8(0).u16(domain.generation()).u8(classId).toByteString());
  }

  /** The tag attribute of coins and of the dummy. */
  public Scalar coinTag() {
    return coinTag;
  }

  /** pid = Hs("pid", K): one key has one identity and one identity one key. */
  public Scalar pid(G1 publicSpendKey) {
    return hashToScalar("pid", ByteString.copyOf(publicSpendKey.toByteArray()));
  }

  /** The serial number of the state that enrolment creates. */
  public Scalar enrolmentSerial(Scalar pid) {
    return hashToScalar("sn-enrol", pid.toByteString());
  }

  /** The base under which the state of an enrolment is signed. */
  public G1 enrolmentBase(Scalar pid) {
    return hashToBase("enrol", pid.toByteString());
  }

  /** The base under which the coin of an issuance record is signed. */
  public G1 issuanceBase(ByteString recordId) {
    return hashToBase("issue-record", recordId);
  }

  /** The serial number of the coin of an issuance record. */
  public Scalar issuanceSerial(ByteString recordId) {
    return hashToScalar("sn-issue-record", recordId);
  }

  /** The base of the public dummy coin. */
  public G1 dummyBase() {
    return hashToBase("dummy", ByteString.EMPTY);
  }

  /** Message of the dummy coin: all zero but the tag. */
  public List<Scalar> dummyMessage() {
    return List.of(
        Scalar.ZERO,
        Scalar.ZERO,
        Scalar.ZERO,
        Scalar.ZERO,
        Scalar.ZERO,
        Scalar.ZERO,
        Scalar.ZERO,
        coinTag);
  }
}
