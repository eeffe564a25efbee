package org.specie.services.psp.onboarding;

import java.util.List;
import java.util.Set;
import org.specie.services.api.Access;
import org.specie.services.api.Answer;
import org.specie.services.api.Described;
import org.specie.services.api.Method;
import org.specie.services.api.Nothing;
import org.specie.services.api.Operation;

/**
 * What a provider says to whoever comes for the first time. Of the ledger it hands out what it was
 * given; a wallet compares that with a fingerprint it has from elsewhere. Source:
 * docs/spec/41-psp.md 41.7.
 */
public final class Introduction {
  /** The most bytes of a public file. */
  public static final int FILE_BYTES_MAX = 64 << 10;

  /** The provider. */
  public record About(
      @Described("By which customers know it, and which they sign.") String name,
      @Described("Of this API.") String version,
      @Described("Identity providers whose evidence it takes.") List<String> issuers) {}

  /** A file that describes the ledger to wallets. */
  public record PublicFile(
      @Described("Without a folder.") String name,
      @Described(value = "In hexadecimal.", max = 2 * FILE_BYTES_MAX) String content) {}

  /** All of them. */
  public record Ledger(@Described("What a wallet needs to know.") List<PublicFile> files) {}

  private final About provider;
  private final Ledger ledger;

  public Introduction(String name, String version, List<PublicFile> files, Set<String> issuers) {
    this.provider = new About(name, version, issuers.stream().sorted().toList());
    this.ledger = new Ledger(List.copyOf(files));
  }

  /** What is told. */
  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation<>(
            Method.GET,
            "/v1/provider",
            "provider",
            "Says who this is.",
            Access.ANYBODY,
            Nothing.class,
            About.class,
            List.of(),
            Operation.CONTENT_MAX,
            _ -> Answer.done(provider)),
        new Operation<>(
            Method.GET,
            "/v1/ledger",
            "ledger",
            "Gives what wallets have to know of the ledger; compare it with what you know.",
            Access.ANYBODY,
            Nothing.class,
            Ledger.class,
            List.of(),
            Operation.CONTENT_MAX,
            _ -> Answer.done(ledger)));
  }
}
