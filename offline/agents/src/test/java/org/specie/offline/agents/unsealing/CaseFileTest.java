package org.specie.offline.agents.unsealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.offline.agents.RegisterWorld;
import org.specie.offline.agents.World;
import org.specie.offline.agents.pseudonym.RegisterEntry;
import org.specie.quality.requirements.Requirement;

/** Spec: docs/spec/56-register.md 3.5. */
@Requirement("R54")
class CaseFileTest {
  private final RegisterWorld world = new RegisterWorld();
  private CaseFile made;

  @BeforeEach
  void make() throws IOException {
    RegisterEntry entry = world.register.entry(world.enrol("account 0017")).orElseThrow();
    UnsealingOrder order =
        new UnsealingOrder(
            "Court of the Old Town",
            "AZ 12/26",
            "Laundering",
            entry.owner(),
            World.NOW,
            World.later(1_440));
    made = CaseFile.of(UnsealingCase.of(order, entry, RegisterWorld.entropy()), entry);
  }

  private Approval approval(int member) throws IOException {
    return world
        .authority(member)
        .approve(made.about().encode(), made.entry().encode(), World.NOW)
        .optional()
        .orElseThrow();
  }

  private boolean isOrdered(CaseFile file) {
    return file.warrant().isOrdered(world.authorities);
  }

  @Test
  void approvalsInWhateverOrderMakeOneWarrant() throws IOException {
    CaseFile two = made.with(approval(4)).with(approval(1)).with(approval(4));
    assertThat(two.warrant().approvals()).extracting(Approval::index).containsExactly(1, 4);
    assertThat(isOrdered(two)).isFalse();
    assertThat(isOrdered(two.with(approval(2)))).isTrue();
  }

  /** Whoever has the file in hands cannot make it worthless by writing into it. */
  @Test
  void aFalseApprovalDoesNotCostTheOthers() throws IOException {
    CaseFile three = made.with(approval(1)).with(approval(2)).with(approval(3));
    CaseFile spoilt =
        three
            .with(new Approval(4, approval(1).signature()))
            .with(new Approval(9, approval(1).signature()));
    assertThat(isOrdered(spoilt)).isFalse();
    assertThat(spoilt.examined(world.authorities)).isEqualTo(three);
    CaseFile replaced = three.with(new Approval(2, approval(1).signature()));
    assertThat(replaced.examined(world.authorities).warrant().approvals())
        .extracting(Approval::index)
        .containsExactly(1, 3);
  }

  @Test
  void isReadWholeAndWithNothingAfterIt() throws Exception {
    ByteString bytes = made.with(approval(1)).with(approval(2)).encode();
    assertThat(CaseFile.decode(bytes).encode()).isEqualTo(bytes);
    for (ByteString wrong :
        new ByteString[] {
          ByteString.EMPTY,
          bytes.slice(0, bytes.size() - 1),
          ByteString.concat(bytes, ByteString.copyOf(new byte[1]))
        }) {
      assertThatThrownBy(() -> CaseFile.decode(wrong)).isInstanceOf(MalformedInput.class);
    }
  }
}
