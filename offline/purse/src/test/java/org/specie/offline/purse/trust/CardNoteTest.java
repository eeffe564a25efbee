package org.specie.offline.purse.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.purse.Mint;

/** Page 52, 10.3. */
class CardNoteTest {
  private static final String SCHEME = "specie-card:";
  private static final int ID_SIZE = 16;
  private static final int POINT_SIZE = 64;

  private final IssuerDocument issuer = Mint.shared().document();
  private final CardNote note =
      new CardNote(ByteString.utf8("device number 17"), issuer.root().key(), issuer);

  private static byte[] bytes(CardNote note) {
    return Base64.getUrlDecoder().decode(note.write().substring(SCHEME.length()));
  }

  private static String text(byte[] bytes) {
    return SCHEME + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void refuses(String text) {
    assertThatThrownBy(() -> CardNote.read(text)).isInstanceOf(MalformedInput.class);
  }

  @Test
  void readsWhatItWrote() throws MalformedInput {
    assertThat(CardNote.read("  " + note.write() + "\n")).isEqualTo(note);
    assertThat(note.write().length()).isLessThanOrEqualTo(CardNote.LENGTH_MAX);
  }

  /** The id is the card's to deny, and the last bytes of the document are covered elsewhere. */
  @Test
  void refusesAPointThatIsNoneAndADocumentThatWasChanged() {
    for (int at = ID_SIZE; at < ID_SIZE + POINT_SIZE; at++) {
      byte[] changed = bytes(note);
      changed[at] ^= 1;
      refuses(text(changed));
    }
    byte[] changed = bytes(note);
    changed[changed.length - 1] ^= 1;
    refuses(text(changed));
  }

  @Test
  void refusesEveryOtherForm() {
    byte[] bytes = bytes(note);
    refuses("");
    refuses(SCHEME);
    refuses("specie-token:" + note.write().substring(SCHEME.length()));
    refuses(note.write() + "=");
    refuses(note.write().substring(0, note.write().length() - 4));
    refuses(note.write().replaceFirst("A", " A"));
    refuses(text(ByteString.concat(ByteString.copyOf(bytes), ByteString.hex("00")).toByteArray()));
    refuses(SCHEME + "A".repeat(CardNote.LENGTH_MAX));
  }
}
