package org.specie.cash.application.transaction;

import java.util.Optional;
import org.specie.cash.application.policy.KeyQuorum;
import org.specie.cash.application.policy.Policy;
import org.specie.cash.application.policy.ProviderName;
import org.specie.cash.application.policy.TierPolicy;
import org.specie.kernel.core.Amount;
import org.specie.kernel.core.Hash32;
import org.specie.kernel.core.codec.Decoder;
import org.specie.kernel.core.codec.Encoder;
import org.specie.kernel.core.codec.MalformedInput;
import org.specie.kernel.crypto.bls381.G1;
import org.specie.kernel.crypto.signature.Address;
import org.specie.kernel.crypto.signature.Ed25519PublicKey;
import org.specie.ledger.api.block.OperatorSet;
import org.specie.ledger.api.certificate.Equivocation;

/** What the committee may decide; auditors and authorities, where an act says so. */
public sealed interface Act {
  /** Makes ordinary money in an account. */
  record IssueOrdinary(Address to, Amount amount) implements Act {
    private static final int CODE = 1;
  }

  /**
   * Makes a coin for an enrolled person. Value and owner are public, as the record is; what becomes
   * of the coin is not.
   */
  record IssuePrivate(G1 publicSpendKey, Amount amount) implements Act {
    private static final int CODE = 2;
  }

  /** Unmakes ordinary money of the treasury account, the only account the committee may touch. */
  record DestroyOrdinary(Amount amount) implements Act {
    private static final int CODE = 3;
  }

  /** Puts {@code policy} in force from the block at {@code fromHeight} on. */
  record SetPolicy(Policy policy, long fromHeight) implements Act {
    private static final int CODE = 4;
  }

  /**
   * Has {@code operators} take over: somebody joins, leaves or is replaced, keys or addresses
   * change. Source: docs/spec/27-membership.md.
   *
   * @param replacesMost whether fewer than 2f + 1 of the current ones may stay
   */
  record ChangeOperators(OperatorSet operators, boolean replacesMost) implements Act {
    private static final int CODE = 5;
  }

  /** Has {@code operators} take over without the one that {@code evidence} convicts. */
  record ExpelOperator(Equivocation evidence, OperatorSet operators) implements Act {
    private static final int CODE = 6;
  }

  /** Drops the change of operators that the act with {@code plan} planned, while it can be. */
  record CancelChange(Hash32 plan) implements Act {
    private static final int CODE = 7;
  }

  /** Stops the entry of this name while it waits; signed by auditors. */
  record VetoEntry(Hash32 entry) implements Act {
    private static final int CODE = 8;
  }

  /** Clears the entry of this name, where silence does not; signed by auditors. */
  record ClearEntry(Hash32 entry) implements Act {
    private static final int CODE = 9;
  }

  /**
   * Orders that the payment with this core be opened; signed by authorities.
   *
   * @param grounds a hash of why
   */
  record OrderOpening(Hash32 core, Hash32 grounds) implements Act {
    private static final int CODE = 10;
  }

  /**
   * Names the float of the offline issuer {@code issuer}, or changes who redeems from it and how
   * much may be in it; what is in it stays. Source: docs/spec/53-float.md, section 4.
   */
  record NameFloat(Hash32 issuer, KeyQuorum redeemers, Amount limit) implements Act {
    private static final int CODE = 11;
  }

  /** Makes offline cash: the float of {@code issuer} owes more, and no account less. */
  record IssueOffline(Hash32 issuer, Amount amount) implements Act {
    private static final int CODE = 12;
  }

  /** Unmakes offline cash that came back to {@code issuer}, or is lost for good. */
  record DestroyOffline(Hash32 issuer, Amount amount) implements Act {
    private static final int CODE = 13;
  }

  /**
   * Lists the provider {@code name} with {@code key}, or gives the one of that name another key.
   * Source: docs/spec/44-provider-register.md, section 2.
   */
  record ListProvider(ProviderName name, Ed25519PublicKey key) implements Act {
    private static final int CODE = 14;
  }

  /** Strikes the provider {@code name} off, for good. */
  record StrikeOffProvider(ProviderName name) implements Act {
    private static final int CODE = 15;
  }

  /** Who decides it under {@code policy}; nobody where there are no tiers to decide about. */
  default Optional<KeyQuorum> deciders(Policy policy) {
    return switch (this) {
      case VetoEntry _, ClearEntry _ -> policy.tiers().map(TierPolicy::auditors);
      case OrderOpening _ -> policy.tiers().map(TierPolicy::authorities);
      case IssueOrdinary _, IssuePrivate _, DestroyOrdinary _, SetPolicy _ ->
          Optional.of(policy.committee());
      case NameFloat _, IssueOffline _, DestroyOffline _ -> Optional.of(policy.committee());
      case ListProvider _, StrikeOffProvider _ -> Optional.of(policy.committee());
      case ChangeOperators _, ExpelOperator _, CancelChange _ -> Optional.of(policy.committee());
    };
  }

