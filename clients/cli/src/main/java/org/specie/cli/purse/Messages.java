package org.specie.cli.purse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.cli.LinkSource;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.transport.RequestPage;
import org.specie.offline.purse.transport.RequestPage.PageRead;
import org.specie.offline.purse.transport.TokenText;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Minutes;
import org.specie.offline.token.value.Reference;
import org.specie.wallet.Answer;

/**
 * Messages of offline cash as commands take them: a link, a file with one, a picture, a page, a
 * mail.
 */
public final class Messages {
  private static final LinkSource SOURCE =
      new LinkSource(TokenText.SCHEME, TokenText.LENGTH_MAX, PurseFolderReason.UNREADABLE);
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int REFERENCE_SIZE = 8;
  private static final int PAGE_START = 8;

  private Messages() {}

  private static Answer<Message> read(Surroundings surroundings, String where) throws IOException {
    UsageMistake mistake =
        new UsageMistake(
            "'" + where + "' is neither a message of offline cash nor a file.",
            "give specie-token:…, or the name of a file: text, PNG, GIF, PDF or a mail (.eml)");
    Optional<ByteString> page = SOURCE.isLink(where) ? Optional.empty() : page(surroundings, where);
    if (page.isPresent()) {
      return switch (RequestPage.read(page.get())) {
        case PageRead.Found(Request request) -> Answer.done(request);
        case PageRead.Refused(var reason) -> Answer.refused(reason);
      };
    }
    return SOURCE.read(surroundings, where, mistake).then(Messages::decoded);
  }

  /** The file, if it begins as a PDF; of one that is too large as much as shows that. */
  private static Optional<ByteString> page(Surroundings surroundings, String where)
      throws IOException {
    Path file = surroundings.resolve(Path.of(where));
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      ByteString start = ByteString.copyOf(in.readNBytes(PAGE_START));
      return RequestPage.begins(start)
          ? Optional.of(
              ByteString.concat(start, ByteString.copyOf(in.readNBytes(RequestPage.BYTES_MAX))))
          : Optional.empty();
    }
  }

  private static Answer<Message> decoded(String text) {
    try {
      return Answer.done(TokenText.read(text));
    } catch (MalformedInput e) {
      return Answer.refused(PurseFolderReason.UNREADABLE, "(" + e.getMessage() + ")");
    }
  }

  /** What a payee asks for. */
  static Answer<Request> request(Surroundings surroundings, String where) throws IOException {
    return read(surroundings, where)
        .then(
            message ->
                message instanceof Request request
                    ? Answer.done(request)
                    : Answer.refused(PurseFolderReason.OTHER_MESSAGE));
  }

  /** What a payer answered. */
  public static Answer<Response> response(Surroundings surroundings, String where)
      throws IOException {
    return read(surroundings, where)
        .then(
            message ->
                message instanceof Response response
                    ? Answer.done(response)
                    : Answer.refused(PurseFolderReason.OTHER_MESSAGE));
  }

  /** The time, as tokens tell it. */
  public static Minutes now(Surroundings surroundings) {
    return new Minutes(Math.toIntExact(surroundings.clock().epochSeconds() / SECONDS_PER_MINUTE));
  }

  /** A reference that nobody used before. */
  public static Reference reference(Surroundings surroundings) {
    return new Reference(ByteString.copyOf(surroundings.entropy().bytes(REFERENCE_SIZE)));
  }
}
