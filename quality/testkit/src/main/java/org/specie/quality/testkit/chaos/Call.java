package org.specie.quality.testkit.chaos;

import java.util.Optional;
import org.specie.kernel.core.Hash32;
import org.specie.quality.testkit.history.Event;
import org.specie.quality.testkit.processes.Answer;
import org.specie.quality.testkit.processes.Operation;

/**
 * A request as its client saw it.
 *
 * @param invoked when it was first sent
 * @param heard what was answered, if anything was
 */
record Call(Hash32 id, Operation operation, long invoked, Optional<Heard> heard) {
  /**
   * A verified answer.
   *
   * @param at when it came
   * @param height of the block it is in
   * @param header the hash of that block's header
   */
  record Heard(long at, long height, Hash32 header, Answer answer) {}

  /** The register it is about; -1 if it is about none. */
  int register() {
    return switch (operation) {
      case Operation.Count(), Operation.Fill(long _) -> -1;
      case Operation.Read(int register) -> register;
      case Operation.Write(int register, long _) -> register;
      case Operation.CompareAndSet(int register, long _, long _) -> register;
    };
  }

  /** What a checker of histories makes of it. */
  Event event() {
    long returned = heard.map(Heard::at).orElse(Event.NEVER);
    long held = heard.map(each -> each.answer().before()).orElse(0L);
    boolean isSet = heard.map(each -> each.answer().isSet()).orElse(true);
    Event.Effect effect =
        switch (operation) {
          case Operation.Count(), Operation.Fill(long _) -> new Event.Saw(held);
          case Operation.Read(int _) -> new Event.Saw(held);
          case Operation.Write(int _, long value) -> new Event.Wrote(value);
          case Operation.CompareAndSet(int _, long expected, long value) ->
              heard.isEmpty()
                  ? new Event.MaySwap(expected, value)
                  : isSet
                      ? new Event.Swapped(expected, value)
                      : new Event.DidNotSwap(expected, held);
        };
    return new Event(invoked, returned, effect);
  }
}
