package org.specie.cli.wallet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.qr.QrPicture;
import org.specie.qr.QrText;
import org.specie.wallet.Answer;
import org.specie.wallet.WalletReason;
import org.specie.wallet.request.PaymentRequest;
import org.specie.wallet.request.RequestLink;

/**
 * A payment request, from wherever it was given: a link, a file with one, a picture of its code.
 */
final class RequestSource {
  private RequestSource() {}

  /** Reads the request that {@code where} is, or that stands in the file it names. */
  static Answer<PaymentRequest> read(Surroundings surroundings, String where) throws IOException {
    if (where.regionMatches(true, 0, RequestLink.SCHEME, 0, RequestLink.SCHEME.length())) {
      return link(where);
    }
    Path file = surroundings.resolve(Path.of(where));
    if (!Files.isRegularFile(file)) {
      throw new UsageMistake(
          "'" + where + "' is neither an address nor a payment request nor a file.",
          "give spc1…, 0x…, specie:…, or the name of a file");
    }
    if (Files.size(file) > QrPicture.FILE_BYTES_MAX) {
      return Answer.refused(WalletReason.REQUEST_UNREADABLE, "(the file is too large)");
    }
    ByteString bytes = ByteString.copyOf(Files.readAllBytes(file));
    Optional<String> text = text(bytes);
    return text.isPresent()
        ? link(text.get())
        : switch (QrPicture.read(bytes)) {
          case QrText.Read(String seen) -> link(seen);
          case QrText.Refused(var reason) -> Answer.refused(reason);
        };
  }

  /** The file as text, if it begins as a request does. */
  private static Optional<String> text(ByteString bytes) {
    String start = bytes.slice(0, Math.min(bytes.size(), RequestLink.LENGTH_MAX)).toUtf8();
    return start.strip().startsWith(RequestLink.SCHEME) ? Optional.of(start) : Optional.empty();
  }

  private static Answer<PaymentRequest> link(String text) {
    try {
      return Answer.done(RequestLink.read(text));
    } catch (MalformedInput e) {
      return Answer.refused(WalletReason.REQUEST_UNREADABLE, "(" + e.getMessage() + ")");
    }
  }
}
