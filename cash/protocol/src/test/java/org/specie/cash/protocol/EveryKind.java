package org.specie.cash.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.Coin;
import org.specie.cash.protocol.credential.StateCredential;
import org.specie.cash.protocol.proof.FoldProver;
import org.specie.cash.protocol.proof.Intent;
import org.specie.cash.protocol.transaction.Enrolment;
import org.specie.cash.protocol.transaction.Enrolment.Approval;
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
            Stream.of(0, 2).map(i -> new Approval(i, REGISTRARS.get(i).sign(statement))).toList()));
    return all;
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
