package org.specie.cli.issuer;

import java.io.IOException;
import java.util.List;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.replica.Settings;

/**
 * The two kinds of operators of an issuer, as they are founded: one decides on volume, the other
 * sees statistics and sets policy. Spec: docs/spec/58-issuer-service.md 4.6.
 */
final class OperatorsFounding {
  static final String VOLUME = "volume";
  static final String POLICY = "policy";

  /** What a role's settings call the lines of the two. */
  static final String VOLUME_LINE = VOLUME + ".line";

  static final String POLICY_LINE = POLICY + ".line";

  private final PartyFolders parties;
  private final Ed25519SecretKey volume;
  private final Ed25519SecretKey policy;

  OperatorsFounding(PartyFolders parties) throws IOException {
    this.parties = parties;
    this.volume = parties.line(VOLUME);
    this.policy = parties.line(POLICY);
  }

  /** Says to a role who operators of policy are. */
  Settings describePolicyTo(Settings role) {
    return role.put(POLICY_LINE, PartyFolders.hex(policy));
  }

  /** Says to a role who operators of volume are. */
  Settings describeVolumeTo(Settings role) {
    return role.put(VOLUME_LINE, PartyFolders.hex(volume));
  }

  /** Where a role is whom operators ask, and the key of its lines. */
  record Asked(String name, String url, String line) {
    Settings describeTo(Settings operator) {
      return operator.put(name + ".url", url).put(name + ".line", line);
    }
  }

  /** Writes whom each asks. */
  void write(Asked inspection, Asked core, List<TokenOffice> offices) throws IOException {
    inspection
        .describeTo(parties.settings(VOLUME))
        .write("an operator who decides how much is in circulation: whom it asks");
    Settings settings = core.describeTo(inspection.describeTo(parties.settings(POLICY)));
    for (int i = 0; i < offices.size(); i++) {
      offices.get(i).describeFactoryTo(settings, Serving.factory(i + 1));
    }
    settings.write("an operator of statistics and policy: whom it asks");
  }
}
