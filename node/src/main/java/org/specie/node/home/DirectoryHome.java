package org.specie.node.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.port.Storage;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.ledger.state.rocksdb.RocksStorage;

/**
 * A directory: documents at its root, databases under {@code data}, secrets under {@code secrets}
 * with one folder a party. Folders and files of secrets are readable by their owner alone, from the
 * moment they exist. A file is written beside its place, synced and moved there, so that it is
 * found whole or not at all.
 */
public final class DirectoryHome implements NetworkHome {
  private static final String NAME = "[a-z0-9-]+(/[a-z0-9-]+)*";
  private static final String OWNER_FILE = "rw-------";
  private static final String OWNER_FOLDER = "rwx------";
  private static final Set<OpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /** A lock of a file holds between processes, and no two threads of one may ask for it. */
  private static final Object ALONE = new Object();

  private final Path root;

  private DirectoryHome(Path root) {
    this.root = root;
  }

  /** The home in {@code root}, which is made if it is missing. */
  public static DirectoryHome at(Path root) throws IOException {
    Files.createDirectories(root);
    return new DirectoryHome(root);
  }

  @Override
  public Storage database(String name) throws IOException {
    return RocksStorage.open(root.resolve("data").resolve(checked(name)));
  }

  @Override
  public Storage replayedDatabase(String name) throws IOException {
    return RocksStorage.openReplayed(root.resolve("data").resolve(checked(name)));
  }

  @Override
  public Optional<ByteString> document(String name) throws IOException {
    return read(root.resolve(checked(name))).map(ByteString::copyOf);
  }

  @Override
  public void publish(String name, ByteString content) throws IOException {
    write(root.resolve(checked(name)), content.toByteArray());
  }

  /** The same as {@code publish}, for a document that its owner alone reads. */
  public void publishToOwner(String name, ByteString content) throws IOException {
    write(root.resolve(checked(name)), content.toByteArray(), ownerOnly(OWNER_FILE));
  }

  @Override
  public Optional<Secret> secret(String party, String name) throws IOException {
    Optional<byte[]> bytes = read(secretPath(party, name));
    Optional<Secret> secret = bytes.map(Secret::copyOf);
    bytes.ifPresent(each -> Arrays.fill(each, (byte) 0));
    return secret;
  }

  @Override
  public void keep(String party, String name, Secret secret) throws IOException {
    Path path = secretPath(party, name);
    Files.createDirectories(path.getParent(), ownerOnly(OWNER_FOLDER));
    byte[] bytes = secret.lend(byte[]::clone);
    try {
      write(path, bytes, ownerOnly(OWNER_FILE));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public DirectoryHome apart(String name) {
    return new DirectoryHome(root.resolve(checked(name)));
  }

  /**
   * Opens a database that lies with the secrets of {@code party} and outlives its data; the caller
   * closes it.
   */
  public Storage vault(String party, String name) throws IOException {
    Path path = secretPath(party, name);
    Files.createDirectories(path.getParent(), ownerOnly(OWNER_FOLDER));
    return RocksStorage.open(path);
  }

  /** What is done while nobody else does the same. */
  @FunctionalInterface
  public interface Alone {
    void run() throws IOException;
  }

  /**
   * Does {@code work} while no other thread or process does something alone to the same secret of
   * {@code party}.
   */
  public void alone(String party, String name, Alone work) throws IOException {
    Path path = secretPath(party, name + "-lock");
    Files.createDirectories(path.getParent(), ownerOnly(OWNER_FOLDER));
    synchronized (ALONE) {
      try (FileChannel file =
              FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = file.lock()) {
        work.run();
      }
    }
  }

  /** Removes a secret of {@code party}, if it has one of that name. */
  public void forget(String party, String name) throws IOException {
    Files.deleteIfExists(secretPath(party, name));
  }

  private Path secretPath(String party, String name) {
    return root.resolve("secrets").resolve(checked(party)).resolve(checked(name));
  }

  private static String checked(String name) {
    Check.that(name.matches(NAME), "names are words of a-z, 0-9 and '-' joined by '/'");
    return name;
  }

  private static Optional<byte[]> read(Path path) throws IOException {
    return Files.isRegularFile(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
  }

  private static void write(Path path, byte[] content, FileAttribute<?>... attributes)
      throws IOException {
    Path beside = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(beside);
    try (FileChannel file = FileChannel.open(beside, NEW_FILE, attributes)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
      file.force(true);
    }
    Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Nothing where the file system knows no such permissions. */
  private FileAttribute<?>[] ownerOnly(String permissions) {
    return root.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
