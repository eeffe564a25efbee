-------------------------------- MODULE Sbft --------------------------------
(***************************************************************************)
(* Agreement and the dual-mode view change of docs/spec/23-sbft.md.        *)
(*                                                                         *)
(* One replica is a liar; it votes for everything, and in a view change it *)
(* reports anything it can sign and any certificate that can exist.  Every *)
(* primary is its accomplice: whatever a new view can be built to choose,  *)
(* some honest replica may be told.  Messages are lost and late as they    *)
(* please, so no honest replica has to do anything.                        *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, TLC

CONSTANTS
  Honest,           \* replicas that follow the protocol
  Faults, Slow,     \* f and c
  Slots,            \* slots of the log, after the start
  ViewMax,          \* views are 0 .. ViewMax
  Batches,          \* what clients want
  Null,             \* the null batch
  None,             \* no batch
  FastEvidence,     \* f + c + 1 in clause 7.5
  TiesToFast,       \* a mistake: at equal views the fast batch wins
  ForgetsLeaving    \* a mistake: a replica that lost its log votes in a view it had left

Replicas == 3 * Faults + 2 * Slow + 1
FastQuorum == 3 * Faults + Slow + 1
PreparedQuorum == 2 * Faults + Slow + 1
ViewChangeQuorum == 2 * Faults + 2 * Slow + 1

ASSUME Cardinality(Honest) = Replicas - Faults
ASSUME Faults \in {0, 1}

Views == 0 .. ViewMax
Values == Batches \cup {Null}

VARIABLES
  view,         \* the view an honest replica is in, or is waiting to enter
  accepted,     \* what it accepted, by slot and view
  prepared,     \* whether it saw a prepared certificate, by slot and view
  viewChanges   \* view-change messages of honest replicas

variables == <<view, accepted, prepared, viewChanges>>

(***************************************************************************)
(* Certificates: there is one as soon as there can be one.                 *)
(***************************************************************************)
Voters(s, v, b) == {r \in Honest : accepted[r][s][v] = b}

CanPrepare(s, v, b) == Cardinality(Voters(s, v, b)) + Faults >= PreparedQuorum

FastCommitted(s, v, b) == Cardinality(Voters(s, v, b)) + Faults >= FastQuorum

SlowCommitted(s, v, b) ==
  Cardinality({r \in Voters(s, v, b) : prepared[r][s][v]}) + Faults >= PreparedQuorum

Committed(s, v, b) == FastCommitted(s, v, b) \/ SlowCommitted(s, v, b)

(***************************************************************************)
(* View changes: of each slot the last proposal accepted and the prepared  *)
(* certificate of the highest view.  View -1 says that there is none.      *)
(***************************************************************************)
Nothing == [view |-> -1, batch |-> None]

Highest(views) == IF views = {} THEN -1 ELSE CHOOSE u \in views : \A w \in views : w <= u

Said(r, s, u) == IF u = -1 THEN Nothing ELSE [view |-> u, batch |-> accepted[r][s][u]]

ViewChange(r, v) ==
  [sender |-> r, view |-> v,
   accepted |-> [s \in Slots |->
     Said(r, s, Highest({u \in Views : u < v /\ accepted[r][s][u] # None}))],
   prepared |-> [s \in Slots |->
     Said(r, s, Highest({u \in Views : u < v /\ prepared[r][s][u]}))]]

(* All a liar can report of slot s.  It can show any certificate there is. *)
Lies(s, v) ==
  LET acceptable == {Nothing} \cup [view : {u \in Views : u < v}, batch : Values]
      preparable == {Nothing} \cup
        {p \in [view : {u \in Views : u < v}, batch : Values] : CanPrepare(s, p.view, p.batch)}
  IN  [accepted : acceptable, prepared : preparable]

(***************************************************************************)
(* Clause 7.5 for one slot, given the reports of n - f replicas: a set of  *)
(* [sender, accepted, prepared].                                           *)
(***************************************************************************)
Fast(reports, b, u) ==
  Cardinality({m \in reports : m.accepted.batch = b /\ m.accepted.view >= u}) >= FastEvidence

SafeValue(reports) ==
  LET slow == Highest({m.prepared.view : m \in reports})
      fast == Highest({u \in Views : \E b \in Values : Fast(reports, b, u)})
      slowBatches == {m.prepared.batch : m \in {m \in reports : m.prepared.view = slow}}
      fastBatches == {b \in Values : Fast(reports, b, fast)}
      isFast == IF TiesToFast THEN fast >= slow ELSE fast > slow
  IN  CASE slow = -1 /\ fast = -1 -> {Null}
        [] isFast /\ fast > -1     -> fastBatches
        [] OTHER                   -> slowBatches

IsEmpty(reports) == \A m \in reports : m.accepted = Nothing /\ m.prepared = Nothing

(* A slot beyond the highest reported is free for the primary to fill. *)
Outcomes(reports) == IF IsEmpty(reports) THEN Batches ELSE SafeValue(reports)

Of(m, s) == [sender |-> m.sender, accepted |-> m.accepted[s], prepared |-> m.prepared[s]]

(* What the primary of view v can choose for slot s, whomever it listens to. *)
Choosable(v, s) ==
  LET sent == {m \in viewChanges : m.view = v}
      senders == {m.sender : m \in sent}
      quorums(k) == {q \in SUBSET sent :
                       /\ Cardinality(q) = k
                       /\ Cardinality({m.sender : m \in q}) = k}
      honestOnly == {{Of(m, s) : m \in q} : q \in quorums(ViewChangeQuorum)}
      withLiar == {{Of(m, s) : m \in q} \cup
                     {[sender |-> None, accepted |-> x.accepted, prepared |-> x.prepared]} :
                     q \in quorums(ViewChangeQuorum - 1), x \in Lies(s, v)}
  IN  IF Cardinality(senders) < ViewChangeQuorum - Faults THEN {}
      ELSE UNION {Outcomes(reports) :
                    reports \in honestOnly \cup (IF Faults = 1 THEN withLiar ELSE {})}

(***************************************************************************)
(* Actions                                                                 *)
(***************************************************************************)
Init ==
  /\ view = [r \in Honest |-> 0]
  /\ accepted = [r \in Honest |-> [s \in Slots |-> [v \in Views |-> None]]]
  /\ prepared = [r \in Honest |-> [s \in Slots |-> [v \in Views |-> FALSE]]]
  /\ viewChanges = {}

(* 7.2: a replica leaves for a later view; it may skip some. *)
LeaveView(r, v) ==
  /\ v > view[r]
  /\ view' = [view EXCEPT ![r] = v]
  /\ viewChanges' = viewChanges \cup {ViewChange(r, v)}
  /\ UNCHANGED <<accepted, prepared>>

(* 6.3 and 7.7: it accepts what the primary of its view tells it, once a slot and view. *)
Accept(r, s) ==
  LET v == view[r] IN
  /\ accepted[r][s][v] = None
  /\ \E b \in (IF v = 0 THEN Batches ELSE Choosable(v, s)) :
       accepted' = [accepted EXCEPT ![r][s][v] = b]
  /\ UNCHANGED <<view, prepared, viewChanges>>

(* 6.5: it sees a prepared certificate of what it accepted, and says so. *)
SeePrepared(r, s) ==
  LET v == view[r] IN
  /\ accepted[r][s][v] # None
  /\ ~prepared[r][s][v]
  /\ CanPrepare(s, v, accepted[r][s][v])
  /\ prepared' = [prepared EXCEPT ![r][s][v] = TRUE]
  /\ UNCHANGED <<view, accepted, viewChanges>>

(* 8.2, wrongly: a replica that lost its log follows a view it had left, before it voted. *)
ForgetLeaving(r, v) ==
  /\ ForgetsLeaving
  /\ v < view[r]
  /\ \A s \in Slots, u \in Views : accepted[r][s][u] = None
  /\ view' = [view EXCEPT ![r] = v]
  /\ UNCHANGED <<accepted, prepared, viewChanges>>

Next ==
  \E r \in Honest :
    \/ \E v \in Views : LeaveView(r, v) \/ ForgetLeaving(r, v)
    \/ \E s \in Slots : Accept(r, s) \/ SeePrepared(r, s)

Spec == Init /\ [][Next]_variables

(***************************************************************************)
(* Properties                                                              *)
(***************************************************************************)
CommittedBatches(s) == {b \in Values : \E v \in Views : Committed(s, v, b)}

(* I1: no two batches are committed in one slot, in whatever views. *)
Agreement == \A s \in Slots : Cardinality(CommittedBatches(s)) <= 1

(* A committed batch is the only one that any later new view can choose. *)
SafeValueHolds ==
  \A s \in Slots, v \in Views, b \in Values :
    Committed(s, v, b) => \A w \in Views : w > v => Choosable(w, s) \subseteq {b}

(* S5: two prepared certificates of one view for two batches would prove more than f liars. *)
PreparedOnce ==
  \A s \in Slots, v \in Views : Cardinality({b \in Values : CanPrepare(s, v, b)}) <= 1

TypesHold ==
  /\ view \in [Honest -> Views]
  /\ accepted \in [Honest -> [Slots -> [Views -> Values \cup {None}]]]
  /\ prepared \in [Honest -> [Slots -> [Views -> BOOLEAN]]]

(* One vote a slot and view: what was accepted stays. *)
VotesStay ==
  [][\A r \in Honest, s \in Slots, v \in Views :
       accepted[r][s][v] # None => accepted'[r][s][v] = accepted[r][s][v]]_variables

Symmetry == Permutations(Honest) \cup Permutations(Batches)
=============================================================================
