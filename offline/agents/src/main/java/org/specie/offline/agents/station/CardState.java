package org.specie.offline.agents.station;

import java.io.IOException;

/** How far a card has come, as it says itself. Spec: docs/spec/51-monebox.md 51.4. */
public enum CardState {
  BLANK(0x11),
  TESTED(0x22),
  INITIALISED(0x33),
  PERSONALISED(0x44),
  OPERATIONAL(0x55),
  DISABLED(0x66),
  RECOVERED(0x77);

  private final int code;

  CardState(int code) {
    this.code = code;
  }

  static CardState of(int code) throws IOException {
    for (CardState state : values()) {
      if (state.code == code) {
        return state;
      }
    }
    throw new IOException("the card is in the state %02X, which none has".formatted(code));
  }
}
