package org.specie.ledger.consensus.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.ledger.consensus.certificate.Signed;
import org.specie.ledger.consensus.certificate.Statement;
import org.specie.ledger.consensus.message.Message.ViewChange;
import org.specie.ledger.consensus.step.LogRecord;
import org.specie.ledger.consensus.value.Batch;
import org.specie.quality.requirements.Requirement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Holds the code against docs/spec/vectors/sbft.json, written by a second implementation. */
@Requirement("D4")
class SbftVectorsTest {
  private static JsonNode vectors;

  @BeforeAll
  static void read() {
    Path file = Path.of("..", "..", "docs", "spec", "vectors", "sbft.json");
    vectors = new ObjectMapper().readTree(file.toFile());
  }

  private static Map<String, ByteString> table(String name) {
    Map<String, ByteString> table = new LinkedHashMap<>();
    vectors
        .get(name)
        .properties()
        .forEach(each -> table.put(each.getKey(), ByteString.hex(each.getValue().asString())));
    return table;
  }

  private static ByteString signed(Statement statement) {
    return statement.signedBytes(Samples.LEDGER, Samples.EPOCH);
  }

  private static ByteString signed(Signed signed) {
    return signed.signedBytes(Samples.LEDGER, Samples.EPOCH);
  }

  @Test
  void batchesHaveTheirNames() {
    Encoder out = new Encoder();
    Samples.BATCH.encode(out);
    assertThat(out.toByteString().toHex()).isEqualTo(vectors.at("/batch/bytes").asString());
    assertThat(Samples.BATCH.digest())
        .isEqualTo(Hash32.hex(vectors.at("/batch/digest").asString()));
    assertThat(Batch.NULL.digest())
        .isEqualTo(Hash32.hex(vectors.at("/batch/null_digest").asString()));
  }

  @Test
  void signedBytesAreAsTheyAre() {
    ViewChange change = (ViewChange) Samples.message("view-change");
    Map<String, ByteString> ours = new LinkedHashMap<>();
    ours.put("vote", signed(new Statement.Vote(Samples.PROPOSAL)));
    ours.put("commitment", signed(new Statement.Commitment(Samples.PROPOSAL)));
    ours.put("execution", signed(Samples.EXECUTION));
    ours.put("pre-prepare", signed(new Signed.Proposed(Samples.PROPOSAL)));
    ours.put("complaint", signed(new Signed.Complained(Samples.VIEW)));
    ours.put("view-change", signed(new Signed.ViewChanged(change.body())));
    assertThat(ours).isEqualTo(table("signed"));
    assertThat(ours.values()).doesNotHaveDuplicates();
  }

  @Test
  void messagesAreAsTheyAre() throws MalformedInput {
    Map<String, ByteString> ours = new LinkedHashMap<>();
    Samples.messages()
        .forEach((name, message) -> ours.put(name, MessageCodec.encode(Samples.EPOCH, message)));
    assertThat(ours).isEqualTo(table("messages"));
    for (Map.Entry<String, ByteString> each : table("messages").entrySet()) {
      assertThat(MessageCodec.decode(each.getValue()).message())
          .isEqualTo(Samples.message(each.getKey()));
    }
  }

  @Test
  void recordsAreAsTheyAre() throws MalformedInput {
    Map<String, ByteString> ours = new LinkedHashMap<>();
    Samples.records().forEach((name, record) -> ours.put(name, record.encode()));
    assertThat(ours).isEqualTo(table("records"));
    for (Map.Entry<String, ByteString> each : table("records").entrySet()) {
      assertThat(LogRecord.decode(each.getValue())).isEqualTo(Samples.record(each.getKey()));
    }
  }
}
