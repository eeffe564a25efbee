package org.specie.cli.demo.offline;

import java.io.IOException;
import org.specie.cli.demo.Story;
import org.specie.cli.town.offline.Holder;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.offline.agents.recovery.Recovered;
import org.specie.offline.purse.card.CardAnswer;
import org.specie.offline.purse.card.CardCommand;

/** A card ends, and what it held is paid to a new one. */
final class Repair {
  private static final int RECOVERY_RECORD = 0x22;
  private static final int CONFIRM_RECOVERED = 0x23;
  private static final int KEYS = 4;
  private static final int TOKENS = 3;

  private final OfflineTown town;
  private final Story story;

  Repair(OfflineTown town, Story story) {
    this.town = town;
    this.story = story;
  }

  /** What the card held that ended. */
  Amount play() throws IOException {
    Holder ido = town.person("Ido");
    Amount held = ido.balance();
    ido.card().breakOpen();
    Recovered recovered = recover(ido);
    Holder fresh = newCard(ido.name());
    town.replace(ido, fresh);
    boolean paid = town.reserve().give(fresh, recovered.balance());
    Recovered again = recover(ido);
    confirm(ido, recovered);
    story.step(
        "Ido's card notices that it is opened, and ends",
        recovered.balance().equals(held)
            && paid
            && fresh.balance().equals(held)
            && again.equals(recovered),
        recovered.balance() + " on a new card",
        "the old one seals what it held for one recovery agent, who credits it once");
    return held;
  }

  private Recovered recover(Holder ended) throws IOException {
    ByteString agent = town.issuer().recoveryCert().id().bytes();
    ByteString record = expect(ended, RECOVERY_RECORD, agent);
    return town.issuer().recover(ByteString.concat(ended.record().id().bytes(), record));
  }

  /** The card is told that it was credited, and forgets its key. */
  private void confirm(Holder ended, Recovered recovered) throws IOException {
    ByteString agent = town.issuer().recoveryCert().id().bytes();
    ByteString _ =
        expect(
            ended, CONFIRM_RECOVERED, ByteString.concat(agent, recovered.confirmation().bytes()));
  }

  private static ByteString expect(Holder holder, int instruction, ByteString data)
      throws IOException {
    CardAnswer answer = CardCommand.of(instruction, data).sendTo(holder.card());
    if (!answer.isOk()) {
      throw answer.unexpected();
    }
    return answer.data();
  }

  private Holder newCard(String name) throws IOException {
    Holder.Prepared prepared =
        Holder.prepare(name, town.issuer().anonymous(), KEYS, town.issuer(), town.entropy());
    Holder fresh =
        Holder.of(
            prepared,
            town.issuer(),
            town.folder().resolve(name + " again"),
            town.now(),
            town.entropy());
    fresh.refill(KEYS, TOKENS);
    return fresh;
  }
}
