package org.specie.cli.bank;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.cli.purse.KeptPurse;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Reason;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.paying.Paying.PayResult;
import org.specie.offline.token.message.Message;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;
import org.specie.offline.token.value.Minutes;
import org.specie.services.bank.BankReason;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A bank's counter that says what it is told to, to a customer who has loaded or not. Its vault is
 * a real purse, so that what it pays is worth something, and what it paid before too.
 */
final class LyingBank implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DONE = 200;
  private static final int REFUSED = 409;

  private final HttpServer server;
  private final KeptPurse vault;
  private final MemoryAccount ledger;
  private final Minutes now;
  private final Map<String, Request> asked = new LinkedHashMap<>();
  private final Map<String, Response> paid = new LinkedHashMap<>();
  private final List<ByteString> deposits = new ArrayList<>();
  private Says says = this::honest;
  private Says saysAgain = this::honest;
  private final Deque<String> tokens = new ArrayDeque<>();
  private final Map<String, String> lent = new LinkedHashMap<>();
  private Optional<Reason> depositRefusal = Optional.empty();
  private boolean isCut;
  private Meanwhile meanwhile = () -> {};

  /** What somebody else does. */
  @FunctionalInterface
  interface Meanwhile {
    void happens() throws IOException;
  }

  /** What it answers when it is asked how far a withdrawal is. */
  @FunctionalInterface
  interface Says {
    Map<String, Object> of(Request request) throws IOException;
  }

  /**
   * @param vault that pays
   * @param ledger where loads are
   */
  LyingBank(KeptPurse vault, MemoryAccount ledger, Minutes now) throws IOException {
    this.vault = vault;
    this.ledger = ledger;
    this.now = now;
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Says this from now on, whenever it is asked. */
  void says(Says words) {
    says = words;
    saysAgain = words;
  }

  /** Says one thing to who looks, and another to who asks for it again. */
  void says(Says toWhoLooks, Says toWhoAsksAgain) {
    says = toWhoLooks;
    saysAgain = toWhoAsksAgain;
  }

  /** Does what it should, from now on. */
  void isHonest() {
    says(this::honest);
  }

  /** The line breaks whenever it is asked about accounts, or what became of a deposit. */
  void cut(boolean cut) {
    isCut = cut;
  }

  /** Gives this too, to one who wants to deposit; the same name gets the same again. */
  void gives(ByteString token) {
    tokens.add(token.toHex());
  }

  /** Refuses what is brought, or no longer. */
  void refusesDeposits(Optional<Reason> reason) {
    depositRefusal = reason;
  }

  /** Something happens whenever a deposit is brought. */
  void onDeposit(Meanwhile what) {
    meanwhile = what;
  }

  /** What was brought to it, in that order. */
  List<ByteString> deposits() {
    return List.copyOf(deposits);
  }

  /** One for each request, for ever. */
  static Hash32 salt(Request request) {
    return Hash32.sha256(request.token().digest().bytes());
  }

  /** Names the salt, and pays once the ledger has the load. */
  Map<String, Object> honest(Request request) throws IOException {
    return ledger.isLoaded(FloatLoading.reference(request, salt(request)))
        ? paid(request, payment(request))
        : waiting(request, salt(request));
  }

  /** The payment of {@code request}, made when it is first wanted. */
  Response payment(Request request) throws IOException {
    String id = Counter.id(request);
    if (!paid.containsKey(id)) {
      PayResult result = vault.pay(request, request.amount().orElseThrow(), false, now);
      if (!(result instanceof PayResult.Paid(Response response))) {
        throw new AssertionError(result);
      }
      paid.put(id, response);
    }
    return paid.get(id);
  }

  /** The payment that was made last. */
  Response last() {
    return List.copyOf(paid.values()).getLast();
  }

  Map<String, Object> waiting(Request request, Hash32 salt) {
    Map<String, Object> state = state(request, "ASKED", 0);
    state.put("salt", salt.toHex());
    return state;
  }

  Map<String, Object> lapsed(Request request) {
    Map<String, Object> state = waiting(request, salt(request));
    state.put("state", "LAPSED");
    return state;
  }

  Map<String, Object> paid(Request request, Response response) {
    Map<String, Object> state = state(request, "PAID", 0);
    state.put("response", response.encode().toHex());
    state.put("salt", salt(request).toHex());
    return state;
  }

  Map<String, Object> refused(Request request, Reason reason) {
    return state(request, "REFUSED", reason.code());
  }

  private static Map<String, Object> state(Request request, String state, int reason) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("id", Counter.id(request));
    all.put("state", state);
    all.put("amountMinor", request.amount().orElseThrow().minor());
    all.put("reason", reason);
    return all;
  }

  /** It will not answer that. */
  static Map<String, Object> problem(Reason reason) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("type", "about:blank");
    all.put("title", reason.sentence());
    all.put("status", REFUSED);
    all.put("code", reason.code());
    all.put("remedy", reason.remedy());
    return all;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean isAbout = path.equals("/v1/account") || path.startsWith("/v1/deposits/");
    try (exchange) {
      if (isCut && isAbout) {
        return;
      }
      Map<String, Object> said = answer(path, body);
      byte[] bytes = JSON.writeValueAsBytes(said);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(said.containsKey("code") ? REFUSED : DONE, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (MalformedInput e) {
      throw new IOException(e);
    }
  }

  private Map<String, Object> answer(String path, byte[] body) throws IOException, MalformedInput {
    if (path.equals("/v1/withdrawals")) {
      JsonNode asking = JSON.readTree(body);
      Request request = (Request) Message.decode(ByteString.hex(asking.get("request").asString()));
      asked.put(asking.get("id").asString(), request);
      return saysAgain.of(request);
    }
    if (path.startsWith("/v1/withdrawals/")) {
      Optional<Request> request =
          Optional.ofNullable(asked.get(path.substring("/v1/withdrawals/".length())));
      return request.isPresent() ? says.of(request.get()) : problem(BankReason.UNKNOWN);
    }
    if (path.equals("/v1/deposit-tokens")) {
      return Map.of("token", lent(body), "untilSeconds", Integer.MAX_VALUE, "feeMinor", 0);
    }
    if (path.equals("/v1/deposits")) {
      ByteString brought = ByteString.hex(JSON.readTree(body).get("response").asString());
      deposits.add(brought);
      meanwhile.happens();
      return depositRefusal.map(LyingBank::problem).orElseGet(() -> deposit(brought, "ACCEPTED"));
    }
    if (path.startsWith("/v1/deposits/")) {
      return deposit(deposits.getLast(), "CREDITED");
    }
    return problem(BankReason.UNKNOWN);
  }

  private String lent(byte[] body) {
    return lent.computeIfAbsent(
        JSON.readTree(body).get("id").asString(), _ -> tokens.removeFirst());
  }

  private static Map<String, Object> deposit(ByteString brought, String state) {
    return Map.of("key", Hash32.sha256(brought).toHex(), "state", state);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
