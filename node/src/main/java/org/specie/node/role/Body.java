package org.specie.node.role;

import java.io.IOException;
import org.specie.node.home.NetworkHome;

/** People who decide together, and where each of them keeps what is its own. */
public enum Body {
  /** Who issues money and sets policy. */
  COMMITTEE("committee"),

  /** Who approves, vetoes and clears payments above the budget. */
  AUDITORS("auditor"),

  /** Who orders that a payment be opened. */
  AUTHORITIES("authority"),

  /** Who lets people in. */
  REGISTRARS("registrar");

  private static final String OWN = "member";

  private final String word;

  Body(String word) {
    this.word = word;
  }

  /** The name of the folder of member {@code index}, from 0, in that of a network. */
  public String folder(int index) {
    return word + "-" + (index + 1);
  }

  /**
   * The folder of member {@code index}, from 0, in the home of a network: a home of its own that
   * can be taken away.
   */
  public MemberFolder member(NetworkHome network, int index) throws IOException {
    String folder = folder(index);
    return at(network.apart(folder), folder);
  }

  /** The folder whose home is {@code own}, called {@code name}. */
  static MemberFolder at(NetworkHome own, String name) {
    return new MemberFolder(own, OWN, name);
  }
}
