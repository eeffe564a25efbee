package org.specie.offline.monebox;

import org.specie.offline.token.layout.ArtLayout;

/** What the card answers besides 9000, one number a reason (51.12). */
final class StatusWords {
  static final short MORE_DATA = 0x6100;
  static final short WRONG_LENGTH = 0x6700;
  static final short CHAINING_BROKEN = 0x6883;
  static final short NOT_AUTHENTIC = 0x6982;
  static final short NO_CHALLENGE = 0x6984;
  static final short WRONG_STATE = 0x6985;
  static final short MALFORMED = 0x6A80;
  static final short NOT_FOUND = 0x6A83;
  static final short NO_ROOM = 0x6A84;
  static final short WRONG_PARAMETERS = 0x6A86;
  static final short UNKNOWN_INSTRUCTION = 0x6D00;
  static final short UNKNOWN_CLASS = 0x6E00;

  // What host and device refuse alike: 9Dnn for 70nn of page 50.
  static final short NOT_CANONICAL = (short) (ArtLayout.STATUS_REFUSED + 1);
  static final short WRONG_CURRENCY = (short) (ArtLayout.STATUS_REFUSED + 2);
  static final short UNKNOWN_KEY = (short) (ArtLayout.STATUS_REFUSED + 3);
  static final short NOT_SIGNED = (short) (ArtLayout.STATUS_REFUSED + 4);
  static final short WRONG_USE = (short) (ArtLayout.STATUS_REFUSED + 5);
  static final short OUTSIDE_DATES = (short) (ArtLayout.STATUS_REFUSED + 6);
  static final short BEYOND_ISSUER = (short) (ArtLayout.STATUS_REFUSED + 7);
  static final short CLASS_NOT_ALLOWED = (short) (ArtLayout.STATUS_REFUSED + 8);
  static final short AMOUNT_ZERO = (short) (ArtLayout.STATUS_REFUSED + 9);
  static final short ABOVE_PAYMENT_LIMIT = (short) (ArtLayout.STATUS_REFUSED + 10);
  static final short ABOVE_AGGREGATE = (short) (ArtLayout.STATUS_REFUSED + 11);
  static final short PAYMENTS_EXHAUSTED = (short) (ArtLayout.STATUS_REFUSED + 12);
  static final short USES_EXHAUSTED = (short) (ArtLayout.STATUS_REFUSED + 13);
  static final short WRONG_PREVIOUS = (short) (ArtLayout.STATUS_REFUSED + 16);
  static final short WRONG_AGGREGATE = (short) (ArtLayout.STATUS_REFUSED + 17);
  static final short TOO_LATE = (short) (ArtLayout.STATUS_REFUSED + 21);
  static final short NOT_OWNER = (short) (ArtLayout.STATUS_REFUSED + 22);
  static final short RESULT_EVICTED = (short) (ArtLayout.STATUS_REFUSED + 23);
  static final short STEP_MISSING = (short) (ArtLayout.STATUS_REFUSED + 24);
  static final short FORKED = (short) (ArtLayout.STATUS_REFUSED + 25);
  static final short STALE_STEP = (short) (ArtLayout.STATUS_REFUSED + 26);

  // The device's own.
  static final short INSUFFICIENT_BALANCE = (short) 0x9C01;
  static final short ABOVE_BINDING_LIMIT = (short) 0x9C02;
  static final short BUTTON_REQUIRED = (short) 0x9C03;
  static final short ABOVE_TAP_LIMIT = (short) 0x9C04;
  static final short PRESS_OVERDUE = (short) 0x9C05;
  static final short BEFORE_TIME_FLOOR = (short) 0x9C06;
  static final short NO_PAYMENT_KEY = (short) 0x9C07;
  static final short PAID_LOG_FULL = (short) 0x9C08;
  static final short PAID_OTHER_AMOUNT = (short) 0x9C09;
  static final short REDEEM_TABLE_FULL = (short) 0x9C0A;
  static final short BALANCE_OVERFLOW = (short) 0x9C0B;
  static final short WRONG_SERIAL = (short) 0x9C0C;
  static final short WRONG_MEDIUM = (short) 0x9C0D;
  static final short LIMIT_ONLY_LOWER = (short) 0x9C0E;
  static final short BALANCE_BROKEN = (short) 0x9C0F;
  static final short SECRET_REQUIRED = (short) 0x9C10;
  static final short SECRET_WRONG = (short) 0x9C11;
  static final short SECRET_LOCKED = (short) 0x9C12;
  static final short NOT_ASKED = (short) 0x9C13;

  private StatusWords() {}
}
