package org.specie.mail;

import org.specie.kernel.core.Reason;

/** Why a mail gives no link. Numbers are stable: docs/reference/errors.md. */
public enum MailReason implements Reason {
  NOT_A_MAIL(
      5606,
      "The file is no mail that can be read.",
      "Save the mail as .eml in the mail program and try again."),
  MAIL_TOO_LARGE(
      5607,
      "The mail is larger than one with a link needs to be.",
      "Save the link or the picture of its code out of the mail, and give that."),
  NO_LINK_IN_MAIL(
      5608,
      "Nothing of this kind is in the mail, neither as a line of its own nor as a code.",
      "Save the mail with its attachments; a picture that is only linked to is not in it."),
  LINKS_DIFFER(
      5609,
      "There is more than one in the mail, or its text and its code differ.",
      "Ask who sent it if they should be the same; give the one that is meant as a link.");

  private final int code;
  private final String sentence;
  private final String remedy;

  MailReason(int code, String sentence, String remedy) {
    this.code = code;
    this.sentence = sentence;
    this.remedy = remedy;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public String sentence() {
    return sentence;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
