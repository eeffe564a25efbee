package org.specie.cash.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.proof.EntryOpening;
import org.specie.cash.protocol.proof.FoldProver;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.transaction.Approval;
import org.specie.cash.protocol.transaction.ClassOrder;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.Kind;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.cash.protocol.transaction.StateTransaction;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.crypto.seed.Secret;
import org.specie.kernel.crypto.signature.Ed25519SecretKey;
import org.specie.kernel.crypto.signature.Secp256k1SecretKey;

/** One honest transaction of every kind and shape, all true under the rules of the world. */
public final class EveryKind {
  /** The key of the account that loads, unloads and is linked. */
  public static final Secp256k1SecretKey ACCOUNT =
      new Secp256k1SecretKey(
          Secret.copyOf(Hash32.sha256(ByteString.utf8("account")).bytes().toByteArray()));

  /** The registrars, by index. */
  public static final List<Ed25519SecretKey> REGISTRARS =
      Stream.of("zero", "one", "two")
          .map(name -> Hash32.sha256(ByteString.utf8(name)).bytes().toByteArray())
          .map(bytes -> new Ed25519SecretKey(Secret.copyOf(bytes)))
          .toList();

  /** The auditors, by index. */
  public static final List<Ed25519SecretKey> AUDITORS = REGISTRARS;

  private final World world;
  private final Holder holder;
  private final Coin coin;

  private EveryKind(World world) {
    this.world = world;
    this.holder = world.enrol("everybody", 0);
    this.coin = world.issue("everything", holder, Amount.parse("40.00"));
  }

  /** The transactions by name, such as "PAY" and "PAY renewal". */
  public static Map<String, PrivateTransaction> in(World world) {
    return new EveryKind(world).all();
  }

  private Map<String, PrivateTransaction> all() {
    Map<String, PrivateTransaction> all = new LinkedHashMap<>();
    for (Kind kind : List.of(Kind.PAY, Kind.LOAD, Kind.UNLOAD, Kind.BULK, Kind.BULK_UNLOAD)) {
      all.put(kind.name(), consuming(kind, false, holder));
      all.put(kind.name() + " renewal", consuming(kind, true, holder.with(ofLastEpoch())));
    }
    Holder rich = world.withBalance(holder, Amount.parse("6000.00"));
    for (Kind kind :
        List.of(Kind.APPROVED_PAY, Kind.DELAYED_PAY, Kind.ENTRY_PAY, Kind.ACCEPT, Kind.RETURN)) {
      all.put(kind.name(), tiered(kind, false, rich));
      all.put(
          kind.name() + " renewal",
          tiered(kind, true, rich.with(world.at(world.rules.epoch() - 1, rich))));
    }
    all.put(
        "FOLD",
        world
            .foldProver()
            .fold(holder.keys(), holder.state(), List.of(coin), World.VALID_UNTIL, world.entropy));
    FoldProver.UnsignedLink link =
        world
            .foldProver()
            .link(holder.keys(), holder.state(), account(), 0, World.VALID_UNTIL, world.entropy);
    all.put("LINK", link.signedBy(ACCOUNT.sign(link.core()).bytes()));
    Enrolment enrolment = holder.enrolment();
    ByteString statement = enrolment.body().statement().bytes();
    all.put(
        "ENROL",
        new Enrolment(
            enrolment.body(),
            enrolment.proof(),
            Stream.of(0, 2)
                .map(i -> new Enrolment.Approval(i, REGISTRARS.get(i).sign(statement)))
                .toList()));
    all.put("CLASS_CHANGE", reclassified(false, holder));
    all.put("CLASS_CHANGE renewal", reclassified(true, holder.with(ofLastEpoch())));
    all.put("REFUND", refunding(false, rich));
    all.put("REFUND renewal", refunding(true, rich.with(world.at(world.rules.epoch() - 1, rich))));
    return all;
  }

  /** Giving a part of what was accepted back. */
  private PrivateTransaction refunding(boolean renewal, Holder of) {
    Intent.Refund back = new Intent.Refund(Amount.parse("7.00"), ByteString.utf8("too small"));
    EntryOpening entry = ending(Kind.ACCEPT, of);
    return world.prove(Intent.refund(renewal, Optional.of(coin), entry, back), of).transaction();
  }

  /** Going to class 1, with the signatures of two registrars. */
  private PrivateTransaction reclassified(boolean renewal, Holder of) {
    ClassOrder order = new ClassOrder(of.keys().publicSpendKey(), 1, 1, World.VALID_UNTIL);
    ByteString statement = order.statement(world.suite.domain());
    return world
        .prove(Intent.change(renewal, order), of)
        .transaction()
        .approvedBy(
            Stream.of(0, 2).map(i -> new Approval(i, REGISTRARS.get(i).sign(statement))).toList());
  }

  /** A payment of any tier to oneself, or the end of one. */
  private PrivateTransaction tiered(Kind kind, boolean renewal, Holder of) {
    boolean ends = kind == Kind.ACCEPT || kind == Kind.RETURN;
    Amount amount = Amount.parse(kind == Kind.DELAYED_PAY ? "5000.01" : "20.00");
    Intent intent =
        new Intent(
            kind,
            renewal,
            List.of(coin),
            ends
                ? Optional.empty()
                : Optional.of(
                    new Intent.Payment(world.address(of), amount, ByteString.utf8("a note"))),
            Optional.empty(),
            ends ? Optional.of(ending(kind, of)) : Optional.empty());
    StateTransaction made = world.prove(intent, of).transaction();
    Approval.Statement statement = made.approval(world.suite);
    return kind == Kind.APPROVED_PAY
        ? made.approvedBy(Stream.of(0, 2).map(i -> statement.sign(i, AUDITORS.get(i))).toList())
        : made;
  }

  private EntryOpening ending(Kind kind, Holder of) {
    Holder current = of.with(world.at(world.rules.epoch(), of));
    Amount amount = Amount.parse("20.00");
    Intent.Payment payment = new Intent.Payment(world.address(of), amount, ByteString.EMPTY);
    StateTransaction made = world.prove(Intent.pay(Kind.ENTRY_PAY, payment), current).transaction();
    return kind == Kind.ACCEPT
        ? world.acceptance(of, made)
        : world.takeBack(of, made, amount).orElseThrow();
  }

  private static ByteString account() {
    return ACCOUNT.address().bytes();
  }

  private StateCredential ofLastEpoch() {
    return world.at(world.rules.epoch() - 1, holder);
  }

  private PrivateTransaction consuming(Kind kind, boolean renewal, Holder of) {
    Amount ten = Amount.parse("10.00");
    boolean moves = kind == Kind.LOAD || kind == Kind.UNLOAD || kind == Kind.BULK_UNLOAD;
    Intent intent =
        new Intent(
            kind,
            renewal,
            List.of(coin),
            kind == Kind.PAY
                ? Optional.of(
                    new Intent.Payment(world.address(holder), ten, ByteString.utf8("a note")))
                : Optional.empty(),
            moves ? Optional.of(new Intent.AccountTransfer(ten, account(), 0)) : Optional.empty());
    StateTransaction made = world.prove(intent, of).transaction();
    return kind == Kind.LOAD ? made.signedBy(ACCOUNT.sign(made.core()).bytes()) : made;
  }
}
