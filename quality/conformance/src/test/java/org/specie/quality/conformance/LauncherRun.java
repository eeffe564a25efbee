package org.specie.quality.conformance;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the launcher as a person does, in a folder of its own. It runs on the classes of this very
 * build, because Maven must not build into folders that Maven is running from.
 */
public final class LauncherRun {
  private static final long TIMEOUT_SECONDS = 300;

  /** What a command printed, and how it ended. */
  public record Result(int exitCode, String out, String err) {}

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();

  /**
   * A place to run in: {@code home} becomes the working folder, the person's home, and gets a
   * {@code specie} that hands over to the launcher.
   */
  public LauncherRun(Path home) throws IOException {
    this.home = home;
    Path launcher = SourceTree.root().resolve("specie");
    Path front = home.resolve("specie");
    Files.writeString(front, "#!/bin/sh\nexec '" + launcher + "' \"$@\"\n");
    Files.setPosixFilePermissions(front, PosixFilePermissions.fromString("rwxr-xr-x"));
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", home.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("SPECIE_JAVA_HOME", System.getProperty("java.home"));
    environment.put("SPECIE_JAVA_OPTS", "-Duser.home=" + home);
    environment.put("SPECIE_CLASSPATH", classPath());
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Sets a variable of the environment. */
  public LauncherRun with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Removes a variable from the environment. */
  public LauncherRun without(String name) {
    environment.remove(name);
    return this;
  }

  /** Runs a line of shell to its end. */
  public Result run(String line) throws IOException, InterruptedException {
    Path out = Files.createTempFile(home, "out", ".txt");
    Path err = Files.createTempFile(home, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", line)
            .directory(home.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("'" + line + "' did not end within " + TIMEOUT_SECONDS + " s");
    }
    Result result = new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    Files.delete(out);
    Files.delete(err);
    return result;
  }
}
