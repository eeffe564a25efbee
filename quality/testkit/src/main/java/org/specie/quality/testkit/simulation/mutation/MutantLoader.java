package org.specie.quality.testkit.simulation.mutation;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.specie.cash.application.CashApplication;
import org.specie.cash.protocol.Suite;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.quorum.QuorumCertificate;
import org.specie.ledger.api.block.Transaction;
import org.specie.ledger.consensus.Replica;
import org.specie.ledger.sbft.log.ConsensusLog;
import org.specie.ledger.state.blocks.BlockLog;

/**
 * Classes of a ledger with a bug in it: the mutated sources of consensus, its engine or the money
 * on it, compiled in memory, and the simulator linked against them anew. Everything else is shared.
 */
final class MutantLoader extends ClassLoader {
  private static final String CONSENSUS = "org.specie.ledger.consensus.";
  private static final String ENGINE = "org.specie.ledger.sbft.";
  private static final String CASH = "org.specie.cash.application.";
  private static final String SIMULATOR = "org.specie.quality.testkit.simulation.";

  private final Map<String, byte[]> mutated;

  private MutantLoader(Map<String, byte[]> mutated) {
    super(MutantLoader.class.getClassLoader());
    this.mutated = mutated;
  }

  /**
   * Compiles {@code mutation}.
   *
   * @param tree the folder with all sources
   */
  static MutantLoader compile(Mutation mutation, Path tree) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (Mutation.Edit edit : mutation.edits()) {
      String path = edit.room().pathInModule() + edit.file();
      Path source = tree.resolve(edit.room().module()).resolve("src/main/java").resolve(path);
      String text = texts.get(path);
      texts.put(path, edit.applyTo(text == null ? Files.readString(source) : text));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> classes = new TreeMap<>();
    try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null)) {
      boolean isCompiled =
          compiler
              .getTask(
                  null,
                  new Memory(standard, classes),
                  null,
                  List.of("-proc:none", "-implicit:none", "-nowarn", "-classpath", classpath()),
                  null,
                  sources(texts))
              .call();
      if (!isCompiled) {
        throw new IOException("the mutation " + mutation.name() + " does not compile");
      }
    }
    Map<String, byte[]> mutated = new TreeMap<>();
    classes.forEach((name, bytes) -> mutated.put(name, bytes.toByteArray()));
    return new MutantLoader(mutated);
  }

  /** Where what they stand on was loaded from. */
  private static String classpath() throws IOException {
    Set<String> places = new TreeSet<>();
    for (Class<?> each :
        List.of(
            Replica.class,
            ConsensusLog.class,
            BlockLog.class,
            ByteString.class,
            QuorumCertificate.class,
            Transaction.class,
            CashApplication.class,
            Suite.class,
            NullMarked.class)) {
      try {
        URI place = each.getProtectionDomain().getCodeSource().getLocation().toURI();
        places.add(Path.of(place).toString());
      } catch (URISyntaxException e) {
        throw new IOException("a place that classes are loaded from has no path", e);
      }
    }
    return String.join(File.pathSeparator, places);
  }

  private static List<JavaFileObject> sources(Map<String, String> texts) {
    List<JavaFileObject> sources = new ArrayList<>();
    texts.forEach(
        (path, text) ->
            sources.add(
                new SimpleJavaFileObject(
                    URI.create("string:///" + path), JavaFileObject.Kind.SOURCE) {
                  @Override
                  public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return text;
                  }
                }));
    return sources;
  }

  /** Keeps what the compiler writes in memory. */
  private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes;

    Memory(StandardJavaFileManager standard, Map<String, ByteArrayOutputStream> classes) {
      super(standard);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        JavaFileManager.Location location,
        String className,
        JavaFileObject.Kind kind,
        @Nullable FileObject sibling) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      classes.put(className, bytes);
      return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          return bytes;
        }
      };
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (Stream.of(CONSENSUS, ENGINE, CASH, SIMULATOR).noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = mutated.get(name);
    if (bytes == null) {
      try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        bytes = in.readAllBytes();
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
