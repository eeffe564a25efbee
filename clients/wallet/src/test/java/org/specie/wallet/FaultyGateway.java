package org.specie.wallet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.query.LedgerGateway;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.ps.BlindSignature;
import org.specie.kernel.crypto.signature.Address;

/** A way to a real ledger that breaks when told to, and remembers what was asked. */
public final class FaultyGateway implements LedgerGateway {
  /** How the way breaks. */
  public enum Fault {
    NONE,
    /** The transaction never arrives. */
    LOSE_REQUEST,
    /** It arrives, is ordered and signed, and the answer is lost. */
    LOSE_REPLY,
    /** Everything arrives but the operators' signatures. */
    LOSE_SIGNATURES,
    /** Signatures arrive, on something else. */
    FALSIFY_SIGNATURES
  }

  private final LedgerGateway real;
  private final List<ByteString> submitted = new ArrayList<>();
  private final List<Bucket> buckets = new ArrayList<>();
  private final List<Hash32> lookedUp = new ArrayList<>();
  private Fault fault = Fault.NONE;

  public FaultyGateway(LedgerGateway real) {
    this.real = real;
  }

  public void fault(Fault next) {
    fault = next;
  }

  /** Everything that was submitted, in order, arrived or not. */
  public List<ByteString> submitted() {
    return submitted;
  }

  public List<Bucket> buckets() {
    return buckets;
  }

  public List<Hash32> lookedUp() {
    return lookedUp;
  }

  @Override
  public Parameters parameters() {
    return real.parameters();
  }

  @Override
  public Tip tip() throws IOException {
    return real.tip();
  }

  @Override
  public Directory operators() throws IOException {
    return real.operators();
  }

  @Override
  public Account account(Address address) throws IOException {
    return real.account(address);
  }

  @Override
  public Optional<Recorded> find(Hash32 transactionId) throws IOException {
    lookedUp.add(transactionId);
    return real.find(transactionId).map(this::seen);
  }

  @Override
  public List<Recorded> bucket(Bucket bucket) throws IOException {
    buckets.add(bucket);
    return real.bucket(bucket).stream().map(this::seen).toList();
  }

  @Override
  public List<Recorded> blocks(long fromHeight, long toHeight) throws IOException {
    return real.blocks(fromHeight, toHeight).stream().map(this::seen).toList();
  }

  @Override
  public Outcome submit(ByteString transaction) throws IOException {
    submitted.add(transaction);
    if (fault == Fault.LOSE_REQUEST) {
      throw new IOException("no way to the ledger");
    }
    Outcome outcome = real.submit(transaction);
    if (fault == Fault.LOSE_REPLY) {
      throw new IOException("no way back from the ledger");
    }
    return switch (outcome) {
      case Outcome.Final(Recorded recorded) -> new Outcome.Final(seen(recorded));
      case Outcome.NotAdmitted refused -> refused;
    };
  }

  private Recorded seen(Recorded recorded) {
    return switch (fault) {
      case NONE, LOSE_REQUEST, LOSE_REPLY -> recorded;
      case LOSE_SIGNATURES -> with(recorded, List.of());
      case FALSIFY_SIGNATURES ->
          with(
              recorded,
              recorded.signatures().stream()
                  .map(each -> new BlindSignature(each.base(), each.value().plus(each.base())))
                  .toList());
    };
  }

  private static Recorded with(Recorded recorded, List<BlindSignature> signatures) {
    return new Recorded(
        recorded.id(),
        recorded.height(),
        recorded.index(),
        recorded.epochSeconds(),
        recorded.bytes(),
        recorded.code(),
        recorded.event(),
        signatures);
  }
}
