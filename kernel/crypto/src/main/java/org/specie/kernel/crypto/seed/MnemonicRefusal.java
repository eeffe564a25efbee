package org.specie.kernel.crypto.seed;

import java.util.List;

/** Why words were refused, with what helps the person who typed them. */
public sealed interface MnemonicRefusal {
  /** There are {@code count} words. */
  record WrongCount(int count) implements MnemonicRefusal {}

  /**
   * The word at {@code position}, counted from 1, is not in the list; {@code suggestions} are the
   * nearest ones, best first, perhaps none. They hint at a secret, so the text form omits them.
   */
  record UnknownWord(int position, List<String> suggestions) implements MnemonicRefusal {
    public UnknownWord {
      suggestions = List.copyOf(suggestions);
    }

    @Override
    public String toString() {
      return "UnknownWord[position=" + position + "]";
    }
  }

  /** The checksum bits do not fit the words. */
  record BadChecksum() implements MnemonicRefusal {}

  /** The numbered reason. */
  default MnemonicReason reason() {
    return switch (this) {
      case WrongCount _ -> MnemonicReason.WRONG_COUNT;
      case UnknownWord _ -> MnemonicReason.UNKNOWN_WORD;
      case BadChecksum _ -> MnemonicReason.BAD_CHECKSUM;
    };
  }
}
