package org.specie.cash.protocol.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.specie.cash.protocol.EveryKind;
import org.specie.cash.protocol.World;
import org.specie.cash.protocol.World.Holder;
import org.specie.cash.protocol.credential.HolderKeys;
import org.specie.cash.protocol.transaction.PrivateTransaction;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.bls381.G2;
import org.specie.quality.requirements.Property;
import org.specie.quality.requirements.Requirement;

/**
 * 95: K, pid and view key stand in no transaction but the enrolment and a change of class (13.7),
 * whole or in part, and nothing on the ledger is in the second group: with k there, every nullifier
 * would be linked by a pairing.
 */
@Requirement("D8")
final class IdentityTest {
  private static final int PART = 12;

  private final World world = new World(95);
  private final Map<String, PrivateTransaction> all = EveryKind.in(world);
  private final Holder everybody = world.enrol("everybody", 0);

  /** Everything that names a person. */
  private List<ByteString> names() {
    HolderKeys keys = everybody.keys();
    G1 key = keys.publicSpendKey();
    List<ByteString> names = new ArrayList<>();
    names.add(ByteString.copyOf(key.toByteArray()));
    names.add(ByteString.copyOf(key.negate().toByteArray()));
    names.add(ByteString.copyOf(key.clearCofactor().toByteArray()));
    names.add(keys.pid().toByteString());
    names.add(keys.k().toByteString());
    names.add(keys.view().publicKey().bytes());
    names.add(everybody.enrolment().body().statement().uniqueness().bytes());
    names.addAll(names.stream().map(IdentityTest::reversed).toList());
    return names;
  }

  private static ByteString reversed(ByteString bytes) {
    byte[] reversed = new byte[bytes.size()];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = (byte) bytes.at(reversed.length - 1 - i);
    }
    return ByteString.copyOf(reversed);
  }

  /** All runs of twelve bytes. */
  private static Set<ByteString> parts(ByteString bytes) {
    Set<ByteString> parts = new HashSet<>();
    for (int at = 0; at + PART <= bytes.size(); at++) {
      parts.add(bytes.slice(at, at + PART));
    }
    return parts;
  }

  private static ByteString everythingIn(View view) {
    return ByteString.copyOf(view.bytes());
  }

  @Test
  @Property("P8")
  void noTransactionButEnrolmentAndChangeOfClassNamesAnybody() {
    Set<ByteString> named = new HashSet<>();
    names().forEach(name -> named.addAll(parts(name)));
    all.forEach(
        (kind, transaction) -> {
          View operators =
              new View().operate(kind, world.prepared(transaction), world.keys.shares());
          Set<ByteString> found = parts(transaction.encode());
          found.addAll(parts(everythingIn(operators)));
          found.retainAll(named);
          if (kind.equals("ENROL") || kind.startsWith("CLASS_CHANGE")) {
            assertThat(found).as("the search finds what is there").isNotEmpty();
          } else {
            assertThat(found).as(kind).isEmpty();
          }
        });
  }

  /** The types of a transaction's parts, down to the last. */
  private static void collect(Type type, Set<Type> seen) {
    if (!seen.add(type)) {
      return;
    }
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        collect(argument, seen);
      }
    } else if (type instanceof Class<?> each) {
      if (each.isSealed()) {
        for (Class<?> permitted : each.getPermittedSubclasses()) {
          collect(permitted, seen);
        }
      }
      if (each.isRecord()) {
        for (RecordComponent component : each.getRecordComponents()) {
          collect(component.getGenericType(), seen);
        }
      }
    }
  }

  @Test
  @Property("P8")
  void nothingInATransactionIsInTheSecondGroup() {
    Set<Type> types = new HashSet<>();
    collect(PrivateTransaction.class, types);
    assertThat(types).contains(G1.class).doesNotContain(G2.class);
    assertThat(types.size()).isGreaterThan(20);
  }
}
