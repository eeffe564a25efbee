package org.specie.offline.purse.card;

import java.io.IOException;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Encoder;
import org.specie.offline.token.value.OfflineAmount;

/** What a bound host may change of a card in use. Spec: docs/spec/51-monebox.md 51.5. */
public final class CardConfiguration {
  private static final int UNBIND = 0x14;
  private static final int SET_LIMIT = 0x16;

  private final CardChannel channel;
  private final CardBinding binding;

  public CardConfiguration(CardChannel channel, CardBinding binding) {
    this.channel = channel;
    this.binding = binding;
  }

  /** Lowers the amount from which on the card wants its button; it never rises. */
  public Verdict lowerButton(Amount limit) throws IOException {
    Encoder out = new Encoder();
    OfflineAmount.encode(out, limit);
    return verdict(binding.send(CardCommand.of(SET_LIMIT, out.toByteString()), channel));
  }

  /** Ends the binding of another host. */
  public Verdict unbind(CardBinding other) throws IOException {
    Encoder out = new Encoder().u8(other.number());
    return verdict(binding.send(CardCommand.of(UNBIND, out.toByteString()), channel));
  }

  private static Verdict verdict(CardAnswer answer) throws IOException {
    return answer.isOk() ? Verdict.accepted() : Verdict.refused(answer.refusal());
  }
}
