package org.specie.cli.bank;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.node.role.Body;

/**
 * What the committee does before a bank redeems: it names the float of the issuer with the bank's
 * key among the redeemers. Spec: docs/spec/53-float.md clause 4.1.
 *
 * @param network its folder, as it was given
 * @param home the bank's folder, as it was given
 */
record FloatNaming(BankFolder bank, Path network, KeyQuorum committee, Path home) {
  /** The commands, in their order; members sign in the first seats, wherever these are. */
  List<String> commands() throws IOException {
    String file = word(home.getFileName() + "-float.act");
    String there = " --network " + word(network.toString());
    List<String> commands = new ArrayList<>();
    commands.add(
        "specie act propose float %s --limit %s --redeemer %s --out %s"
                .formatted(
                    bank.issuerName(), PlayBank.loaded().toDecimal(), bank.redeemerName(), file)
            + there);
    for (int i = 0; i < committee.required(); i++) {
      String member = network.resolve(Body.COMMITTEE.folder(i)).toString();
      commands.add("specie act sign " + file + " --as " + word(member) + there);
    }
    commands.add("specie act submit " + file + there);
    return commands;
  }

  /** As it is typed into a shell. */
  static String word(String text) {
    return text.matches("[A-Za-z0-9._/@%+=:,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
