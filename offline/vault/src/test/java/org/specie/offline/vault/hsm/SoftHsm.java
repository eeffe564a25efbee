package org.specie.offline.vault.hsm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.specie.offline.vault.Answer;

/**
 * Tokens of SoftHSM, an HSM in software, in the folder that the environment of this process names.
 * SoftHSM looks for tokens once a process, so all of them are made before the first is used.
 * Without SoftHSM a test is skipped.
 */
public final class SoftHsm {
  /** What opens every token. */
  public static final String PIN = "2468";

  /** How many tests need a token of their own, and some more. */
  private static final int TOKENS = 96;

  private static final int MAKE_SECONDS = 60;
  private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");
  private static final List<String> LIBRARIES =
      List.of(
          "/usr/lib/softhsm/libsofthsm2.so",
          "/usr/lib64/softhsm/libsofthsm2.so",
          "/usr/lib64/pkcs11/libsofthsm2.so",
          "/usr/local/lib/softhsm/libsofthsm2.so",
          "/opt/homebrew/lib/softhsm/libsofthsm2.so");

  private static final Deque<Long> UNUSED = new ArrayDeque<>();
  private static final Map<Long, Path> FOLDERS = new HashMap<>();
  private static boolean isReady;

  private SoftHsm() {}

  private static Optional<Path> library() {
    return LIBRARIES.stream().map(Path::of).filter(Files::exists).findFirst();
  }

  /** A slot with a token that is empty; the test is skipped where there is no SoftHSM. */
  public static synchronized Slot slot() throws IOException {
    Optional<Path> library = library();
    assumeTrue(
        library.isPresent(),
        "no SoftHSM here, so nothing is tested on an HSM; apt-get install softhsm2 brings it");
    if (!isReady) {
      make();
      isReady = true;
    }
    Long slot = UNUSED.poll();
    if (slot == null) {
      throw new AssertionError("more tests than tokens; make more than " + TOKENS);
    }
    return new Slot(library.orElseThrow(), slot);
  }

  /** A token that is empty, opened. */
  public static Pkcs11Hsm fresh() throws IOException {
    return open(slot());
  }

  /** The token in a slot, opened. */
  public static Pkcs11Hsm open(Slot slot) throws IOException {
    if (Pkcs11Hsm.open(slot, pin(PIN)) instanceof Answer.Given<Pkcs11Hsm>(Pkcs11Hsm hsm)) {
      return hsm;
    }
    throw new AssertionError("the PIN is right");
  }

  /** Where SoftHSM keeps what is in a slot. */
  public static synchronized Path folder(Slot slot) {
    return Objects.requireNonNull(FOLDERS.get(slot.number()), "a slot of this class");
  }

  public static Pin pin(String text) throws IOException {
    return Pin.copyOf(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The JDK's own way to the same token, as a thief with the PIN would go it. */
  public static KeyStore thief(Slot slot) throws GeneralSecurityException, IOException {
    Provider provider =
        Security.getProvider("SunPKCS11")
            .configure(
                "--name = thief\nlibrary = %s\nslot = %d\n"
                    .formatted(slot.library(), slot.number()));
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, PIN.toCharArray());
    return store;
  }

  private static void make() throws IOException {
    String configured = System.getenv("SOFTHSM2_CONF");
    if (configured == null) {
      throw new AssertionError("the build names SOFTHSM2_CONF");
    }
    Path configuration = Path.of(configured);
    Path tokens = configuration.resolveSibling("tokens");
    clear(tokens);
    Files.createDirectories(tokens);
    Files.writeString(
        configuration,
        "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
    for (int i = 0; i < TOKENS; i++) {
      long slot = make("vault " + i);
      UNUSED.add(slot);
      try (Stream<Path> folders = Files.list(tokens)) {
        folders
            .filter(each -> !FOLDERS.containsValue(each))
            .findAny()
            .ifPresent(each -> FOLDERS.put(slot, each));
      }
    }
  }

  private static void clear(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> below = Files.walk(folder)) {
      below
          .sorted(Comparator.reverseOrder())
          .forEach(
              each -> {
                try {
                  Files.delete(each);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private static long make(String label) throws IOException {
    Process process =
        new ProcessBuilder(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                label,
                "--so-pin",
                PIN,
                "--pin",
                PIN)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(MAKE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    Matcher slot = SLOT.matcher(said);
    if (!slot.find()) {
      throw new AssertionError("softhsm2-util made no token: " + said);
    }
    return Long.parseLong(slot.group(1));
  }
}
