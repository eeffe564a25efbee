package org.specie.offline.agents.factory;

import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.device.DeviceReport;
import org.specie.offline.agents.device.SealedRequest;
import org.specie.offline.token.receipt.Configuration;
import org.specie.offline.token.value.TokenId;

/** Every token a factory made, on its disk before it leaves. Spec: docs/spec/54-agents.md 5.5. */
public final class FactoryRecord {
  private static final int ANSWERED = 1;
  private static final int TOKEN = 2;
  private static final String DAMAGED = "the factory's record is damaged; restore it from a copy";

  private final Storage storage;

  /** The record in {@code storage}, which nobody else writes. */
  public FactoryRecord(Storage storage) {
    this.storage = storage;
  }

  private static ByteString answeredKey(DeviceReport report) {
    return new Encoder()
        .u8(ANSWERED)
        .fixed(report.device().bytes())
        .u32(report.number())
        .toByteString();
  }

  private static ByteString tokenKey(TokenId id) {
    return new Encoder().u8(TOKEN).fixed(id.bytes()).toByteString();
  }

  /** The token that was made for just this request. */
  Optional<Configuration> answered(SealedRequest request) throws IOException {
    Optional<ByteString> value = storage.get(answeredKey(request.report()));
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      Decoder in = new Decoder(value.get());
      Hash32 digest = in.hash();
      Configuration made = Configuration.decode(in);
      in.end();
      return digest.equals(request.digest()) ? Optional.of(made) : Optional.empty();
    } catch (MalformedInput e) {
      throw new IOException(DAMAGED, e);
    }
  }

  void write(SealedRequest request, Configuration made) throws IOException {
    storage.write(
        new Storage.Batch()
            .put(
                answeredKey(request.report()),
                new Encoder().hash(request.digest()).fixed(made.encode()).toByteString())
            .put(tokenKey(made.id()), new Encoder().hash(made.digest()).toByteString()));
  }

  /** The digest of the token that was made with this id. */
  public Optional<Hash32> made(TokenId id) throws IOException {
    return storage.get(tokenKey(id)).map(Hash32::new);
  }
}
