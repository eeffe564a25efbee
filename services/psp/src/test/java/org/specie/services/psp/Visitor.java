package org.specie.services.psp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.blind.BlindRsaPublicKey;
import org.specie.kernel.crypto.blind.Blinding;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.services.psp.entry.Challenges;
import org.specie.services.psp.entry.Challenges.Purpose;
import org.specie.services.psp.entry.KeyChanges;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with a key who asks a provider over HTTP. */
final class Visitor {
  /** What came back. */
  record Told(int status, JsonNode content) {
    /** The number of the refusal; 0 if there is none. */
    int code() {
      return content.path("code").asInt(0);
    }
  }

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client;
  private final String root;
  private final String provider;
  private final Entropy entropy;
  private final Ed25519SecretKey key;
  private Optional<String> session = Optional.empty();

  Visitor(HttpClient client, int port, String provider, Entropy entropy) {
    this.client = client;
    this.root = "http://127.0.0.1:" + port;
    this.provider = provider;
    this.entropy = entropy;
    this.key = Ed25519SecretKey.generate(entropy);
  }

  Ed25519PublicKey publicKey() {
    return key.publicKey();
  }

  String key() {
    return publicKey().bytes().toHex();
  }

  Told ask(String method, String path, Optional<String> authorization, Map<String, ?> content) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path));
    authorization.ifPresent(value -> request.header("Authorization", value));
    request.method(
        method,
        content.isEmpty()
            ? BodyPublishers.noBody()
            : BodyPublishers.ofString(JSON.writeValueAsString(content)));
    try {
      var response = client.send(request.build(), BodyHandlers.ofString());
      return new Told(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String challenge() {
    return ask("GET", "/v1/challenge", Optional.empty(), Map.of())
        .content()
        .get("challenge")
        .asString();
  }

  String sign(String challenge, Purpose purpose, String forProvider) {
    return key.sign(Challenges.toSign(forProvider, purpose, ByteString.hex(challenge))).toHex();
  }

  Told signed(String path, Purpose purpose, String challenge) {
    return ask(
        "POST",
        path,
        Optional.empty(),
        Map.of(
            "key", key(), "challenge", challenge, "signature", sign(challenge, purpose, provider)));
  }

  /** A change from this key to another, which both sign for {@code forProvider}. */
  Map<String, String> change(Purpose purpose, Visitor next, String challenge, String forProvider) {
    ByteString message =
        Challenges.toSign(
            forProvider, purpose, ByteString.hex(challenge), publicKey(), next.publicKey());
    return Map.of(
        "by",
        key(),
        "next",
        next.key(),
        "challenge",
        challenge,
        "signature",
        key.sign(message).toHex(),
        "consent",
        next.key.sign(message).toHex());
  }

  /** Has the customer of this key go on with {@code next}. */
  Told rotate(Visitor next) {
    return ask(
        "PUT",
        KeyChanges.KEY,
        Optional.empty(),
        change(Purpose.ROTATE, next, challenge(), provider));
  }

  /** Gives the customer of this key {@code next} for a spare key. */
  Told spare(Visitor next) {
    return ask(
        "PUT",
        KeyChanges.SPARE,
        Optional.empty(),
        change(Purpose.SPARE, next, challenge(), provider));
  }

  Told register() {
    return signed("/v1/customers", Purpose.REGISTER, challenge());
  }

  Told enter() {
    Told told = signed("/v1/sessions", Purpose.ENTER, challenge());
    session =
        Optional.of(told.content().path("token").asString(""))
            .filter(token -> !token.isEmpty())
            .map(token -> "Bearer " + token);
    return told;
  }

  /** By which it is let in, if it has entered. */
  Optional<String> session() {
    return session;
  }

  /** As a customer with a session. */
  Told inside(String method, String path, Map<String, ?> content) {
    return ask(method, path, session, content);
  }

  /** A fresh admission token, as the header says it. */
  Optional<String> token() {
    BlindRsaPublicKey signer;
    try {
      signer =
          BlindRsaPublicKey.decode(
              ByteString.hex(
                  ask("GET", "/v1/tokens/key", Optional.empty(), Map.of())
                      .content()
                      .get("modulus")
                      .asString()));
    } catch (MalformedInput e) {
      throw new IllegalStateException(e);
    }
    Blinding blinding = Blinding.of(signer, ByteString.copyOf(entropy.bytes(32)), entropy);
    Told told =
        inside("POST", "/v1/tokens", Map.of("blinded", List.of(blinding.blinded().toHex())));
    var signed =
        blinding
            .finish(ByteString.hex(told.content().get("signatures").get(0).asString()))
            .orElseThrow();
    return Optional.of(
        "PrivateToken token=" + ByteString.concat(signed.prepared(), signed.signature()).toHex());
  }

  /** Whoever is let in by a fresh token of this customer. */
  Told admitted(String method, String path, Map<String, ?> content) {
    return ask(method, path, token(), content);
  }
}
