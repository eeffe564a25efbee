package org.specie.services.issuer.authority;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Clock;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.offline.agents.Answer;
import org.specie.offline.agents.RegisterReason;
import org.specie.offline.agents.unsealing.Authorities;
import org.specie.offline.agents.unsealing.CaseFile;
import org.specie.offline.agents.unsealing.GivenShare;
import org.specie.offline.agents.unsealing.LogEntry;
import org.specie.offline.agents.unsealing.UnsealingAuthority;
import org.specie.offline.agents.unsealing.UnsealingBook;
import org.specie.services.api.Access;
import org.specie.services.api.Call;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;
import org.specie.services.database.Database;
import org.specie.services.issuer.IssuerReason;
import org.specie.services.issuer.Refusals;
import org.specie.services.issuer.RoleTime;
import org.specie.services.issuer.book.BookStorage;
import org.specie.services.issuer.book.Kept;
import org.specie.services.issuer.book.Witness;
import org.specie.services.issuer.line.Callers;
import org.specie.services.issuer.line.LineOperation;
import org.specie.services.issuer.line.Seat;

/**
 * An authority behind its operations: authorities ask for its share with what m of them approved,
 * and everybody for its log. It approves nothing; that a person does, at the folder. Spec:
 * docs/spec/58-issuer-service.md section 11.
 */
public final class AuthorityRole {
  /** Where the log lies; the number of the last entry that the caller has follows. */
  public static final String LOG = "/v1/log/";

  static final LineOperation SHARE = new LineOperation("/v1/shares", "giveShare");

  private static final String BOOK = "unsealing";

  private final Kept<Open> authority;
  private final Callers callers;
  private final RoleTime time;

  /** The authority, over the book that it writes. */
  private record Open(UnsealingAuthority authority, UnsealingBook book) {}

  private AuthorityRole(Kept<Open> authority, Callers callers, RoleTime time) {
    this.authority = authority;
    this.callers = callers;
    this.time = time;
  }

  /**
   * Opens the book in {@code database} of the authority with {@code keys}, which is one of {@code
   * authorities}.
   */
  public static Answer<AuthorityRole> open(
      Authorities authorities,
      UnsealingAuthority.Keys keys,
      Callers callers,
      Database database,
      Witness witness,
      Clock clock,
      Entropy entropy)
      throws IOException {
    return switch (BookStorage.open(database, BOOK, witness)) {
      case Answer.Refused<BookStorage>(var reason) -> Answer.refused(reason);
      case Answer.Given<BookStorage>(BookStorage storage) ->
          Answer.given(
              new AuthorityRole(
                  new Kept<>(storage, each -> opened(authorities, keys, each, entropy)),
                  callers,
                  new RoleTime(clock)));
    };
  }

  private static Open opened(
      Authorities authorities, UnsealingAuthority.Keys keys, Storage storage, Entropy entropy)
      throws IOException {
    UnsealingBook book = UnsealingBook.open(storage);
    return new Open(new UnsealingAuthority(authorities, keys, book, entropy), book);
  }

  /** What it may be asked for. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        callers.operation(
            SHARE,
            "Gives this authority's share of a sealed entry, for a case that enough of them approved.",
            Seat.Office.AUTHORITY,
            Refusals.all(
                RegisterReason.MALFORMED,
                RegisterReason.CASE_NOT_VALID_NOW,
                RegisterReason.ENTRY_OF_OTHERS,
                RegisterReason.ENTRY_FALSE,
                RegisterReason.NOT_ORDERED),
            this::share),
        new Operation<>(
            Method.GET,
            LOG + "{after}",
            "unsealingLog",
            "Shows which shares this authority gave, from the entry after a number on.",
            Access.ANYBODY,
            Nothing.class,
            LogPage.class,
            List.of(IssuerReason.CALL_MALFORMED),
            Operation.CONTENT_MAX,
            this::log));
  }

  private Answer<ByteString> share(Seat caller, ByteString content)
      throws IOException, MalformedInput {
    CaseFile asked = CaseFile.decode(content);
    Answer<GivenShare> share =
        authority.ask(
            each ->
                each.authority()
                    .share(asked.warrant().encode(), asked.entry().encode(), time.now()));
    return switch (share) {
      case Answer.Refused<GivenShare>(var reason) -> Answer.refused(reason);
      case Answer.Given<GivenShare>(GivenShare given) -> Answer.given(given.encode());
    };
  }

  private org.specie.services.api.Answer<LogPage> log(Call<Nothing> call) throws IOException {
    OptionalLong after = number(call.place("after"));
    return after.isEmpty()
        ? org.specie.services.api.Answer.refused(IssuerReason.CALL_MALFORMED)
        : org.specie.services.api.Answer.done(authority.ask(each -> page(each, after.getAsLong())));
  }

  /** Both at once: what is shown goes no further than the head says. */
  private static LogPage page(Open open, long after) throws IOException {
    StringBuilder entries = new StringBuilder();
    for (LogEntry each : open.book().after(after, LogPage.ENTRIES_MAX)) {
      entries.append(each.encode().toHex());
    }
    return new LogPage(open.authority().head().encode().toHex(), entries.toString());
  }

  private static OptionalLong number(String digits) {
    try {
      long number = Long.parseLong(digits);
      return number < 0 || number == Long.MAX_VALUE
          ? OptionalLong.empty()
          : OptionalLong.of(number);
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
