package org.specie.ledger.sbft.transfer;

/** Nothing more is to be done; what still comes is late. */
final class Finished implements Phase {
  private Finished() {}

  static Phase done(Bearings bearings) {
    bearings.fetching.forget();
    bearings.out.add(new TransferEffect.Done());
    return new Finished();
  }

  static Phase withoutSources(Bearings bearings) {
    bearings.fetching.forget();
    bearings.out.add(new TransferEffect.NoSourceLeft());
    return new Finished();
  }

  @Override
  public Phase proceed() {
    return this;
  }

  @Override
  public Phase finished(TransferInput local) {
    return this;
  }
}
