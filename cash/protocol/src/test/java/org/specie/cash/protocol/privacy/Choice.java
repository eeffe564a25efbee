package org.specie.cash.protocol.privacy;

/** What differs between the two worlds and must stay hidden, one bit each. */
enum Choice {
  /** 86. Which of two people pays. */
  PAYER,
  /** 87. Which of two people is paid; the payer does not tell. */
  PAYEE,
  /** 89. One of two amounts. */
  AMOUNT,
  /** 85. Whether anybody is paid at all. */
  PAYS,
  /** 84, 85. Whether the slot shows a coin or the dummy. */
  CLAIMS,
  /** 88. Which of two coins is claimed, of whose making the adversary knows everything. */
  COIN,
  /** 90. A budget nearly full or nearly empty. */
  BUDGET,
  /** 91. The epoch from which a budget is renewed. */
  LAST_EPOCH
}
