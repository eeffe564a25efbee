package org.specie.kernel.crypto.dkg;

/** What an operator was found to have done; everybody who reads the board finds the same. */
public enum DkgFault {
  /** Announced nothing before the round closed: it deals nothing and receives nothing. */
  NO_ANNOUNCEMENT,
  /** Posted two different messages where one is due. */
  EQUIVOCATION,
  /** Announced but revealed no dealing before the round closed. */
  NO_DEALING,
  /** Dealt in other groups, of another degree or for other recipients than agreed. */
  WRONG_SHAPE,
  /** Revealed other vectors than it had announced. */
  OTHER_VECTORS,
  /** In handing a key on, dealt something else than its share of the key. */
  OTHER_SECRET,
  /** The two groups' vectors of one secret differ. */
  INCONSISTENT_GROUPS,
  /** The proof that it knows what it deals is missing, wrong, or somebody else's. */
  UNPROVEN,
  /** A recipient has shown that its shares do not lie on the dealt polynomials. */
  WRONG_SHARE,
  /** Complained about shares that are right, or without the proof that opens them. */
  FALSE_COMPLAINT,
  /**
   * Its share of some secret would be zero, which happens by chance in one ceremony of 2^255 and
   * otherwise only if it told a dealer what honest dealers had sealed for it.
   */
  VOID_SHARE
}
