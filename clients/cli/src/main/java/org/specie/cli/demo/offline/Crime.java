package org.specie.cli.demo.offline;

import java.io.IOException;
import java.util.List;
import org.specie.cli.demo.Story;
import org.specie.cli.town.offline.Holder;
import org.specie.kernel.core.Amount;
import org.specie.offline.agents.inspection.Alarm;
import org.specie.offline.agents.inspection.AlarmKind;
import org.specie.offline.token.message.Message.Proof;
import org.specie.offline.token.message.Message.Request;
import org.specie.offline.token.message.Message.Response;

/** Somebody with a laboratory copies a card and pays with both. */
final class Crime {
  /** What the copy makes out of nothing. */
  static final Amount COUNTERFEIT = Amount.parse("3.00");

  private final OfflineTown town;
  private final Story story;

  Crime(OfflineTown town, Story story) {
    this.town = town;
    this.story = story;
  }

  void play() throws IOException {
    Holder gal = town.person("Gal");
    boolean taken = true;
    try (Holder copy = gal.copied(town.folder().resolve("copy"))) {
      Holder[] payers = {gal, copy};
      Holder[] payees = {town.person("Hila"), town.person("Jona")};
      for (int i = 0; i < payers.length; i++) {
        Request request = payees[i].ask(COUNTERFEIT);
        Response response = payers[i].payWell(request, COUNTERFEIT);
        taken &= payees[i].take(response);
        Proof proof =
            new Proof(request.token().configuration(), response.payment(), town.issuer().chain());
        town.issuer().submit(proof);
      }
    }
    List<Alarm> alarms = town.issuer().alarms();
    boolean named = alarms.size() == 1 && alarms.getFirst().kind() == AlarmKind.KEY_USED_TWICE;
    story.step(
        "Gal's card is opened and copied; both pay " + COUNTERFEIT,
        taken && named,
        named ? "ALARM " + alarms.getFirst().kind() : "NO ALARM",
        "no payee could see it; inspection does once both payments come in, by signatures alone",
        "it names the key and nobody's name: the key was certified unseen");
  }
}
