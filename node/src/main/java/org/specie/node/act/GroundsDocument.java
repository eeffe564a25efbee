package org.specie.node.act;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.port.Entropy;

/**
 * A document that an act was decided on and that stays off the ledger, by the name of its file in a
 * store. Record id and salt stand in the name, so the file is the document itself, to be opened as
 * any other. Source: docs/spec/21-application.md, clause 5.7.
 *
 * @param recordId that of the act; made of salt and document
 * @param salt keeps a short document from being guessed from the record id
 * @param name what people call it
 */
public record GroundsDocument(Hash32 recordId, ByteString salt, String name) {
  /** The longest document, in bytes. */
  public static final int BYTES_MAX = 16 * 1024 * 1024;

  private static final ByteString TAG = ByteString.utf8("specie/act/document/1");
  private static final int SALT_BYTES = 16;
  private static final int NAME_MAX = 100;
  private static final Pattern FILE =
      Pattern.compile("([0-9a-f]{64})-([0-9a-f]{32})-([A-Za-z0-9._-]{1," + NAME_MAX + "})");

  public GroundsDocument {
    Check.that(salt.size() == SALT_BYTES, "a salt of 16 bytes");
    Check.that(FILE.matcher(fileName(recordId, salt, name)).matches(), "a name of a file");
  }

  /** A record id for an act on the ground of {@code document}, which people call {@code called}. */
  public static GroundsDocument of(ByteString document, String called, Entropy entropy) {
    Check.that(document.size() <= BYTES_MAX, "documents have a limit");
    ByteString salt = ByteString.copyOf(entropy.bytes(SALT_BYTES));
    String safe = called.replaceAll("[^A-Za-z0-9._-]", "_");
    String name = safe.substring(Math.max(0, safe.length() - NAME_MAX));
    return new GroundsDocument(recordId(salt, document), salt, name.isEmpty() ? "document" : name);
  }

  /** The document that the file with this name says it is; nothing if the name is no such name. */
  public static Optional<GroundsDocument> named(String fileName) {
    Matcher parts = FILE.matcher(fileName);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new GroundsDocument(
            Hash32.hex(parts.group(1)), ByteString.hex(parts.group(2)), parts.group(3)));
  }

  /** Whether {@code document}, to the last byte, is what the record id was made of. */
  public boolean isMadeOf(ByteString document) {
    return recordId.equals(recordId(salt, document));
  }

  /** The name of its file. */
  public String fileName() {
    return fileName(recordId, salt, name);
  }

  private static String fileName(Hash32 recordId, ByteString salt, String name) {
    return String.join("-", recordId.toHex(), salt.toHex(), name);
  }

  private static Hash32 recordId(ByteString salt, ByteString document) {
    return Hash32.sha256(TAG, salt, document);
  }
}
