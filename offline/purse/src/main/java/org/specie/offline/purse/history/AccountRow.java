package org.specie.offline.purse.history;

import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.token.check.TokenVerifier;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.receipt.Payment;
import org.specie.offline.token.receipt.Terms;
import org.specie.offline.token.receipt.Token;

/**
 * A payment as bookkeeping keeps it: which way it went, which is the writer's word, and the payment
 * itself with all that is above it but the root, from which every other column follows. Spec:
 * docs/spec/52-purse.md 9.3.
 *
 * @param isPaid whether the purse paid it; otherwise it received it
 * @param proof checked by whoever has the root, at any later time
 */
public record AccountRow(boolean isPaid, Proof proof) {
  /** The names of the columns. */
  static final String HEADING = "kind,time,amount,currency,payee,reference,token,number,proof";

  private static final String PAID = "paid";
  private static final String RECEIVED = "received";

  /** As signs of usual and of full width: spreadsheets of some languages take both. */
  private static final String FORMULA_SIGNS = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

  /** Before hexadecimal digits, which a spreadsheet would otherwise take for a number. */
  private static final String HEX_SIGN = "x";

  private static final long SECONDS_PER_MINUTE = 60;

  /** The row of a movement, if the certificates above it are known. */
  static Optional<AccountRow> of(Movement movement, TokenVerifier verifier) {
    return verifier
        .proof(movement.token(), movement.payment())
        .map(proof -> new AccountRow(movement instanceof Movement.Paid, proof));
  }

  /** The token with the payment on it. */
  Token token() {
    return Token.fresh(proof.configuration()).with(proof.payment());
  }

  /** The row as text, without the end of its line. */
  String write() {
    Payment payment = proof.payment();
    Terms terms = proof.configuration().terms();
    return String.join(
        ",",
        isPaid ? PAID : RECEIVED,
        time().toString(),
        decimal(payment.amount().minor(), terms.currency().places()),
        String.valueOf(terms.currency().number()),
        quoted(proof.configuration().info().text()),
        HEX_SIGN + payment.reference(),
        HEX_SIGN + proof.configuration().id(),
        String.valueOf(payment.sequence()),
        HEX_SIGN + proof.encode().toHex());
  }

  /** The year of its time, UTC. */
  Year year() {
    return Year.of(time().atZone(ZoneOffset.UTC).getYear());
  }

  private Instant time() {
    return Instant.ofEpochSecond(proof.payment().time().sinceEpoch() * SECONDS_PER_MINUTE);
  }

  private static String decimal(long minor, int places) {
    String digits = String.valueOf(minor);
    String padded = "0".repeat(Math.max(0, places + 1 - digits.length())) + digits;
    int point = padded.length() - places;
    return places == 0 ? padded : padded.substring(0, point) + "." + padded.substring(point);
  }

  /** A spreadsheet must not compute what a payee calls itself. */
  private static String quoted(String text) {
    boolean isFormula = !text.isEmpty() && FORMULA_SIGNS.indexOf(text.charAt(0)) >= 0;
    return "\"" + (isFormula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
  }

  /** Reads a row that is written exactly as its proof says. */
  static AccountRow read(String line) throws MalformedInput {
    String proof = line.substring(line.lastIndexOf(',') + 1);
    if (!proof.matches(HEX_SIGN + "([0-9a-f]{2}){1,2048}")
        || !(Message.decode(ByteString.hex(proof.substring(HEX_SIGN.length())))
            instanceof Proof read)) {
      throw new MalformedInput("no row of an account");
    }
    AccountRow row = new AccountRow(line.startsWith(PAID), read);
    if (!row.write().equals(line)) {
      throw new MalformedInput("the columns are not those of the payment");
    }
    return row;
  }
}
