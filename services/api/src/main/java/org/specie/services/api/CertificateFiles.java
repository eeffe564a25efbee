package org.specie.services.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Files of PEM, up to a size. */
final class CertificateFiles {
  private static final int BYTES_MAX = 64 << 10;

  private CertificateFiles() {}

  static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new IOException(file + " is longer than the " + BYTES_MAX + " bytes that are read");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  /** All certificates in {@code pem}, in order; there is one at least. */
  static List<X509Certificate> certificates(Path file, String pem) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    try (InputStream in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1))) {
      for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        if (each instanceof X509Certificate certificate) {
          certificates.add(certificate);
        }
      }
    } catch (CertificateException e) {
      throw new IOException(file + " holds something that is no certificate in PEM", e);
    }
    if (certificates.isEmpty()) {
      throw new IOException(file + " holds no certificate in PEM");
    }
    return certificates;
  }
}
