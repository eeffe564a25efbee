package org.specie.wallet.request;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.wallet.letter.Mailbox;

/**
 * A payment request as a link: {@code specie:PAYEE?network=…&amount=12.50&…}. The same text is a
 * link on a page, the content of a code and that of a file. Source:
 * docs/spec/31-payment-requests.md, 31.2.
 */
public final class RequestLink {
  /** What every request begins with. */
  public static final String SCHEME = "specie:";

  /** Longest text of a request. */
  public static final int LENGTH_MAX = 2048;

  private static final String NETWORK = "network";
  private static final String AMOUNT = "amount";
  private static final String REFERENCE = "reference";
  private static final String MESSAGE = "message";
  private static final String EXPIRES = "expires";
  private static final String MAILBOX = "mailbox";
  private static final String REQUIRED_PREFIX = "req-";
  private static final int PARAMETERS_MAX = 16;

  private RequestLink() {}

  /** The link of {@code request}. */
  public static String write(PaymentRequest request) {
    StringBuilder link = new StringBuilder(SCHEME).append(request.payee().text());
    link.append('?').append(NETWORK).append('=').append(request.network());
    request.amount().ifPresent(amount -> add(link, AMOUNT, amount.toDecimal()));
    add(link, REFERENCE, request.reference());
    add(link, MESSAGE, request.message());
    request.expiresAtSeconds().ifPresent(at -> add(link, EXPIRES, Long.toString(at)));
    request.mailbox().ifPresent(mailbox -> add(link, MAILBOX, mailbox.write()));
    return link.toString();
  }

  private static void add(StringBuilder link, String name, String value) {
    if (!value.isEmpty()) {
      String escaped = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
      link.append('&').append(name).append('=').append(escaped);
    }
  }

  /**
   * Reads a link. Parameters it does not know are passed over, as newer payees may say more, unless
   * their name begins with {@code req-}: without those a request must not be paid.
   */
  public static PaymentRequest read(String text) throws MalformedInput {
    String link = text.strip();
    if (link.length() > LENGTH_MAX) {
      throw new MalformedInput("a payment request has at most " + LENGTH_MAX + " characters");
    }
    require(link.chars().allMatch(RequestLink::isVisibleAscii), "a link is visible ASCII");
    if (!link.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new MalformedInput("a payment request begins with " + SCHEME);
    }
    int question = link.indexOf('?');
    if (question < 0) {
      throw new MalformedInput("a payment request names its ledger");
    }
    Payee payee = Payee.read(link.substring(SCHEME.length(), question));
    Map<String, String> parameters = parameters(link.substring(question + 1));
    String network = parameters.getOrDefault(NETWORK, "");
    String reference = parameters.getOrDefault(REFERENCE, "");
    String message = parameters.getOrDefault(MESSAGE, "");
    require(PaymentRequest.isNetwork(network), "a ledger is named by 16 digits");
    require(PaymentRequest.isReference(reference), "the reference is none");
    require(PaymentRequest.isMessage(message), "the message is too long or cannot be shown");
    return new PaymentRequest(
        network,
        payee,
        amount(parameters),
        reference,
        message,
        expires(parameters),
        mailbox(parameters));
  }

  private static boolean isVisibleAscii(int character) {
    return ' ' < character && character <= '~';
  }

  private static void require(boolean holds, String what) throws MalformedInput {
    if (!holds) {
      throw new MalformedInput(what);
    }
  }

  private static Optional<Amount> amount(Map<String, String> parameters) throws MalformedInput {
    String text = parameters.get(AMOUNT);
    if (text == null) {
      return Optional.empty();
    }
    try {
      Amount amount = Amount.parse(text);
      require(!amount.equals(Amount.ZERO), "the amount is zero");
      return Optional.of(amount);
    } catch (IllegalArgumentException e) {
      throw new MalformedInput("the amount is none such as 12.50");
    }
  }

  private static Optional<Mailbox> mailbox(Map<String, String> parameters) throws MalformedInput {
    String text = parameters.get(MAILBOX);
    return text == null ? Optional.empty() : Optional.of(Mailbox.read(text));
  }

  private static OptionalLong expires(Map<String, String> parameters) throws MalformedInput {
    String text = parameters.get(EXPIRES);
    if (text == null) {
      return OptionalLong.empty();
    }
    require(text.matches("[0-9]{1,12}"), "the time it expires is a number of seconds");
    long seconds = Long.parseLong(text);
    require(PaymentRequest.isTime(seconds), "time ends in 9999");
    return OptionalLong.of(seconds);
  }

  private static Map<String, String> parameters(String query) throws MalformedInput {
    Map<String, String> parameters = new TreeMap<>();
    String[] all = query.split("&", -1);
    require(all.length <= PARAMETERS_MAX, "a request has at most 16 parameters");
    for (String each : all) {
      int equals = each.indexOf('=');
      require(equals > 0, "a parameter is name=value");
      String name = each.substring(0, equals);
      require(!name.startsWith(REQUIRED_PREFIX), "it needs '" + shown(name) + "', unknown here");
      boolean isFirst = parameters.put(name, unescaped(each.substring(equals + 1))) == null;
      require(isFirst, "a parameter stands once");
    }
    return parameters;
  }

  private static String shown(String name) {
    return name.matches("[a-z0-9-]{1,32}") ? name : REQUIRED_PREFIX + "…";
  }

  private static String unescaped(String value) throws MalformedInput {
    try {
      // A plus is a plus: only percent signs escape.
      String text = URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new MalformedInput("what is escaped is no text");
    }
  }
}
