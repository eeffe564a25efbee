-------------------------------- MODULE Art --------------------------------
(***************************************************************************)
(* Paying and redeeming of docs/spec/50-art.md, sections 5 and 6.          *)
(*                                                                         *)
(* Secure devices keep to the rules; everything else is hostile.  Hosts    *)
(* show any token there is to any device, as often as they like, and so    *)
(* make forks.  Messages are lost, late and repeated, power fails between  *)
(* any two steps, devices get lost: nobody ever has to take a step, so all *)
(* of that is in here without a name.  Some devices are broken open: they  *)
(* sign whatever passes for a payment.  Signatures and digests are         *)
(* perfect, so a payment is named by what it says and what it continues.   *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC

CONSTANTS
  Purses,           \* secure devices
  Broken,           \* those of them that were opened
  Tokens,           \* configurations
  Owner,            \* of each token: the one device that redeems it (page 50, O3; page 54, 3.3)
  Loaded,           \* what each device was loaded with
  Amounts,          \* what a payment may move
  PaymentsMax,      \* payments on one token
  SumMax,           \* the largest aggregate
  ForgedMax,        \* how often broken devices sign
  AmountInKey,      \* a mistake: a device pays again when another amount is asked
  CreditsAggregate, \* a mistake: redeeming credits what the aggregate grew by, over any number of steps
  SendsFirst,       \* a mistake: power may fail after a payment has left and before it is stored
  ForgetsRedeemed   \* a mistake: a device drops what it knows of a token while it is valid

ASSUME Broken \subseteq Purses
ASSUME Owner \in [Tokens -> Purses \ Broken]

Honest == Purses \ Broken

\* The world that is explored: two purses with a token each, and a broken one.
CONSTANTS a, b, m, ta, tb
OwnerOfTwo == (ta :> a @@ tb :> b)
LoadedTwo == (a :> 2 @@ b :> 0 @@ m :> 0)

VARIABLES
  balance,    \* of each device
  paid,       \* payments that honest devices stored
  sent,       \* payments whose bytes can have left a device
  redeemed,   \* what a device knows of a token of its own: the payments, and their sum
  credited,   \* the payments that were ever redeemed
  received    \* and the money that came of it

variables == <<balance, paid, sent, redeemed, credited, received>>

(***************************************************************************)
(* A payment says its amount and the aggregate, and continues a history.   *)
(***************************************************************************)
Entry(x) == [payer |-> x.payer, amount |-> x.amount, sum |-> x.sum]

Continued(x) == Append(x.past, Entry(x))

Histories(t) == {<<>>} \cup {Continued(x) : x \in {y \in sent : y.token = t}}

SumOf(history) == IF history = <<>> THEN 0 ELSE history[Len(history)].sum

Total(payments) ==
  LET add[left \in SUBSET payments] ==
        IF left = {} THEN 0
        ELSE LET x == CHOOSE y \in left : TRUE IN x.amount + add[left \ {x}]
  IN add[payments]

RECURSIVE Held(_)
Held(purses) ==
  IF purses = {} THEN 0
  ELSE LET p == CHOOSE q \in purses : TRUE IN balance[p] + Held(purses \ {p})

RECURSIVE LoadedInto(_)
LoadedInto(purses) ==
  IF purses = {} THEN 0
  ELSE LET p == CHOOSE q \in purses : TRUE IN Loaded[p] + LoadedInto(purses \ {p})

Init ==
  /\ balance = Loaded
  /\ paid = {}
  /\ sent = {}
  /\ redeemed = [t \in Tokens |-> [past |-> <<>>, sum |-> 0]]
  /\ credited = {}
  /\ received = 0

(***************************************************************************)
(* 5.3, 6.2: the amount is no part of what names a payment.                *)
(***************************************************************************)
Answered(p, t, past, n) ==
  \E x \in paid :
    /\ x.payer = p /\ x.token = t /\ x.past = past
    /\ AmountInKey => x.amount = n

Payment(p, t, past, n) ==
  [payer |-> p, token |-> t, past |-> past, amount |-> n, sum |-> SumOf(past) + n]

MayPay(p, t, past, n) ==
  /\ p \in Honest
  /\ ~ Answered(p, t, past, n)
  /\ Len(past) < PaymentsMax
  /\ SumOf(past) + n <= SumMax
  /\ n <= balance[p]

\* One step.  The bytes leave after it, if at all, and as often as somebody asks.
Pay(p, t, past, n) ==
  /\ MayPay(p, t, past, n)
  /\ balance' = [balance EXCEPT ![p] = @ - n]
  /\ paid' = paid \cup {Payment(p, t, past, n)}
  /\ sent' = sent \cup {Payment(p, t, past, n)}
  /\ UNCHANGED <<redeemed, credited, received>>

TornPay(p, t, past, n) ==
  /\ SendsFirst
  /\ MayPay(p, t, past, n)
  /\ sent' = sent \cup {Payment(p, t, past, n)}
  /\ UNCHANGED <<balance, paid, redeemed, credited, received>>

\* A broken device keeps to the limits that others check, and to nothing else.
Forge(p, t, past, n, sum) ==
  /\ Cardinality({x \in sent : x.payer \in Broken}) < ForgedMax
  /\ Len(past) < PaymentsMax
  /\ n <= sum
  /\ sent' = sent \cup {[payer |-> p, token |-> t, past |-> past, amount |-> n, sum |-> sum]}
  /\ UNCHANGED <<balance, paid, redeemed, credited, received>>

(***************************************************************************)
(* 5.6, 6.3: step by step, and the amount only.                            *)
(***************************************************************************)
IsNext(x) ==
  LET last == redeemed[x.token] IN
  IF CreditsAggregate
    THEN Len(x.past) >= Len(last.past) /\ x.sum > last.sum
    ELSE x.past = last.past /\ x.sum = last.sum + x.amount

Credit(x) == IF CreditsAggregate THEN x.sum - redeemed[x.token].sum ELSE x.amount

Redeem(x) ==
  LET owner == Owner[x.token] IN
  /\ IsNext(x)
  /\ balance' = [balance EXCEPT ![owner] = @ + Credit(x)]
  /\ received' = received + Credit(x)
  /\ redeemed' = [redeemed EXCEPT ![x.token] = [past |-> Continued(x), sum |-> x.sum]]
  /\ credited' = credited \cup {x}
  /\ UNCHANGED <<paid, sent>>

Forget(t) ==
  /\ ForgetsRedeemed
  /\ redeemed' = [redeemed EXCEPT ![t] = [past |-> <<>>, sum |-> 0]]
  /\ UNCHANGED <<balance, paid, sent, credited, received>>

Next ==
  \/ \E t \in Tokens : \E past \in Histories(t), n \in Amounts :
       \/ \E p \in Honest : Pay(p, t, past, n) \/ TornPay(p, t, past, n)
       \/ \E p \in Broken, sum \in 1 .. SumMax : Forge(p, t, past, n, sum)
  \/ \E x \in sent : Redeem(x)
  \/ \E t \in Tokens : Forget(t)

Spec == Init /\ [][Next]_variables

(***************************************************************************)
(* What must hold (section 7).                                             *)
(***************************************************************************)
Forged == {x \in credited : x.payer \in Broken}

\* O1: balances and payments that were made and not redeemed are what was loaded, and what broken
\* devices made up; that is no more than the amounts they signed.
Conservation ==
  Held(Purses) + Total(paid \ credited) = LoadedInto(Purses) + Total(Forged)

\* O2
PayOnce ==
  \A x, y \in paid :
    (x.payer = y.payer /\ x.token = y.token /\ x.past = y.past) => x = y

\* O3
RedeemOnce == received = Total(credited)

\* Of two payments that continue the same token at most one is credited.
NoForkPaysTwice ==
  \A x, y \in credited : (x.token = y.token /\ Len(x.past) = Len(y.past)) => x = y

\* O3, O7: what was credited was paid by an honest device, or a broken one signed it.
NothingFromNothing == credited \subseteq paid \cup Forged

BalancesHold == \A p \in Purses : balance[p] >= 0
=============================================================================
