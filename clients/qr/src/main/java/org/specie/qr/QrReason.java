package org.specie.qr;

import org.specie.kernel.core.Reason;

/** Why a picture gives no text. Numbers are stable: docs/reference/errors.md. */
public enum QrReason implements Reason {
  NOT_A_PICTURE(
      5601,
      "The file is no picture that can be read.",
      "Save the code as PNG or GIF and try again."),
  PICTURE_TOO_LARGE(
      5602,
      "The picture is larger than a code needs to be.",
      "Cut the picture to the code; 4,096 points each way and 64 frames are enough."),
  NO_CODE(
      5603,
      "There is no code in the picture, or it is not sharp enough.",
      "Take the picture again: the whole code, straight, with a white edge around it."),
  FRAMES_MISSING(
      5604,
      "Frames of the code are missing.",
      "Film until every frame was seen; they come again and again."),
  FRAMES_DIFFER(
      5605,
      "The frames belong to different codes, or one of them is damaged.",
      "Film one code at a time, from the beginning.");

  private final int code;
  private final String sentence;
  private final String remedy;

  QrReason(int code, String sentence, String remedy) {
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
