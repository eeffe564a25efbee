package org.specie.cli.issuer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The roles of an issuer that are processes, in the order in which they are started; the root for
 * as long as cards are prepared.
 */
public enum Role {
  ROOT("root"),
  CORE("core"),
  CERTIFIER("certifier"),
  FACTORY("factory"),
  RECOVERY("recovery"),
  MANAGERS("managers"),
  INSPECTION("inspection"),
  PSEUDONYM("pseudonym"),
  /** Of these there are several, each in a numbered folder. */
  AUTHORITY("authority");

  private static final Pattern AUTHORITY_FOLDER = Pattern.compile("authority-[1-9][0-9]{0,2}");

  private final String word;

  Role(String word) {
    this.word = word;
  }

  /** Its name, and that of its folder. */
  public String word() {
    return word;
  }

  /** The role with this name. */
  static Optional<Role> of(String word) {
    for (Role each : values()) {
      if (each.word.equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** The role that lives in a folder of this name. */
  static Optional<Role> in(String folder) {
    return AUTHORITY_FOLDER.matcher(folder).matches()
        ? Optional.of(AUTHORITY)
        : of(folder).filter(each -> each != AUTHORITY);
  }

  /** Those of which an issuer has one, in the folder of its name. */
  public static List<Role> single() {
    return Arrays.stream(values()).filter(each -> each != AUTHORITY).toList();
  }
}
