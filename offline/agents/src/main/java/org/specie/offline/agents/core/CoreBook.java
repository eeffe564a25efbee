package org.specie.offline.agents.core;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.device.DeviceId;
import org.specie.offline.agents.device.DeviceReport;
import org.specie.offline.token.certificate.Certificate;
import org.specie.offline.token.certificate.ClassCert;
import org.specie.offline.token.certificate.KeyCert;
import org.specie.offline.token.value.KeyId;
import org.specie.offline.token.value.OwnerId;

/** Where everything the core knows lies in its storage. Spec: docs/spec/54-agents.md 3.8. */
final class CoreBook {
  private static final int DEVICE = 1;
  private static final int REQUEST = 2;
  private static final int CLASS = 3;
  private static final int DEVICE_GRANTED = 4;
  private static final int EVIDENCE = 5;
  private static final int GRANT = 6;
  private static final int AGENT = 7;
  private static final int ENDED = 8;
  private static final int OWNER = 9;
  private static final int AGENT_PURSE = 10;
  private static final int HOUSE = 11;

  private final Storage storage;

  CoreBook(Storage storage) {
    this.storage = storage;
  }

  /** What was answered under a number; serial 0 where no key was granted. */
  record Heard(Hash32 digest, long serial) {}

  /** A class key in use, and how many payment keys of it were granted. */
  record TakenClass(ClassCert certificate, long granted) {}

  /** An agent, and whether it still is one. */
  record Accredited(KeyCert certificate, boolean isAccredited) {}

  /** Reads a value as it was written. */
  private interface Reader<T> {
    T read(Decoder in) throws MalformedInput;
  }

  private static Encoder key(int table) {
    return new Encoder().u8(table);
  }

  private static ByteString deviceKey(DeviceId id) {
    return key(DEVICE).fixed(id.bytes()).toByteString();
  }

  private static ByteString requestKey(DeviceId id, int number) {
    return key(REQUEST).fixed(id.bytes()).u32(number).toByteString();
  }

  private static ByteString classKey(KeyId id) {
    return key(CLASS).fixed(id.bytes()).toByteString();
  }

  private static ByteString grantedKey(DeviceId device, KeyId id) {
    return key(DEVICE_GRANTED).fixed(device.bytes()).fixed(id.bytes()).toByteString();
  }

  private static ByteString grantKey(KeyId id, long serial) {
    return key(GRANT).fixed(id.bytes()).u64(serial).toByteString();
  }

  private static ByteString agentKey(KeyId id) {
    return key(AGENT).fixed(id.bytes()).toByteString();
  }

  private static <T> T read(ByteString value, Reader<T> reader) throws IOException {
    try {
      Decoder in = new Decoder(value);
      T read = reader.read(in);
      in.end();
      return read;
    } catch (MalformedInput e) {
      throw new IOException("the core's record is damaged; restore it from a copy", e);
    }
  }

  private <T> Optional<T> find(ByteString key, Reader<T> reader) throws IOException {
    Optional<ByteString> value = storage.get(key);
    return value.isPresent() ? Optional.of(read(value.get(), reader)) : Optional.empty();
  }

  Optional<DeviceRecord> device(DeviceId id) throws IOException {
    return find(deviceKey(id), DeviceRecord::decode);
  }

  /** The agent whose own purse this device is. */
  Optional<KeyId> agentOf(DeviceId id) throws IOException {
    return find(purseKey(id), KeyId::decode);
  }

  private static ByteString purseKey(DeviceId id) {
    return key(AGENT_PURSE).fixed(id.bytes()).toByteString();
  }

  static Storage.Batch putPurse(Storage.Batch batch, DeviceId device, KeyId agent) {
    return batch.put(purseKey(device), agent.bytes());
  }

  /** Whether the agent is one of the core's own. */
  boolean isHouse(KeyId agent) throws IOException {
    return storage.get(houseKey(agent)).isPresent();
  }

  private static ByteString houseKey(KeyId agent) {
    return key(HOUSE).fixed(agent.bytes()).toByteString();
  }

  static Storage.Batch putHouse(Storage.Batch batch, KeyId agent) {
    return batch.put(houseKey(agent), ByteString.EMPTY);
  }

  /** The one device that this owner id was ever given to. */
  Optional<DeviceId> deviceOf(OwnerId owner) throws IOException {
    return find(ownerKey(owner), DeviceId::decode);
  }

  private static ByteString ownerKey(OwnerId owner) {
    return key(OWNER).fixed(owner.bytes()).toByteString();
  }

