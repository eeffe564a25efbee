package org.specie.cash.application.state;

import org.specie.cash.application.policy.ProviderName;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.crypto.bls381.Scalar;
import org.specie.kernel.crypto.signature.Address;

/**
 * The keys of the state: one byte for the table, then what names the entry. Whoever checks a proof
 * of an entry needs them. Source: docs/spec/21-application.md, clause 7.1.
 */
public final class StateKeys {
  private static final int ACCOUNT = 0x01;
  private static final int NULLIFIER = 0x02;
  private static final int ENROLMENT = 0x03;
  private static final int UNIQUENESS = 0x04;
  private static final int ACT = 0x05;
  private static final int SUPPLY = 0x06;
  private static final int POOL = 0x07;
  private static final int POLICY = 0x08;
  private static final int PENDING_POLICY = 0x09;
  private static final int TIME = 0x0a;
  private static final int LEDGER = 0x0b;
  private static final int OPERATORS = 0x0c;
  private static final int PENDING_OPERATORS = 0x0d;
  private static final int OPERATORS_OF_EPOCH = 0x0e;
  private static final int EXPELLED = 0x0f;
  private static final int RESHARING = 0x10;
  private static final int RESHARING_POST = 0x11;
  private static final int ISSUING_KEY = 0x12;
  private static final int ENTRY = 0x13;
  private static final int SEALED = 0x14;
  private static final int WARRANT = 0x15;
  private static final int CLASS_CHANGE = 0x16;
  private static final int FLOAT = 0x17;
  private static final int LOADED = 0x18;
  private static final int REDEEMED = 0x19;
  private static final int ESCROW_KEY = 0x1a;
  private static final int PROVIDERS = 0x1b;
  private static final int PROVIDER = 0x1c;

  private StateKeys() {}

  private static Encoder table(int table) {
    return new Encoder().u8(table);
  }

  public static ByteString account(Address address) {
    return table(ACCOUNT).fixed(address.bytes()).toByteString();
  }

  /** What all keys of accounts begin with. */
  public static ByteString accounts() {
    return table(ACCOUNT).toByteString();
  }

  /** Of a nullifier in canonical form, 48 bytes. */
  public static ByteString nullifier(ByteString canonical) {
    return table(NULLIFIER).fixed(canonical).toByteString();
  }

  /** What all keys of nullifiers begin with. */
  public static ByteString nullifiers() {
    return table(NULLIFIER).toByteString();
  }

  public static ByteString enrolment(Scalar pid) {
    return table(ENROLMENT).fixed(pid.toByteString()).toByteString();
  }

  /** What all keys of enrolments begin with. */
  public static ByteString enrolments() {
    return table(ENROLMENT).toByteString();
  }

  /** Of the last change of a person's class. */
  public static ByteString classChange(Scalar pid) {
    return table(CLASS_CHANGE).fixed(pid.toByteString()).toByteString();
  }

  public static ByteString uniqueness(Hash32 tag) {
    return table(UNIQUENESS).hash(tag).toByteString();
  }

  public static ByteString act(Hash32 recordId) {
    return table(ACT).hash(recordId).toByteString();
  }

  public static ByteString supply() {
    return table(SUPPLY).toByteString();
  }

  public static ByteString pool(int generation) {
    return table(POOL).u16(generation).toByteString();
  }

  public static ByteString policy() {
    return table(POLICY).toByteString();
  }

  public static ByteString pendingPolicy() {
    return table(PENDING_POLICY).toByteString();
  }

  public static ByteString time() {
    return table(TIME).toByteString();
  }

  public static ByteString ledger() {
    return table(LEDGER).toByteString();
  }

  /** The operators in force at the next height. */
  public static ByteString operators() {
    return table(OPERATORS).toByteString();
  }

  /** The decided change of operators that has not taken effect. */
  public static ByteString pendingOperators() {
    return table(PENDING_OPERATORS).toByteString();
  }

  /** Of a consensus or transport key, 32 bytes, whose owner was expelled. */
  public static ByteString expelled(ByteString key) {
    return table(EXPELLED).fixed(key).toByteString();
  }

  /** The last change of operators that was planned. */
  public static ByteString resharing() {
    return table(RESHARING).toByteString();
  }

  /** What the operator at {@code place}, from 1, posted in {@code round}, from 1. */
  public static ByteString resharingPost(int round, int place) {
    return table(RESHARING_POST).u8(round).u16(place).toByteString();
  }

  /** The issuing key as the operators of {@code epoch} hold it, for ever. */
  public static ByteString issuingKey(long epoch) {
    return table(ISSUING_KEY).u64(epoch).toByteString();
  }

  /** The operators' escrow key as the operators of {@code epoch} hold it, for ever. */
  public static ByteString escrowKey(long epoch) {
    return table(ESCROW_KEY).u64(epoch).toByteString();
  }

  /** Of the entry that the transaction with {@code core} made. */
  public static ByteString entry(Hash32 core) {
    return table(ENTRY).hash(core).toByteString();
  }

  /** What all keys of entries begin with. */
  public static ByteString entries() {
    return table(ENTRY).toByteString();
  }

  /** Of the payment of tier 2 or 3 with {@code core}. */
  public static ByteString sealedPayment(Hash32 core) {
    return table(SEALED).hash(core).toByteString();
  }

  /** Of the order to open it. */
  public static ByteString warrant(Hash32 core) {
    return table(WARRANT).hash(core).toByteString();
  }

  /** Of the float of the offline issuer {@code issuer}. */
  public static ByteString offlineFloat(Hash32 issuer) {
    return table(FLOAT).hash(issuer).toByteString();
  }

  /** What all keys of floats begin with. */
  public static ByteString offlineFloats() {
    return table(FLOAT).toByteString();
  }

  /** Of what the account {@code from} loaded into that float under {@code reference}. */
  public static ByteString loaded(Hash32 issuer, Address from, Hash32 reference) {
    return table(LOADED).hash(issuer).fixed(from.bytes()).hash(reference).toByteString();
  }

  /** Of what was redeemed from that float under {@code reference}. */
  public static ByteString redeemed(Hash32 issuer, Hash32 reference) {
    return table(REDEEMED).hash(issuer).hash(reference).toByteString();
  }

  /** Of how many names the register of providers ever had. */
  public static ByteString providers() {
    return table(PROVIDERS).toByteString();
  }

  /** Of the provider {@code name} in the register. */
  public static ByteString provider(ProviderName name) {
    Encoder out = table(PROVIDER);
    name.encode(out);
    return out.toByteString();
  }

  /** The operators of {@code epoch}, for ever. */
  public static ByteString operators(long epoch) {
    return table(OPERATORS_OF_EPOCH).u64(epoch).toByteString();
  }
}
