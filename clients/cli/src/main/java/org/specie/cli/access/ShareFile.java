package org.specie.cli.access;

import java.io.IOException;
import java.nio.file.Path;
import org.specie.cash.protocol.TierRules;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.escrow.DecryptionShare;
import org.specie.node.replica.Settings;

/**
 * One auditor's share of opening one payment, as it is handed to whoever opens it. Together with
 * enough others it shows the payment, because operators give theirs to anybody once there is a
 * warrant.
 *
 * @param core of the payment
 */
record ShareFile(Hash32 core, DecryptionShare share) {
  private static final String CORE = "core";
  private static final String SHARE = "share";
  private static final int SHARE_BYTES_MAX = 4096;

  void write(Path file) throws IOException {
    Encoder out = new Encoder();
    share.encode(out);
    Settings.at(file)
        .put(CORE, core.toHex())
        .put(SHARE, out.toByteString().toHex())
        .write("an auditor's share of opening this payment; for whoever carries out the warrant");
  }

  static ShareFile read(Path file) throws IOException, MalformedInput {
    Settings settings = Settings.received(file);
    ByteString core = settings.hex(CORE, Hash32.SIZE);
    if (core.size() != Hash32.SIZE) {
      throw new MalformedInput("a share is for a payment");
    }
    Decoder in = new Decoder(settings.hex(SHARE, SHARE_BYTES_MAX));
    DecryptionShare share = DecryptionShare.decode(TierRules.AUDIT_SLOTS, in);
    in.end();
    return new ShareFile(Hash32.of(core.toByteArray()), share);
  }
}
