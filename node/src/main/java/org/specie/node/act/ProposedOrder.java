package org.specie.node.act;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.state.ClassRecord;
import org.specie.cash.protocol.Domain;
import org.specie.cash.protocol.PrivateReason;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Check;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.Verdict;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.node.replica.Settings;

/**
 * An order that moves a person to another wallet class, the ledger it is for, and the registrars'
 * signatures it has so far. As a file it is public text that names the person's spend key; the
 * person carries it out. Source: docs/spec/13-refunds-and-classes.md, clauses 13.1 and 13.21.
 *
 * @param domain under which registrars sign
 */
public record ProposedOrder(
    Hash32 ledgerId, Domain domain, ClassOrder order, List<KeyQuorum.Signature> signatures)
    implements Proposed<ProposedOrder> {
  private static final String LEDGER = "ledger";
  private static final String ORDER = "order";
  private static final int BYTES_MAX = 4096;

  public ProposedOrder {
    signatures = List.copyOf(signatures);
  }

  private ByteString signed() {
    return order.statement(domain);
  }

  /**
   * Whether it may be signed and carried out: it is for the ledger {@code here} and has not expired
   * at {@code height}, the height of the next block; it is the next order for its person, whose
   * class is {@code standing} if it is enrolled, to a class of {@code policy}; and every signature
   * in it holds.
   */
  public Verdict examine(Hash32 here, Policy policy, Optional<ClassRecord> standing, long height) {
    if (!ledgerId.equals(here)) {
      return Verdict.refused(OrderReason.OTHER_LEDGER);
    }
    if (standing.isEmpty()) {
      return Verdict.refused(OrderReason.NOT_ENROLLED);
    }
    if (order.validUntil() < height) {
      return Verdict.refused(PrivateReason.NOT_CURRENT);
    }
    if (order.classId() >= policy.classes().size()) {
      return Verdict.refused(PrivateReason.UNKNOWN_CLASS);
    }
    if (order.number() != standing.get().number() + 1) {
      return Verdict.refused(PrivateReason.CLASS_NUMBER);
    }
    return Signatures.hold(policy.registrars(), signed(), signatures)
        ? Verdict.accepted()
        : Verdict.refused(OrderReason.FORGED);
  }

  /** Whether as many registrars have signed as it takes under {@code policy}. */
  public boolean isDecided(Policy policy) {
    return policy.registrars().isMetBy(signed(), signatures);
  }

  /** Whose signatures are in it, by their places among the registrars, from 0. */
  public List<Integer> signers() {
    return Signatures.signers(signatures);
  }

  /** The place, from 0, of whoever holds {@code key} among the registrars of {@code policy}. */
  public static Optional<Integer> seat(Policy policy, Ed25519PublicKey key) {
    return Signatures.seat(policy.registrars(), key);
  }

  /** With the signature of the registrar at {@code seat}, who has not signed yet. */
  public ProposedOrder signedBy(int seat, Ed25519SecretKey registrar) {
    Check.that(!signers().contains(seat), "a registrar signs once");
    return with(List.of(new KeyQuorum.Signature(seat, registrar.sign(signed()))));
  }

  @Override
  public ProposedOrder merged(ProposedOrder other) {
    Check.that(isSame(other), "signatures of one order");
    return with(other.signatures);
  }

  @Override
  public boolean isSame(ProposedOrder other) {
    return ledgerId.equals(other.ledgerId) && order.equals(other.order);
  }

  private ProposedOrder with(List<KeyQuorum.Signature> more) {
    return new ProposedOrder(ledgerId, domain, order, Signatures.united(signatures, more));
  }

  /** The signatures as the person's transaction carries them. */
  public List<Approval> approvals() {
    return signatures.stream().map(each -> new Approval(each.index(), each.bytes())).toList();
  }

  /** Writes it, whole or not at all. */
  public void write(Path file) throws IOException {
    Encoder out = new Encoder();
    order.encode(out);
    out.list(signatures, (to, each) -> each.encode(to));
    Settings.at(file)
        .put(LEDGER, ledgerId.toHex())
        .put(ORDER, out.toByteString().toHex())
        .write("an order to change a person's class; 'specie registrar show' says what it does");
  }

  /** Reads the order in {@code file}, signed under {@code domain}; nothing of it is examined. */
  public static ProposedOrder read(Path file, Domain domain) throws IOException, MalformedInput {
    Settings settings = Settings.received(file);
    ByteString ledger = settings.hex(LEDGER, Hash32.SIZE);
    if (ledger.size() != Hash32.SIZE) {
      throw new MalformedInput("an order is for a ledger");
    }
    Decoder in = new Decoder(settings.hex(ORDER, BYTES_MAX));
    ClassOrder order = ClassOrder.decode(in);
    List<KeyQuorum.Signature> signatures = in.list(KeyQuorum.KEYS_MAX, KeyQuorum.Signature::decode);
    in.end();
    return new ProposedOrder(Hash32.of(ledger.toByteArray()), domain, order, signatures);
  }
}
