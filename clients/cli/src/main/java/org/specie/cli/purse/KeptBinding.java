package org.specie.cli.purse;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.core.port.Entropy;
import org.specie.kernel.crypto.hybrid.SecretBox;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.offline.agents.station.OwnerHost;
import org.specie.offline.purse.card.CardBinding;
import org.specie.offline.purse.trust.CardNote;
import org.specie.offline.token.layout.ArtLayout;
import org.specie.offline.token.signature.P256Key;
import org.specie.wallet.storage.WalletStore;

/**
 * What a folder keeps of a card that is in a reader: which one it is, where, and how this host is
 * bound to it. Nothing in it pays without the card. Spec: docs/spec/52-purse.md, clause 11.5.
 */
final class KeptBinding implements OwnerHost, Closeable {
  /** The file's name. */
  static final String FILE = "reader";

  private static final String LABEL = "specie/purse/reader";
  private static final int NAME_BYTES_MAX = 1_024;
  private static final int BINDING_SIZE_MAX = 32;

  private final WalletStore file;
  private final Secret secret;
  private final Entropy entropy;
  private final Button button;
  private final ByteString device;
  private final P256Key point;
  private String reader;
  private boolean isInUse;
  private Optional<CardBinding> binding = Optional.empty();
  private int recordsMin;

  private KeptBinding(
      WalletStore file,
      Secret secret,
      Entropy entropy,
      Button button,
      ByteString device,
      P256Key point,
      String reader) {
    this.file = file;
    this.secret = secret;
    this.entropy = entropy;
    this.button = button;
    this.device = device;
    this.point = point;
    this.reader = reader;
  }

  /** Writes the file for the first time: no host is bound yet. */
  static KeptBinding begin(
      WalletStore file, Secret secret, Entropy entropy, Button button, CardNote note, String reader)
      throws IOException {
    KeptBinding begun =
        new KeptBinding(file, secret, entropy, button, note.device(), note.point(), reader);
    begun.write();
    return begun;
  }

  /** Reads the file; nothing if it is not what was written under {@code secret}. */
  static Optional<KeptBinding> read(WalletStore file, Secret secret, Entropy entropy, Button button)
      throws IOException {
    Optional<ByteString> plain =
        file.read().flatMap(box -> SecretBox.open(secret, LABEL, ByteString.EMPTY, box));
    if (plain.isEmpty()) {
      return Optional.empty();
    }
    try {
      Decoder in = new Decoder(plain.get());
      String reader = in.text(NAME_BYTES_MAX);
      ByteString device = in.fixed(ArtLayout.ID_SIZE);
      P256Key point = new P256Key(in.fixed(ArtLayout.POINT_SIZE));
      KeptBinding read = new KeptBinding(file, secret, entropy, button, device, point, reader);
      read.isInUse = in.bool();
      ByteString bound = in.bytes(BINDING_SIZE_MAX);
      read.binding = bound.isEmpty() ? Optional.empty() : Optional.of(CardBinding.kept(bound));
      read.recordsMin = in.u32();
      in.end();
      return Optional.of(read);
    } catch (MalformedInput _) {
      return Optional.empty();
    }
  }

  private void write() throws IOException {
    ByteString bound =
        binding.map(each -> each.keep().lend(ByteString::copyOf)).orElse(ByteString.EMPTY);
    ByteString plain =
        new Encoder()
            .text(reader)
            .fixed(device)
            .fixed(point.point())
            .bool(isInUse)
            .bytes(bound)
            .u32(recordsMin)
            .toByteString();
    file.replace(SecretBox.seal(secret, LABEL, ByteString.EMPTY, plain, entropy));
  }

  /** Whether this is the file of that card. */
  boolean isOf(CardNote note) {
    return device.equals(note.device()) && point.equals(note.point());
  }

  /** Whether no card was asked to bind this host. */
  boolean isUntouched() {
    return binding.isEmpty() && !isInUse;
  }

  /** The device's id. */
  ByteString device() {
    return device;
  }

  /** The reader's name. */
  String reader() {
    return reader;
  }

  /** Whether the card counts on the binding. */
  boolean isInUse() {
    return isInUse;
  }

  /** How many records the journal beside it has at least. */
  int recordsMin() {
    return recordsMin;
  }

  /** The card is in that reader from now on. */
  void lookIn(String name) {
    reader = name;
  }

  /** The card counts on the binding. */
  void takeIntoUse() throws IOException {
    isInUse = true;
    write();
  }

  /** The journal beside it has so many records by now. */
  void note(int records) throws IOException {
    if (records > recordsMin) {
      recordsMin = records;
      write();
    }
  }

  @Override
  public void press() throws IOException {
    button.press(reader);
  }

  @Override
  public Optional<CardBinding> kept() {
    return binding;
  }

  @Override
  public void keep(CardBinding made) throws IOException {
    binding = Optional.of(made);
    write();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
