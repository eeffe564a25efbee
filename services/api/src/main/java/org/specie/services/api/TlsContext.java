package org.specie.services.api;

import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.specie.kernel.core.InvariantViolation;

/** TLS 1.3 and nothing older, on both sides. Source: docs/spec/40-service-api.md 40.13. */
final class TlsContext {
  static final String VERSION = "TLSv1.3";

  private TlsContext() {}

  static SSLContext of(KeyManager[] keys, TrustManager[] trust) {
    try {
      SSLContext context = SSLContext.getInstance(VERSION);
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("this JDK has TLS 1.3", e);
    }
  }
}
