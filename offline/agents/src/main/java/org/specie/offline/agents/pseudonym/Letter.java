package org.specie.offline.agents.pseudonym;

import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.VisibleText;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.hybrid.ViewPublicKey;
import org.specie.offline.agents.suspicion.SuspicionReport;
import org.specie.offline.token.value.OwnerId;

/**
 * What somebody who follows a report up writes to the owner it is about, whom they do not know.
 * Spec: docs/spec/56-register.md 2.11.
 *
 * @param report of inspection
 * @param writer to whom the document is sealed
 * @param text what is asked for
 */
public record Letter(SuspicionReport report, ViewPublicKey writer, String text) {
  /** The longest text in bytes. */
  public static final int TEXT_MAX = 512;

  private static final String TAG = "SPECIE letter v1";

  public Letter {
    Check.that(isText(text), "a letter has 1 to 512 visible bytes");
  }

  /** Whether this can be the text of a letter. */
  public static boolean isText(String text) {
    return !text.isEmpty() && VisibleText.isShowable(text, TEXT_MAX);
  }

  /** For whom it lies. */
  public OwnerId owner() {
    return report.suspicion().owner();
  }

  /** What tells it from every other letter. */
  public Hash32 number() {
    return Hash32.sha256(new Encoder().text(TAG).fixed(encode()).toByteString());
  }

  /** The one encoding. */
  public ByteString encode() {
    return new Encoder().fixed(report.encode()).fixed(writer.bytes()).text(text).toByteString();
  }

  /** Reads a letter and nothing after it. */
  public static Letter decode(ByteString bytes) throws MalformedInput {
    Decoder in = new Decoder(bytes);
    SuspicionReport report = SuspicionReport.decode(in.fixed(SuspicionReport.SIZE));
    ViewPublicKey writer = ViewPublicKey.decode(in);
    String text = in.text(TEXT_MAX);
    in.end();
    if (!isText(text)) {
      throw new MalformedInput("a letter has 1 to 512 visible bytes");
    }
    return new Letter(report, writer, text);
  }
}
