package org.specie.offline.vault.hsm;

import java.io.IOException;
import java.util.SortedSet;
import org.specie.kernel.core.ByteString;
import org.specie.offline.purse.Fuse;
import org.specie.offline.token.signature.P256Key;
import org.specie.offline.token.signature.P256Signature;

/** An HSM whose line breaks before a command, or after it and before anybody is told. */
public record CutHsm(Hsm hsm, Fuse fuse) implements Hsm {
  /** What a command answers. */
  private interface Command<T> {
    T run() throws IOException;
  }

  private <T> T cut(Command<T> command) throws IOException {
    fuse.pass();
    T answer = command.run();
    fuse.pass();
    return answer;
  }

  @Override
  public SortedSet<String> names() throws IOException {
    return cut(hsm::names);
  }

  @Override
  public SortedSet<String> makeCodeKey(String name) throws IOException {
    return cut(() -> hsm.makeCodeKey(name));
  }

  @Override
  public ByteString code(String name, ByteString... parts) throws IOException {
    return cut(() -> hsm.code(name, parts));
  }

  @Override
  public P256Key makeSigningKey(String name) throws IOException {
    return cut(() -> hsm.makeSigningKey(name));
  }

  @Override
  public P256Signature sign(String name, ByteString... parts) throws IOException {
    return cut(() -> hsm.sign(name, parts));
  }

  @Override
  public void destroy(String name) throws IOException {
    fuse.pass();
    hsm.destroy(name);
    fuse.pass();
  }
}
