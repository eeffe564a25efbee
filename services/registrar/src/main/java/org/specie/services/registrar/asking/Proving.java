package org.specie.services.registrar.asking;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.protocol.registration.TagKey;
import org.specie.kernel.core.ByteString;
import org.specie.kernel.core.Hash32;
import org.specie.services.api.Answer;
import org.specie.services.api.Refusal;
import org.specie.services.registrar.Registrar.Given;
import org.specie.services.registrar.asking.Proving.Proven;

/**
 * The parts of a tag's proof that registrars have given so far. Whose share a part is of, it says
 * itself: each is verified by itself, so nobody has another's place. Source:
 * docs/spec/43-registrar.md, clause 5.1.
 */
final class Proving implements RegistrarPanel.Count<Given, Proven> {
  /** What a person is called, and the proof of it. */
  record Proven(Hash32 tag, ByteString proof) {}

  private final TagKey tags;
  private final ByteString question;
  private final Refusals refusals;
  private final SortedMap<Integer, ByteString> points = new TreeMap<>();

  Proving(TagKey tags, ByteString question, KeyQuorum quorum) {
    this.tags = tags;
    this.question = question;
    this.refusals = new Refusals(quorum);
  }

  /** What is no share counts as silence. */
  @Override
  public Optional<Answer<Proven>> count(int index, Answer<Given> answer) {
    return switch (answer) {
      case Answer.Done<Given>(Given given) -> given(given);
      case Answer.Refused<Given>(Refusal refusal) -> refusals.count(refusal);
    };
  }

  private Optional<Answer<Proven>> given(Given given) {
    if (!tags.isShare(question, given.place(), given.point())) {
      return Optional.empty();
    }
    points.put(given.place(), given.point());
    return tags.combine(question, points)
        .flatMap(
            proof -> tags.tag(question, proof).map(tag -> Answer.done(new Proven(tag, proof))));
  }
}