  /** Whether it changes who operates the ledger. */
  default boolean isAboutOperators() {
    return switch (this) {
      case ChangeOperators _, ExpelOperator _, CancelChange _ -> true;
      case IssueOrdinary _, IssuePrivate _, DestroyOrdinary _, SetPolicy _ -> false;
      case VetoEntry _, ClearEntry _, OrderOpening _ -> false;
      case NameFloat _, IssueOffline _, DestroyOffline _ -> false;
      case ListProvider _, StrikeOffProvider _ -> false;
    };
  }

  default void encode(Encoder out) {
    switch (this) {
      case IssueOrdinary(Address to, Amount amount) ->
          out.u8(IssueOrdinary.CODE).fixed(to.bytes()).u64(amount.minor());
      case IssuePrivate(G1 publicSpendKey, Amount amount) -> {
        out.u8(IssuePrivate.CODE);
        publicSpendKey.encode(out);
        out.u64(amount.minor());
      }
      case DestroyOrdinary(Amount amount) -> out.u8(DestroyOrdinary.CODE).u64(amount.minor());
      case SetPolicy(Policy policy, long fromHeight) -> {
        out.u8(SetPolicy.CODE);
        policy.encode(out);
        out.u64(fromHeight);
      }
      case ChangeOperators(OperatorSet operators, boolean replacesMost) -> {
        out.u8(ChangeOperators.CODE);
        operators.encode(out);
        out.bool(replacesMost);
      }
      case ExpelOperator(Equivocation evidence, OperatorSet operators) -> {
        out.u8(ExpelOperator.CODE);
        evidence.encode(out);
        operators.encode(out);
      }
      case CancelChange(Hash32 plan) -> out.u8(CancelChange.CODE).hash(plan);
      case VetoEntry(Hash32 entry) -> out.u8(VetoEntry.CODE).hash(entry);
      case ClearEntry(Hash32 entry) -> out.u8(ClearEntry.CODE).hash(entry);
      case OrderOpening(Hash32 core, Hash32 grounds) ->
          out.u8(OrderOpening.CODE).hash(core).hash(grounds);
      case NameFloat(Hash32 issuer, KeyQuorum redeemers, Amount limit) -> {
        out.u8(NameFloat.CODE).hash(issuer);
        redeemers.encode(out);
        out.u64(limit.minor());
      }
      case IssueOffline(Hash32 issuer, Amount amount) ->
          out.u8(IssueOffline.CODE).hash(issuer).u64(amount.minor());
      case DestroyOffline(Hash32 issuer, Amount amount) ->
          out.u8(DestroyOffline.CODE).hash(issuer).u64(amount.minor());
      case ListProvider(ProviderName name, Ed25519PublicKey key) -> {
        out.u8(ListProvider.CODE);
        name.encode(out);
        out.fixed(key.bytes());
      }
      case StrikeOffProvider(ProviderName name) -> {
        out.u8(StrikeOffProvider.CODE);
        name.encode(out);
      }
    }
  }

  static Act decode(Decoder in) throws MalformedInput {
    return switch (in.u8()) {
      case IssueOrdinary.CODE ->
          new IssueOrdinary(new Address(in.fixed(Address.SIZE)), AmountBytes.decode(in));
      case IssuePrivate.CODE -> new IssuePrivate(G1.decodeInSubgroup(in), AmountBytes.decode(in));
      case DestroyOrdinary.CODE -> new DestroyOrdinary(AmountBytes.decode(in));
      case SetPolicy.CODE -> new SetPolicy(Policy.decode(in), in.u64());
      case ChangeOperators.CODE -> new ChangeOperators(OperatorSet.decode(in), in.bool());
      case ExpelOperator.CODE -> new ExpelOperator(Equivocation.decode(in), OperatorSet.decode(in));
      case CancelChange.CODE -> new CancelChange(in.hash());
      case VetoEntry.CODE -> new VetoEntry(in.hash());
      case ClearEntry.CODE -> new ClearEntry(in.hash());
      case OrderOpening.CODE -> new OrderOpening(in.hash(), in.hash());
      case NameFloat.CODE -> new NameFloat(in.hash(), KeyQuorum.decode(in), AmountBytes.decode(in));
      case IssueOffline.CODE -> new IssueOffline(in.hash(), AmountBytes.decode(in));
      case DestroyOffline.CODE -> new DestroyOffline(in.hash(), AmountBytes.decode(in));
      case ListProvider.CODE ->
          new ListProvider(ProviderName.decode(in), Ed25519PublicKey.decode(in));
      case StrikeOffProvider.CODE -> new StrikeOffProvider(ProviderName.decode(in));
      default -> throw new MalformedInput("unknown act");
    };
  }
}
