package org.specie.cli.customer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.node.replica.Settings;
import org.specie.services.psp.Hex;

/**
 * Identity evidence on its way from an identity provider to the person it is about. Source:
 * docs/spec/41-psp.md 41.10.
 *
 * @param signature the identity provider's
 */
public record EvidenceFile(
    String issuer, Hash32 pseudonym, int classId, long expires, ByteString signature) {
  /** Writes it into {@code file}. */
  public void write(Path file) throws IOException {
    Settings.at(file)
        .put("issuer", issuer)
        .put("pseudonym", pseudonym.toHex())
        .put("class", classId)
        .put("expires", expires)
        .put("signature", signature.toHex())
        .write("evidence of an identity, for one customer of one provider");
  }

  /** Reads what is in {@code file}. */
  public static EvidenceFile read(Path file) throws IOException {
    Settings settings = Settings.read(file);
    Optional<ByteString> pseudonym = Hex.bytes(settings.get("pseudonym"), Hash32.SIZE);
    Optional<ByteString> signature = Hex.bytes(settings.get("signature"));
    String expires = settings.get("expires");
    if (pseudonym.isEmpty() || signature.isEmpty() || !expires.matches("\\d{1,18}")) {
      throw new IOException(file + " is no evidence; let the identity provider write it again");
    }
    return new EvidenceFile(
        settings.get("issuer"),
        new Hash32(pseudonym.get()),
        settings.number("class"),
        Long.parseLong(expires),
        signature.get());
  }
}