  static Storage.Batch putOwner(Storage.Batch batch, DeviceRecord device) {
    return batch.put(ownerKey(device.owner()), device.id().bytes());
  }

  Optional<Heard> heard(DeviceId id, int number) throws IOException {
    return find(requestKey(id, number), in -> new Heard(in.hash(), in.u64()));
  }

  Optional<TakenClass> taken(KeyId id) throws IOException {
    return find(classKey(id), CoreBook::takenClass);
  }

  private static TakenClass takenClass(Decoder in) throws MalformedInput {
    return new TakenClass(classCert(in), in.u64());
  }

  private static ClassCert classCert(Decoder in) throws MalformedInput {
    if (Certificate.decode(in) instanceof ClassCert read) {
      return read;
    }
    throw new MalformedInput("not a class certificate");
  }

  long grantedTo(DeviceId device, KeyId id) throws IOException {
    return find(grantedKey(device, id), Decoder::u64).orElse(0L);
  }

  Optional<Hash32> grant(KeyId id, long serial) throws IOException {
    return find(grantKey(id, serial), Decoder::hash);
  }

  Optional<Accredited> agent(KeyId id) throws IOException {
    return find(agentKey(id), in -> new Accredited(keyCert(in), in.bool()));
  }

  private static KeyCert keyCert(Decoder in) throws MalformedInput {
    if (Certificate.decode(in) instanceof KeyCert read) {
      return read;
    }
    throw new MalformedInput("not a key certificate");
  }

  /** The recovery agent for which a device was ended. */
  Optional<KeyId> endedFor(DeviceId id) throws IOException {
    return find(endedKey(id), KeyId::decode);
  }

  private static ByteString endedKey(DeviceId id) {
    return key(ENDED).fixed(id.bytes()).toByteString();
  }

  static Storage.Batch putEnded(Storage.Batch batch, DeviceId id, KeyId agent) {
    return batch.put(endedKey(id), agent.bytes());
  }

  private <T> void each(int table, Reader<T> reader, Consumer<T> consumer) throws IOException {
    ByteString prefix = key(table).toByteString();
    storage.scan(
        prefix,
        prefix,
        (_, value) -> {
          consumer.accept(read(value, reader));
          return true;
        });
  }

  void agents(Consumer<Accredited> consumer) throws IOException {
    each(AGENT, in -> new Accredited(keyCert(in), in.bool()), consumer);
  }

  void devices(Consumer<DeviceRecord> consumer) throws IOException {
    each(DEVICE, DeviceRecord::decode, consumer);
  }

  void classKeys(Consumer<TakenClass> consumer) throws IOException {
    each(CLASS, CoreBook::takenClass, consumer);
  }

  void evidence(Consumer<Evidence> consumer) throws IOException {
    each(EVIDENCE, Evidence::decode, consumer);
  }

  void write(Storage.Batch batch) throws IOException {
    storage.write(batch);
  }

  static Storage.Batch put(Storage.Batch batch, DeviceRecord device) {
    Encoder out = new Encoder();
    device.encode(out);
    return batch.put(deviceKey(device.id()), out.toByteString());
  }

  static Storage.Batch put(Storage.Batch batch, DeviceReport report, Heard heard) {
    return batch.put(
        requestKey(report.device(), report.number()),
        new Encoder().hash(heard.digest()).u64(heard.serial()).toByteString());
  }

  static Storage.Batch put(Storage.Batch batch, TakenClass taken) {
    Encoder out = new Encoder();
    taken.certificate().encode(out);
    return batch.put(classKey(taken.certificate().id()), out.u64(taken.granted()).toByteString());
  }

  static Storage.Batch putGrantedTo(Storage.Batch batch, DeviceId device, KeyId id, long count) {
    return batch.put(grantedKey(device, id), new Encoder().u64(count).toByteString());
  }

  static Storage.Batch putGrant(Storage.Batch batch, KeyId id, Heard heard) {
    return batch.put(
        grantKey(id, heard.serial()), new Encoder().hash(heard.digest()).toByteString());
  }

  static Storage.Batch put(Storage.Batch batch, Accredited agent) {
    Encoder out = new Encoder();
    agent.certificate().encode(out);
    return batch.put(
        agentKey(agent.certificate().id()), out.bool(agent.isAccredited()).toByteString());
  }

  static Storage.Batch put(Storage.Batch batch, Evidence evidence) {
    Encoder out = new Encoder();
    evidence.encode(out);
    ByteString key = key(EVIDENCE).hash(Hash32.sha256(evidence.request())).toByteString();
    return batch.put(key, out.toByteString());
  }
}
