package org.specie.services.issuer.pseudonym;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.offline.agents.pseudonym.Consent;
import org.specie.offline.agents.pseudonym.Identity;
import org.specie.offline.agents.pseudonym.IdentityRegister;
import org.specie.offline.token.receipt.PayeeInfo;
import org.specie.services.database.Database;

/**
 * Whoever knows people in a database of their own, such as a bank, as the view {@code
 * identity_register} shows them. It is read and never written; in the reference mode the column
 * {@code data} is not read either, so whoever owns the database need not let it be. Spec:
 * docs/spec/56-register.md 2.9.
 */
public final class IdentityTable implements IdentityRegister {
  private static final String FROM = " FROM identity_register WHERE reference = ?";

  private final Database database;
  private final String source;
  private final Identity.Kind sealed;

  /**
   * @param source by which what is sealed names this register, the same for ever
   * @param sealed what is sealed of a person
   */
  public IdentityTable(Database database, String source, Identity.Kind sealed) {
    Check.that(Identity.isSource(source), "a source has 1 to 64 visible bytes");
    this.database = database;
    this.source = source;
    this.sealed = sealed;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Optional<Person> find(String reference) throws IOException {
    Check.that(Consent.isReference(reference), "a reference has 1 to 128 visible bytes");
    String columns =
        switch (sealed) {
          case REFERENCE -> "SELECT reference, key, institution, shown, NULL";
          case DATA -> "SELECT reference, key, institution, shown, data";
        };
    return database
        .transact(connection -> entry(connection, columns, reference))
        .map(entry -> entry.person(source));
  }

  private static Optional<PersonEntry> entry(
      Connection connection, String columns, String reference) throws SQLException, IOException {
    try (PreparedStatement find = connection.prepareStatement(columns + FROM)) {
      find.setString(1, reference);
      try (ResultSet row = find.executeQuery()) {
        Optional<PersonEntry> found = Optional.empty();
        while (row.next()) {
          // A database that ignores case, say, would give one person two references and owner ids.
          if (reference.equals(row.getString(1))) {
            if (found.isPresent()) {
              throw new IOException("the identity register has two records of one reference");
            }
            found = Optional.of(read(reference, row));
          }
        }
        return found;
      }
    }
  }

  /** A record that cannot be sealed, or shown to payers, is the register's to put right. */
  private static PersonEntry read(String reference, ResultSet row)
      throws SQLException, IOException {
    boolean institution = row.getBoolean(3);
    boolean isSaid = !row.wasNull();
    Optional<ByteString> key = Optional.ofNullable(row.getBytes(2)).map(ByteString::copyOf);
    Optional<String> shown = Optional.ofNullable(row.getString(4)).filter(PayeeInfo::isShowable);
    Optional<String> data = Optional.ofNullable(row.getString(5));
    if (!isSaid || key.isEmpty() || shown.isEmpty() || !data.stream().allMatch(Identity::isValue)) {
      throw new IOException("a record of the identity register has not the form of page 56, 2.9");
    }
    try {
      return new PersonEntry(
          reference,
          Ed25519PublicKey.decode(key.get()),
          institution,
          new PayeeInfo(shown.get()),
          data);
    } catch (MalformedInput e) {
      throw new IOException("a record of the identity register has no key of a person", e);
    }
  }
}
