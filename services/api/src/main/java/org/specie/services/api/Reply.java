package org.specie.services.api;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.specie.kernel.core.ByteString;

/** What goes back. */
record Reply(int status, String type, ByteString content, Optional<Long> waitSeconds) {
  static Reply of(ByteString json) {
    return new Reply(200, "application/json", json, Optional.empty());
  }

  static Reply refused(Refusal refusal) {
    return new Reply(
        refusal.status(),
        "application/problem+json",
        Json.write(OpenApi.problem(refusal)),
        Optional.empty());
  }

  static Reply late(long seconds) {
    Reply refused = refused(ApiRefusal.TOO_MANY);
    return new Reply(refused.status(), refused.type(), refused.content(), Optional.of(seconds));
  }

  void send(Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.size());
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    waitSeconds.ifPresent(seconds -> response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds));
    response.write(true, ByteBuffer.wrap(content.toByteArray()), callback);
  }
}
