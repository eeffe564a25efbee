package org.specie.cli.psp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.specie.cli.Surroundings;
import org.specie.cli.UsageMistake;
import org.specie.kernel.core.port.Clock;
import org.specie.services.api.ServerCertificate;
import picocli.CommandLine.Option;

/** The options that say by which certificate a provider is recognised over TLS. */
public final class CertificateOptions {
  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description =
          "speak TLS 1.3, recognised by this certificate (PEM, its own first), which names the"
              + " --host; read where it lies at each start")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "the certificate's private key (PEM, PKCS #8, without a passphrase)")
  private Optional<Path> key = Optional.empty();

  /** Where they lie. */
  public record Files(Path certificate, Path key) {
    /** What is in them, for a provider at {@code host}. */
    ServerCertificate read(String host, Clock clock) throws IOException {
      return ServerCertificate.read(certificate, key).requireFor(host, clock);
    }
  }

  /** The files, good for {@code host} now; nothing if TLS is not wanted. */
  Optional<Files> chosen(String host, Surroundings surroundings) throws IOException {
    if (certificate.isPresent() != key.isPresent()) {
      throw new UsageMistake(
          "A certificate is shown with its key, and a key with its certificate.",
          "give both --certificate and --key, or neither");
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    Files files =
        new Files(
            surroundings.resolve(certificate.get()).toAbsolutePath(),
            surroundings.resolve(key.get()).toAbsolutePath());
    ServerCertificate _ = files.read(host, surroundings.clock());
    return Optional.of(files);
  }
}
