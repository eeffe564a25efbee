package org.specie.services.api;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Tells whoever asks without TLS that TLS is spoken here, and hangs up. */
final class OverTlsOnly extends Handler.Wrapper {
  OverTlsOnly(Handler inside) {
    super(inside);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (request.getConnectionMetaData().isSecure()) {
      return super.handle(request, response, callback);
    }
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    Reply.refused(ApiRefusal.WITHOUT_TLS).send(response, callback);
    return true;
  }
}
