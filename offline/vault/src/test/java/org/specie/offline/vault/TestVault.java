package org.specie.offline.vault;

import java.io.IOException;
import java.security.SecureRandom;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.core.port.Storage;
import org.specie.ledger.state.memory.MemoryStorage;
import org.specie.offline.purse.CutStorage;
import org.specie.offline.purse.Fuse;
import org.specie.offline.purse.device.SecureDevice;
import org.specie.offline.token.value.OwnerId;
import org.specie.offline.vault.hsm.CutHsm;
import org.specie.offline.vault.hsm.Hsm;
import org.specie.offline.vault.hsm.SoftHsm;

/** A vault on a token of its own and a disk of its own, both of which can be cut off. */
public final class TestVault {
  public static final Entropy ENTROPY = new SecureRandom()::nextBytes;
  public static final Amount HOST_LIMIT = Amount.ofMinor(1_000_000);

  private final Fuse fuse = new Fuse();
  private final CutHsm hsm;
  private final VaultIssuer issuer = new VaultIssuer();
  private Storage disk = new MemoryStorage();
  private Vault vault;

  private TestVault(Hsm token) throws IOException {
    hsm = new CutHsm(token, fuse);
    vault = VaultIssuer.given(tryToOpen(disk));
  }

  /** One that was just made. */
  public static TestVault blank() throws IOException {
    return new TestVault(SoftHsm.fresh());
  }

  /** One in use. */
  public static TestVault with(OwnerId owner, long minor, int keys) throws IOException {
    return on(SoftHsm.fresh(), owner, minor, keys);
  }

  /** One in use, on this token. */
  public static TestVault on(Hsm token, OwnerId owner, long minor, int keys) throws IOException {
    TestVault made = new TestVault(token);
    made.issuer.bringIntoUse(made.vault, owner, minor, keys);
    return made;
  }

  public Vault vault() {
    return vault;
  }

  public VaultIssuer issuer() {
    return issuer;
  }

  public SecureDevice device() {
    return vault.device(HOST_LIMIT);
  }

  public long balanceMinor() throws IOException {
    return vault.sums().balance().minor();
  }

  /** Where both are cut off. */
  public Fuse fuse() {
    return fuse;
  }

  public CutHsm hsm() {
    return hsm;
  }

  /** The disk as it is now. */
  public Storage copyOfDisk() throws IOException {
    MemoryStorage copy = new MemoryStorage();
    Storage.Batch all = new Storage.Batch();
    disk.scan(
        ByteString.EMPTY,
        ByteString.EMPTY,
        (key, value) -> {
          all.put(key, value);
          return true;
        });
    copy.write(all);
    return copy;
  }

  /** Opens a vault on another disk, and changes nothing here. */
  public Answer<Vault> tryToOpen(Storage other) throws IOException {
    return Vault.open(hsm, new CutStorage(other, fuse), ENTROPY);
  }

  /** Ends the program and starts it again on what is on the disk; nothing is cut off any more. */
  public void restart() throws IOException {
    fuse.disarm();
    vault = VaultIssuer.given(tryToOpen(disk));
  }

  /** Starts again on another disk. */
  public void restartOn(Storage other) throws IOException {
    disk = other;
    restart();
  }
}
